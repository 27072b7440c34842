package dev.cordwood.event;

/// Every bound of parsing, and what happens beyond it.
public final class Limits {
  /// A line's length. A longer one is stored cut to this length as text in `_msg`, with its
  /// original length in `_error`. A listener may be configured to another length up to
  /// [#MAX_CONFIGURABLE_LINE_BYTES].
  public static final int MAX_LINE_BYTES = 1 << 20;

  /// What [#MAX_LINE_BYTES] may be raised to.
  public static final int MAX_CONFIGURABLE_LINE_BYTES = 16 << 20;

  /// Fields of one row. The rest is kept together, as one JSON object in the field `_extra`.
  public static final int MAX_FIELDS = 2_000;

  /// A field's name, with the dots of flattening. A field with a longer name goes to `_extra`.
  public static final int MAX_NAME_BYTES = 512;

  /// Objects within objects that are flattened to dotted names. What lies deeper is kept as JSON
  /// text in the field that it has at this depth.
  public static final int MAX_FLATTENED_DEPTH = 64;

  /// Nesting of a line that is still accepted as JSON. A deeper line is kept as text with `_error`.
  public static final int MAX_NESTING = 1_000;

  /// Names in each list of [IngestOptions]. A longer list is refused.
  public static final int MAX_OPTION_FIELDS = 64;

  /// A stream field's value within `_stream`. A longer one is cut there, with an ellipsis; the
  /// field itself stays whole.
  public static final int MAX_STREAM_VALUE_BYTES = 512;

  /// Streams whose text a parser remembers. Beyond it forgets all and starts afresh, which costs
  /// time only.
  public static final int MAX_CACHED_STREAMS = 4_096;

  /// Field names that a parser remembers. Beyond it forgets all and starts afresh, which costs time
  /// only.
  public static final int MAX_CACHED_NAMES = 4_096;

  private Limits() {}
}
