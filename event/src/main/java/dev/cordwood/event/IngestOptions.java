package dev.cordwood.event;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// How lines become rows: which fields are the time, the message and the stream, and what is added
/// or left out. Immutable; start from [#DEFAULTS] and change what differs.
///
/// @param messageFields the first of these that has a value becomes `_msg`
/// @param timeFields the first of these that holds a time becomes `_time`
/// @param streamFields fields whose values together name the stream a row belongs to; of several
///   names any order gives the same stream
/// @param defaultFields given to rows that do not have the field themselves: `host`, `source`
/// @param extraFields given to every row, in place of what the row has
/// @param ignoreFields left out; a name that ends in `*` stands for all that start so
/// @param decolorizeFields whose texts lose the colour codes of terminals; `*` as above. `_msg` is
///   the message, whatever field it came from
/// @param zone for times that come without a zone
/// @param maxLineBytes longer lines are stored cut, see [Limits#MAX_LINE_BYTES]
public record IngestOptions(
    List<String> messageFields,
    List<String> timeFields,
    List<String> streamFields,
    Map<String, String> defaultFields,
    Map<String, String> extraFields,
    List<String> ignoreFields,
    List<String> decolorizeFields,
    ZoneId zone,
    int maxLineBytes) {

  public static final IngestOptions DEFAULTS =
      new IngestOptions(
          List.of("_msg", "message", "msg", "log"),
          List.of("_time", "@timestamp", "timestamp", "time", "ts"),
          List.of("service", "host", "source"),
          Map.of(),
          Map.of(),
          List.of(),
          List.of(),
          ZoneOffset.UTC,
          Limits.MAX_LINE_BYTES);

  /// @throws IllegalArgumentException with a message for the user when a list is too long, a name
  ///   is reserved, or the line length is out of bounds
  public IngestOptions {
    messageFields = names("message fields", messageFields);
    timeFields = names("time fields", timeFields);
    streamFields = names("stream fields", streamFields).stream().distinct().sorted().toList();
    defaultFields = values("default fields", defaultFields);
    extraFields = values("extra fields", extraFields);
    ignoreFields = names("ignored fields", ignoreFields);
    decolorizeFields = names("fields to decolorize", decolorizeFields);
    if (maxLineBytes < 1 || maxLineBytes > Limits.MAX_CONFIGURABLE_LINE_BYTES) {
      throw new IllegalArgumentException(
          "the line length must be between 1 and %d bytes, not %d"
              .formatted(Limits.MAX_CONFIGURABLE_LINE_BYTES, maxLineBytes));
    }
  }

  /// The same values, to be changed.
  private static final class Draft {
    private List<String> messageFields;
    private List<String> timeFields;
    private List<String> streamFields;
    private Map<String, String> defaultFields;
    private Map<String, String> extraFields;
    private List<String> ignoreFields;
    private List<String> decolorizeFields;
    private ZoneId zone;
    private int maxLineBytes;

    Draft(IngestOptions options) {
      messageFields = options.messageFields;
      timeFields = options.timeFields;
      streamFields = options.streamFields;
      defaultFields = options.defaultFields;
      extraFields = options.extraFields;
      ignoreFields = options.ignoreFields;
      decolorizeFields = options.decolorizeFields;
      zone = options.zone;
      maxLineBytes = options.maxLineBytes;
    }
  }

  private IngestOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new IngestOptions(
        draft.messageFields,
        draft.timeFields,
        draft.streamFields,
        draft.defaultFields,
        draft.extraFields,
        draft.ignoreFields,
        draft.decolorizeFields,
        draft.zone,
        draft.maxLineBytes);
  }

  public IngestOptions withMessageFields(List<String> fields) {
    return with(draft -> draft.messageFields = fields);
  }

  public IngestOptions withTimeFields(List<String> fields) {
    return with(draft -> draft.timeFields = fields);
  }

  public IngestOptions withStreamFields(List<String> fields) {
    return with(draft -> draft.streamFields = fields);
  }

  public IngestOptions withDefaultFields(Map<String, String> fields) {
    return with(draft -> draft.defaultFields = fields);
  }

  /// Adds one field for rows that do not have it.
  public IngestOptions withDefaultField(String name, String value) {
    Map<String, String> fields = new TreeMap<>(defaultFields);
    fields.put(name, value);
    return with(draft -> draft.defaultFields = fields);
  }

  /// Where the lines come from, for rows that do not say it themselves.
  public IngestOptions withSource(String source) {
    return withDefaultField("source", source);
  }

  /// The host the lines come from, for rows that do not say it themselves.
  public IngestOptions withHost(String host) {
    return withDefaultField("host", host);
  }

  public IngestOptions withExtraFields(Map<String, String> fields) {
    return with(draft -> draft.extraFields = fields);
  }

  public IngestOptions withIgnoreFields(List<String> fields) {
    return with(draft -> draft.ignoreFields = fields);
  }

  public IngestOptions withDecolorizeFields(List<String> fields) {
    return with(draft -> draft.decolorizeFields = fields);
  }

  public IngestOptions withZone(ZoneId newZone) {
    return with(draft -> draft.zone = newZone);
  }

  public IngestOptions withMaxLineBytes(int bytes) {
    return with(draft -> draft.maxLineBytes = bytes);
  }

  private static List<String> names(String what, List<String> names) {
    checkSize(what, names.size());
    for (String name : names) {
      checkName(what, name);
    }
    return List.copyOf(names);
  }

  private static Map<String, String> values(String what, Map<String, String> values) {
    checkSize(what, values.size());
    for (String name : values.keySet()) {
      checkName(what, name);
      if (name.equals("_time") || name.equals("_stream")) {
        throw new IllegalArgumentException(
            "%s: %s is made by the server and cannot be set".formatted(what, name));
      }
    }
    return Map.copyOf(values);
  }

  private static void checkSize(String what, int size) {
    if (size > Limits.MAX_OPTION_FIELDS) {
      throw new IllegalArgumentException(
          "%s: %d names, at most %d are allowed".formatted(what, size, Limits.MAX_OPTION_FIELDS));
    }
  }

  private static void checkName(String what, String name) {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes == 0 || bytes > Limits.MAX_NAME_BYTES) {
      throw new IllegalArgumentException(
          "%s: a name must have 1 to %d bytes, not %d"
              .formatted(what, Limits.MAX_NAME_BYTES, bytes));
    }
  }
}
