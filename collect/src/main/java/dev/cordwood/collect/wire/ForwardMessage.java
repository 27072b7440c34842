package dev.cordwood.collect.wire;

import dev.cordwood.collect.Rows;
import dev.cordwood.collect.wire.MessagePackReader.Kind;
import dev.cordwood.event.FieldName;
import dev.cordwood.event.JsonStrings;
import dev.cordwood.event.Limits;
import dev.cordwood.event.Row;
import dev.cordwood.event.Timestamps;
import dev.cordwood.event.Utf8;
import dev.cordwood.event.ValueType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// Messages of Fluent Forward (protocol version 1) as rows, in all four modes: a single event, an
/// array of events, and a binary with events one after the other, plain or packed with gzip. A row
/// has the message's `tag`, the event's time, and the record's fields; a text in `log` or `message`
/// is opened.
///
/// What is MessagePack and yet no event is refused one by one, and the others are taken: a sender
/// that is not acknowledged sends all of them again, and would do so for ever. What is no
/// MessagePack is found before any row of the message is added.
public final class ForwardMessage {
  private static final byte[] NOTHING = {};
  private static final byte[] LOG = ascii("log");
  private static final byte[] MESSAGE = ascii("message");
  private static final byte[] MSG = ascii("msg");
  private static final int EVENT_TIME = 0;
  private static final long NANOS = 1_000_000_000L;

  /// Told of what is not taken.
  @FunctionalInterface
  public interface Refusals {
    /// @param bytes of the event, or of the message if none of it can be read
    /// @param what is wrong with it, for people
    void refuse(long bytes, String what);
  }

  private final Rows rows;
  private final Refusals refusals;
  private final FieldName tag;
  private byte[] tagText = NOTHING;
  private byte[] chunk = NOTHING;
  private int values;

  public ForwardMessage(Rows rows, Refusals refusals) {
    this.rows = rows;
    this.refusals = refusals;
    tag = rows.row().name("tag");
  }

  /// Adds the rows of one whole message.
  ///
  /// @param arrival the time of events that have none
  /// @throws WireException when it is not MessagePack, or packed in a way that cannot be undone; no
  ///   row is added then
  public void add(byte[] bytes, int start, int end, long arrival) throws WireException {
    chunk = NOTHING;
    MessagePackReader whole = new MessagePackReader(bytes, start, end);
    whole.skip();
    if (whole.hasMore()) {
      throw new WireException("something stands behind the message");
    }
    MessagePackReader in = new MessagePackReader(bytes, start, end);
    if (in.next() != Kind.ARRAY || in.length() < 2 || in.length() > 4) {
      refusals.refuse(end - start, "a message is an array of two to four values");
      return;
    }
    int count = in.length();
    Kind first = in.next();
    if (first != Kind.TEXT && first != Kind.BINARY) {
      refusals.refuse(end - start, "the first value of a message is its tag, a text");
      return;
    }
    tagText = valid(in.copy());
    Options options = options(in, count);
    chunk = options.chunk;
    if (!options.mistake.isEmpty()) {
      refusals.refuse(end - start, options.mistake);
      return;
    }
    MessagePackReader second = new MessagePackReader(bytes, in.at(), end);
    switch (second.next()) {
      case ARRAY -> {
        int events = second.length();
        for (int i = 0; i < events; i++) {
          event(second, arrival);
        }
      }
      case BINARY, TEXT -> packed(second, options.compression, arrival);
      case INTEGER, DECIMAL, EXTENSION, UNSIGNED, NIL -> {
        if (count < 3) {
          refusals.refuse(end - start, "a message with a time has a record too");
          return;
        }
        values = 0;
        try {
          record(second, time(second, arrival), end - start);
        } catch (WireException e) {
          refusals.refuse(end - start, String.valueOf(e.getMessage()));
        }
      }
      case BOOLEAN, MAP ->
          refusals.refuse(end - start, "the second value of a message is a time or events");
    }
  }

  /// What the message added last wants to be acknowledged with; empty when it wants nothing.
  public byte[] chunk() {
    return chunk.clone();
  }

  /// @param compression empty when there is none
  /// @param mistake why they cannot be read, or empty
  private record Options(byte[] chunk, String compression, String mistake) {}

  /// The options stand behind what they are needed for.
  private static Options options(MessagePackReader message, int count) throws WireException {
    MessagePackReader in = new MessagePackReader(message.source(), message.at(), message.end());
    Kind second = in.next();
    boolean single = second != Kind.ARRAY && second != Kind.BINARY && second != Kind.TEXT;
    if (second == Kind.ARRAY || second == Kind.MAP) {
      int inner = second == Kind.MAP ? 2 * in.length() : in.length();
      for (int i = inner; i > 0; i--) {
        in.skip();
      }
    }
    if (single && count > 2) {
      in.skip();
    }
    byte[] chunk = NOTHING;
    String compression = "";
    String mistake = "";
    if (count <= (single ? 3 : 2) || !in.hasMore() || in.next() != Kind.MAP) {
      return new Options(chunk, compression, mistake);
    }
    for (int pairs = in.length(); pairs > 0; pairs--) {
      int at = in.at();
      Kind key = in.next();
      boolean isChunk = in.isText("chunk");
      boolean isCompressed = in.isText("compressed");
      if (key == Kind.ARRAY || key == Kind.MAP) {
        mistake = "a key of the options is no text";
        in.back(at);
        in.skip();
      }
      if (!isChunk && !isCompressed) {
        in.skip();
        continue;
      }
      at = in.at();
      Kind value = in.next();
      if (value != Kind.TEXT && value != Kind.BINARY) {
        mistake = "chunk and compressed of the options are texts";
        in.back(at);
        in.skip();
      } else if (isChunk) {
        chunk = in.copy();
      } else {
        compression = new String(in.copy(), StandardCharsets.UTF_8);
      }
    }
    return new Options(chunk, compression, mistake);
  }

  private void packed(MessagePackReader message, String compression, long arrival)
      throws WireException {
    byte[] source = message.source();
    int from = message.start();
    int to = from + message.length();
    switch (compression) {
      case "", "text" -> {}
      case "gzip" -> {
        source = unpacked(source, from, to);
        from = 0;
        to = source.length;
      }
      default ->
          throw new WireException(
              "compressed with '%s': gzip is understood".formatted(compression));
    }
    MessagePackReader all = new MessagePackReader(source, from, to);
    while (all.hasMore()) {
      all.skip();
    }
    MessagePackReader in = new MessagePackReader(source, from, to);
    while (in.hasMore()) {
      event(in, arrival);
    }
  }

  private static byte[] unpacked(byte[] source, int from, int to) throws WireException {
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(source, from, to - from))) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[16 << 10];
      for (int count; (count = in.read(buffer)) >= 0; ) {
        if (out.size() + count > WireLimits.MAX_DECOMPRESSED_BYTES) {
          throw new WireException(
              "more than %d bytes when unpacked".formatted(WireLimits.MAX_DECOMPRESSED_BYTES));
        }
        out.write(buffer, 0, count);
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new WireException("events packed with gzip that are none: " + e.getMessage());
    }
  }

  /// Adds the row of an event, or refuses it, and stands behind it.
  private void event(MessagePackReader in, long arrival) throws WireException {
    int from = in.at();
    values = 0; // the bound is meant for one event: a chunk may have any number of them
    try {
      row(in, arrival);
    } catch (WireException e) {
      in.back(from);
      in.skip();
      refusals.refuse(in.at() - from, String.valueOf(e.getMessage()));
    }
  }

  private void row(MessagePackReader in, long arrival) throws WireException {
    int from = in.at();
    if (in.next() != Kind.ARRAY || in.length() != 2) {
      throw new WireException("an event is an array of time and record");
    }
    Kind first = in.next();
    if (first == Kind.ARRAY && in.length() == 2) { // Fluent Bit 2: [[time, metadata], record]
      Kind inner = in.next();
      if (inner == Kind.ARRAY || inner == Kind.MAP) {
        throw new WireException("the time of an event is a number or an EventTime");
      }
      long time = time(in, arrival);
      in.skip();
      record(in, time, in.at() - from);
      return;
    }
    if (first == Kind.ARRAY || first == Kind.MAP) {
      throw new WireException("the time of an event is a number or an EventTime");
    }
    long time = time(in, arrival);
    record(in, time, in.at() - from);
  }

  /// Of the value that was just read.
  private static long time(MessagePackReader in, long arrival) {
    return switch (in.kind()) {
      case INTEGER -> seconds(in.number(), arrival);
      case DECIMAL ->
          in.decimal() > 0 && in.decimal() < 9e9 ? ((long) (in.decimal() * 1e6)) * 1_000 : arrival;
      case EXTENSION -> {
        if (in.extension() != EVENT_TIME || in.length() != 8) {
          yield arrival;
        }
        long both = 0;
        for (int i = 0; i < 8; i++) {
          both = both << 8 | in.source()[in.start() + i] & 0xff;
        }
        long time = seconds(both >>> 32, Timestamps.NONE);
        yield time == Timestamps.NONE ? arrival : time + Math.min(both & 0xffffffffL, NANOS - 1);
      }
      case NIL, BOOLEAN, UNSIGNED, TEXT, BINARY, ARRAY, MAP -> arrival;
    };
  }

  private static long seconds(long seconds, long otherwise) {
    return seconds > 0 && seconds < 9_000_000_000L ? seconds * NANOS : otherwise;
  }

  private void record(MessagePackReader in, long time, long bytes) throws WireException {
    int from = in.at();
    if (in.next() != Kind.MAP) {
      throw new WireException("the record of an event is a map");
    }
    rows.begin();
    try {
      Row row = rows.row();
      row.add(tag, ValueType.STRING, tagText, 0, tagText.length);
      pairs(in, NOTHING, 0);
      rows.end(time, Math.max(bytes, in.at() - from));
    } catch (WireException | RuntimeException e) {
      rows.drop();
      throw e;
    }
  }

  private void pairs(MessagePackReader in, byte[] path, int depth) throws WireException {
    for (int left = in.length(); left > 0; left--) {
      byte[] name = name(in, path);
      value(in, name, depth);
    }
  }

  private byte[] name(MessagePackReader in, byte[] path) throws WireException {
    byte[] own =
        switch (in.next()) {
          case TEXT, BINARY -> valid(in.copy());
          case INTEGER -> ascii(Long.toString(in.number()));
          case NIL, BOOLEAN, UNSIGNED, DECIMAL, EXTENSION, ARRAY, MAP ->
              throw new WireException("a field's name is no text");
        };
    if (path.length == 0) {
      return own.length == 0 ? new byte[] {'_'} : own;
    }
    byte[] name = Arrays.copyOf(path, path.length + 1 + own.length);
    name[path.length] = '.';
    System.arraycopy(own, 0, name, path.length + 1, own.length);
    return name;
  }

  private static byte[] valid(byte[] text) {
    return Utf8.isValid(text, 0, text.length) ? text : Utf8.repair(text, 0, text.length);
  }

  private void value(MessagePackReader in, byte[] name, int depth) throws WireException {
    if (++values > WireLimits.MAX_VALUES) {
      throw new WireException("more than %d values".formatted(WireLimits.MAX_VALUES));
    }
    if (depth > WireLimits.MAX_DEPTH) {
      throw new WireException("values within values more than %d deep".formatted(depth - 1));
    }
    Row row = rows.row();
    FieldName field = field(name);
    switch (in.next()) {
      case TEXT, BINARY -> text(in, name, field);
      case NIL -> add(row, field, ValueType.NULL, ascii("null"));
      case BOOLEAN ->
          add(row, field, ValueType.BOOLEAN, ascii(in.number() == 1 ? "true" : "false"));
      case INTEGER -> add(row, field, ValueType.NUMBER, ascii(Long.toString(in.number())));
      case UNSIGNED -> add(row, field, ValueType.NUMBER, ascii(Long.toUnsignedString(in.number())));
      case DECIMAL -> decimal(row, field, in.decimal());
      case EXTENSION -> add(row, field, ValueType.STRING, extension(in));
      case MAP -> {
        if (in.length() > 0 && depth < Limits.MAX_FLATTENED_DEPTH) {
          pairs(in, name, depth + 1);
        } else {
          StringBuilder json = new StringBuilder();
          map(in, json, depth);
          add(row, field, ValueType.JSON, json.toString().getBytes(StandardCharsets.UTF_8));
        }
      }
      case ARRAY -> {
        StringBuilder json = new StringBuilder();
        array(in, json, depth);
        add(row, field, ValueType.JSON, json.toString().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private @Nullable FieldName field(byte[] name) {
    return name.length > Limits.MAX_NAME_BYTES ? null : rows.row().name(name, 0, name.length);
  }

  private void text(MessagePackReader in, byte[] name, @Nullable FieldName field) {
    boolean opened =
        Arrays.equals(name, LOG) || Arrays.equals(name, MESSAGE) || Arrays.equals(name, MSG);
    if (opened) {
      int end = in.start() + in.length();
      while (end > in.start() && (in.source()[end - 1] == '\n' || in.source()[end - 1] == '\r')) {
        end--;
      }
      if (end > in.start()) {
        rows.messages().add(in.source(), in.start(), end);
        return;
      }
    }
    if (field != null && rows.row().hasRoomFor(field)) {
      rows.row().text(field, in.source(), in.start(), in.start() + in.length());
    }
  }

  private static void add(Row row, @Nullable FieldName field, ValueType type, byte[] value) {
    if (field != null && row.hasRoomFor(field)) {
      row.add(field, type, value, 0, value.length);
    }
  }

  private static void decimal(Row row, @Nullable FieldName field, double number) {
    boolean finite = Double.isFinite(number);
    add(
        row,
        field,
        finite ? ValueType.NUMBER : ValueType.STRING,
        ascii(finite ? PlainValues.number(number) : Double.toString(number)));
  }

  private static byte[] extension(MessagePackReader in) {
    StringBuilder hex = new StringBuilder("ext").append(in.extension()).append(':');
    for (int i = 0; i < Math.min(in.length(), 1_024); i++) {
      hex.append("%02x".formatted(in.source()[in.start() + i]));
    }
    return ascii(hex.toString());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void map(MessagePackReader in, StringBuilder out, int depth) throws WireException {
    out.append('{');
    String comma = "";
    for (int left = in.length(); left > 0; left--) {
      out.append(comma);
      comma = ",";
      byte[] key = name(in, NOTHING);
      JsonStrings.quote(new String(key, StandardCharsets.UTF_8), out);
      out.append(':');
      json(in, out, depth + 1);
    }
    out.append('}');
  }

  private void array(MessagePackReader in, StringBuilder out, int depth) throws WireException {
    out.append('[');
    String comma = "";
    for (int left = in.length(); left > 0; left--) {
      out.append(comma);
      comma = ",";
      json(in, out, depth + 1);
    }
    out.append(']');
  }

  private void json(MessagePackReader in, StringBuilder out, int depth) throws WireException {
    if (++values > WireLimits.MAX_VALUES) {
      throw new WireException("more than %d values".formatted(WireLimits.MAX_VALUES));
    }
    if (depth > WireLimits.MAX_DEPTH) {
      throw new WireException("values within values more than %d deep".formatted(depth - 1));
    }
    switch (in.next()) {
      case NIL -> out.append("null");
      case BOOLEAN -> out.append(in.number() == 1);
      case INTEGER -> out.append(in.number());
      case UNSIGNED -> out.append(Long.toUnsignedString(in.number()));
      case DECIMAL -> {
        if (Double.isFinite(in.decimal())) {
          out.append(PlainValues.number(in.decimal()));
        } else {
          out.append('"').append(in.decimal()).append('"');
        }
      }
      case TEXT, BINARY ->
          JsonStrings.quote(
              new String(in.source(), in.start(), in.length(), StandardCharsets.UTF_8), out);
      case EXTENSION ->
          out.append('"').append(new String(extension(in), StandardCharsets.US_ASCII)).append('"');
      case MAP -> map(in, out, depth);
      case ARRAY -> array(in, out, depth);
    }
  }
}
