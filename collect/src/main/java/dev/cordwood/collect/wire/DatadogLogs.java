package dev.cordwood.collect.wire;

import dev.cordwood.collect.Rows;
import dev.cordwood.event.JsonScanner;
import dev.cordwood.event.Lines;
import java.util.Map;

/// Logs for Datadog's intake: one JSON object, an array of them, or lines of them. Tags become
/// fields, `hostname` is `host` and `status` is `level`; the message is opened as whatever it is
/// of.
public final class DatadogLogs {
  private final Rows rows;
  private final RowFields fields;
  private final Map<String, String> otherwise;
  private final JsonScanner json = new JsonScanner();
  private int logs;

  /// @param otherwise of the address: `ddsource`, `ddtags`, `hostname`, `service` for all logs
  public DatadogLogs(Rows rows, Map<String, String> otherwise) {
    this.rows = rows;
    this.otherwise = Map.copyOf(otherwise);
    fields = new RowFields(rows);
  }

  /// Adds the rows of a body.
  ///
  /// @return how many
  /// @throws WireException when it is no JSON; rows before that were added
  public int add(byte[] body, long arrival) throws WireException {
    new JsonObjects()
        .each(
            body,
            (bytes, start, end) -> {
              add(bytes, start, end, arrival);
              logs++;
            });
    return logs;
  }

  /// Adds a row for each line of a body of plain text.
  public void addLines(byte[] body, long arrival) {
    int at = 0;
    while (at < body.length) {
      int found = Lines.indexOfLineFeed(body, at, body.length);
      int end = found < 0 ? body.length : found;
      int to = end > at && body[end - 1] == '\r' ? end - 1 : end;
      if (!Lines.isBlank(body, at, to)) {
        fields.begin();
        otherwise.forEach((name, value) -> attribute(Datum.Text.of(name), Datum.Text.of(value)));
        fields.message(new Datum.Text(body, at, to));
        fields.end(arrival, end + 1 - at);
        logs++;
      }
      at = end + 1;
    }
  }

  private void add(byte[] body, int start, int end, long arrival) throws WireException {
    json.reset(body, end);
    fields.begin();
    try {
      for (Map.Entry<String, String> each : otherwise.entrySet()) {
        attribute(Datum.Text.of(each.getKey()), Datum.Text.of(each.getValue()));
      }
      if (body[start] == '{') {
        object(body, start);
      } else {
        fields.message(JsonMembers.text(json, body, start, end));
      }
    } catch (WireException e) {
      rows.drop();
      throw e;
    }
    fields.end(arrival, end - start);
  }

  private void object(byte[] body, int start) throws WireException {
    Datum.Text message = Datum.Text.EMPTY;
    JsonMembers tags = new JsonMembers(json, body, start);
    while (tags.next()) { // attributes count more than tags
      if (tags.is("ddtags") && tags.isText()) {
        tags(tags.text());
      }
    }
    JsonMembers each = new JsonMembers(json, body, start);
    while (each.next()) {
      if (each.is("message") && each.isText()) {
        message = each.text();
      } else if (each.is("message") && each.isObject()) {
        fields.addAll((Datum.Fields) each.value());
      } else if (!each.is("ddtags") || !each.isText()) {
        attribute(each.name(), each.value());
      }
    }
    if (!message.isEmpty()) {
      fields.message(message);
    }
  }

  private void attribute(Datum.Text name, Datum value) {
    if (name.is("ddtags") && value instanceof Datum.Text list) {
      tags(list);
    } else if (name.is("hostname")) {
      fields.add("host", value);
    } else if (name.is("status") && value instanceof Datum.Text) {
      fields.add("level", value);
    } else if (name.is("timestamp") || name.is("date")) {
      fields.add("_time", value);
    } else {
      fields.add(name, value);
    }
  }

  /// `env:prod,team:shop,canary`; what has no value is a list of words.
  private void tags(Datum.Text list) {
    byte[] bytes = list.bytes();
    int at = list.start();
    int count = 0;
    StringBuilder words = new StringBuilder();
    while (at < list.end()) {
      int end = at;
      int colon = -1;
      while (end < list.end() && bytes[end] != ',') {
        if (bytes[end] == ':' && colon < 0) {
          colon = end;
        }
        end++;
      }
      while (at < end && bytes[at] == ' ') {
        at++;
      }
      if (++count > WireLimits.MAX_TAGS) {
        words.append(words.isEmpty() ? "" : ",").append(new Datum.Text(bytes, at, list.end()));
        break;
      }
      if (colon > at) {
        fields.add(new Datum.Text(bytes, at, colon), new Datum.Text(bytes, colon + 1, end));
      } else if (end > at) {
        words.append(words.isEmpty() ? "" : ",").append(new Datum.Text(bytes, at, end));
      }
      at = end + 1;
    }
    if (!words.isEmpty()) {
      fields.add("ddtags", words.toString());
    }
  }
}
