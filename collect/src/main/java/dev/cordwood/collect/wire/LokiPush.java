package dev.cordwood.collect.wire;

import dev.cordwood.collect.Rows;
import dev.cordwood.event.JsonScanner;
import dev.cordwood.event.StreamText;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A push to Loki: the labels of each stream become fields and the row's stream, structured
/// metadata fields, and the line is opened as whatever it is of.
public final class LokiPush {
  private static final long NANOS = 1_000_000_000L;

  private final RowFields fields;
  private final boolean ownStreams;
  private final JsonScanner json = new JsonScanner();
  private final JsonScanner entryJson = new JsonScanner();

  private List<Datum.Field> labels = List.of();
  private byte[] stream = {};

  /// @param ownStreams whether the labels are the stream; else the configured fields are
  public LokiPush(Rows rows, boolean ownStreams) {
    fields = new RowFields(rows);
    this.ownStreams = ownStreams;
  }

  /// Adds the rows of a `logproto.PushRequest`.
  ///
  /// @param body unpacked
  public void protobuf(byte[] body, long arrival) throws WireException {
    ProtobufReader request = new ProtobufReader(body, 0, body.length);
    while (request.next()) {
      if (request.is(1, ProtobufReader.BYTES)) {
        stream(request.message(), request.message(), arrival);
      }
    }
  }

  private void stream(ProtobufReader forLabels, ProtobufReader message, long arrival)
      throws WireException {
    String text = "{}";
    while (forLabels.next()) {
      if (forLabels.is(1, ProtobufReader.BYTES)) {
        text = forLabels.text().toString();
      }
    }
    use(LokiLabels.parse(text));
    while (message.next()) {
      if (message.is(2, ProtobufReader.BYTES)) {
        entry(message.message(), message.end() - message.start(), arrival);
      }
    }
  }

  private void entry(ProtobufReader entry, int bytes, long arrival) throws WireException {
    long time = 0;
    Datum.Text line = Datum.Text.EMPTY;
    List<Datum.Field> metadata = List.of();
    while (entry.next()) {
      if (entry.is(1, ProtobufReader.BYTES)) {
        time = time(entry.message());
      } else if (entry.is(2, ProtobufReader.BYTES)) {
        line = entry.text();
      } else if (entry.is(3, ProtobufReader.BYTES)) {
        metadata = metadata.isEmpty() ? new ArrayList<>() : metadata;
        metadata.add(pair(entry.message()));
        if (metadata.size() > WireLimits.MAX_VALUES) {
          throw new WireException("more than %d values".formatted(WireLimits.MAX_VALUES));
        }
      }
    }
    row(time, metadata, line, arrival, bytes);
  }

  private static long time(ProtobufReader timestamp) throws WireException {
    long seconds = 0;
    long nanos = 0;
    while (timestamp.next()) {
      if (timestamp.is(1, ProtobufReader.VARINT)) {
        seconds = timestamp.number();
      } else if (timestamp.is(2, ProtobufReader.VARINT)) {
        nanos = timestamp.number();
      }
    }
    boolean inRange = seconds > 0 && seconds < Long.MAX_VALUE / NANOS && nanos >= 0;
    return inRange && nanos < NANOS ? seconds * NANOS + nanos : 0;
  }

  private static Datum.Field pair(ProtobufReader pair) throws WireException {
    Datum.Text name = Datum.Text.EMPTY;
    Datum.Text value = Datum.Text.EMPTY;
    while (pair.next()) {
      if (pair.is(1, ProtobufReader.BYTES)) {
        name = pair.text();
      } else if (pair.is(2, ProtobufReader.BYTES)) {
        value = pair.text();
      }
    }
    return new Datum.Field(name, value);
  }

  /// Adds the rows of the JSON form.
  public void json(byte[] body, long arrival) throws WireException {
    json.reset(body, body.length);
    int end = JsonMembers.check(json, 0);
    int at = json.skipSpace(0);
    if (body[at] != '{' || json.skipSpace(end) < body.length) {
      throw new WireException("expected one object with 'streams'");
    }
    JsonMembers members = new JsonMembers(json, body, at);
    while (members.next()) {
      if (members.is("streams") && members.isArray()) {
        JsonMembers streams = members.within();
        while (streams.next()) {
          if (!streams.isObject()) {
            throw wrong(streams.start(), "a stream must be an object");
          }
          jsonStream(streams, body, arrival);
        }
      }
    }
  }

  private void jsonStream(JsonMembers stream, byte[] body, long arrival) throws WireException {
    SortedMap<String, String> found = new TreeMap<>();
    JsonMembers first = stream.within();
    while (first.next()) {
      if (first.is("stream") && first.isObject()) {
        JsonMembers each = first.within();
        while (each.next()) {
          found.put(each.name().toString(), each.text().toString());
          if (found.size() > WireLimits.MAX_LABELS) {
            throw new WireException("more than %d labels".formatted(WireLimits.MAX_LABELS));
          }
        }
      } else if (first.is("labels") && first.isText()) { // the form before Loki 1.0
        found.putAll(LokiLabels.parse(first.text().toString()));
      }
    }
    use(found);
    JsonMembers second = stream.within();
    while (second.next()) {
      if (second.is("values") && second.isArray()) {
        JsonMembers values = second.within();
        while (values.next()) {
          if (!values.isArray()) {
            throw wrong(values.start(), "a value must be an array of a time and a line");
          }
          jsonEntry(body, values.start(), values.end(), arrival);
        }
      }
    }
  }

  private void jsonEntry(byte[] body, int start, int end, long arrival) throws WireException {
    entryJson.reset(body, end);
    JsonMembers parts = new JsonMembers(entryJson, body, start);
    if (!parts.next()) {
      throw wrong(start, "a value without a time and a line");
    }
    long time = nanos(parts.text());
    if (!parts.next() || !parts.isText()) {
      throw wrong(start, "a value must be an array of a time and a line, both in quotes");
    }
    Datum.Text line = parts.text();
    List<Datum.Field> metadata = List.of();
    if (parts.next() && parts.isObject()) {
      metadata = ((Datum.Fields) parts.value()).fields();
    }
    row(time, metadata, line, arrival, end - start);
  }

  private static long nanos(Datum.Text text) {
    long value = 0;
    if (text.isEmpty() || text.length() > 19) {
      return 0;
    }
    for (int i = text.start(); i < text.end(); i++) {
      int digit = text.bytes()[i] - '0';
      if (digit < 0 || digit > 9) {
        return 0;
      }
      value = value * 10 + digit;
    }
    return Math.max(0, value);
  }

  private void use(SortedMap<String, String> found) {
    List<Datum.Field> list = new ArrayList<>(found.size());
    found.forEach(
        (name, value) -> list.add(new Datum.Field(Datum.Text.of(name), Datum.Text.of(value))));
    labels = list;
    stream = StreamText.of(found);
  }

  private void row(
      long time, List<Datum.Field> metadata, Datum.Text line, long arrival, long bytes) {
    fields.begin();
    for (Datum.Field label : labels) {
      fields.add(label.name(), label.value());
    }
    if (ownStreams) {
      fields.row().stream(stream);
    }
    if (time > 0) {
      fields.time(time);
    }
    for (Datum.Field each : metadata) {
      fields.add(each.name(), each.value());
    }
    fields.message(line);
    fields.end(arrival, bytes);
  }

  private static WireException wrong(int at, String what) {
    return new WireException("at byte %d: %s".formatted(at, what));
  }
}
