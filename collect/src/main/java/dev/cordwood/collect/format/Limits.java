package dev.cordwood.collect.format;

/// Every bound of the formats of lines, and what happens beyond it.
public final class Limits {
  /// Lines of one event, unless configured otherwise. The next line begins another event, which is
  /// marked with `_continued`.
  public static final int MAX_EVENT_LINES = 500;

  /// What [#MAX_EVENT_LINES] may be configured to. A larger number is refused.
  public static final int MAX_CONFIGURABLE_EVENT_LINES = 100_000;

  /// Bytes of a line that a pattern of [MultiLine] is matched against. What lies behind does not
  /// count.
  static final int MAX_MATCHED_BYTES = 4_096;

  /// Bytes of an event that patterns of one's own are matched against. Of a longer one the start is
  /// matched.
  static final int MAX_PATTERN_INPUT_BYTES = 64 << 10;

  /// Bytes at the start of what an envelope carries that decide whether the line goes on with the
  /// event before.
  static final int MAX_LEAD_BYTES = 512;

  /// Characters of a regular expression, as written and with its grok names spelled out. A longer
  /// one is refused.
  static final int MAX_PATTERN_CHARS = 4_096;

  static final int MAX_EXPANDED_CHARS = 65_536;

  /// Grok names within grok names. A deeper one is refused; so is a circle.
  static final int MAX_GROK_DEPTH = 16;

  /// Named groups of a pattern. More are refused.
  static final int MAX_PATTERN_FIELDS = 100;

  /// Patterns of one source. More are refused.
  static final int MAX_PATTERNS = 50;

  /// Characters of the text in which a parser's state is kept with a file's position. A state that
  /// needs more is not kept: the format is looked for again. It has room for the longest header and
  /// the format's name.
  public static final int MAX_FORMAT_STATE_CHARS =
      dev.cordwood.collect.Limits.MAX_HEADER_BYTES + 256;

  /// Lines of a source on which formats are compared before one is chosen at the latest.
  static final int MAX_SAMPLED_LINES = 1_000;

  /// How deep envelopes are opened: a container runtime's around syslog's around a format. What
  /// lies deeper is the message.
  static final int MAX_ENVELOPES = 3;

  /// Bytes at the start of a line in which its time is looked for.
  static final int MAX_TIME_OFFSET = 256;

  /// A field's name that came with a line of text. A longer one is cut.
  static final int MAX_FIELD_NAME_BYTES = 512;

  private Limits() {}
}
