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

  /// What the format has to remember of the lines so far to read those that follow, such as a
  /// header line, so that a source can be gone on with after a restart. Empty for most.
  default String state() {
    return "";
  }

  /// Goes on where another instance was whose [#state] this is.
  default void restore(String state) {}
}
