package dev.cordwood.collect.format;

/// One way in which lines of text are written: an access log's, syslog's, a database server's. An
/// instance belongs to one parser; it may keep state between the lines of a source, such as the
/// names in a header line. Not safe for several threads.
interface TextFormat {
  /// `nginx-access`, as it is called in the configuration and in the field `_format`.
  String id();

  /// Reads the line `[start, end)`, which has neither LF nor CR at its end, into `fields`, which
  /// are clear.
  ///
  /// @param reference a time not much before the line's own, for times without a year or a date
  /// @return whether the line is of this format; if not, whatever is in `fields` does not count
  boolean parse(byte[] line, int start, int end, long reference, LineFields fields);

  /// How much of an event of several lines the format wants to see at once: its first line, unless
  /// the lines behind it are part of what it reads.
  ///
  /// @param lineEnd where the first line ends
  default int wantedEnd(byte[] text, int start, int lineEnd, int end) {
    return lineEnd;
  }

  /// What the format has learnt from the lines so far and needs for the next ones, such as the
  /// names in a header; at most [dev.cordwood.collect.Limits#MAX_HEADER_BYTES] of UTF-8. Kept with
  /// a source's position.
  default String state() {
    return "";
  }

  /// Goes on from what [#state()] once gave; anything else, and the empty text, is no state.
  default void state(String state) {}
}
