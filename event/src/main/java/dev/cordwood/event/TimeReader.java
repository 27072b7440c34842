package dev.cordwood.event;

/// Reads times in forms that [TimeParser] does not know.
public interface TimeReader {
  /// The whole text as a time, or [Timestamps#NONE].
  ///
  /// @param reference a time not much before it, for times without a year or a date
  long read(byte[] text, int start, int end, long reference);

  /// Whether the time read last said in which zone it is.
  boolean hasZone();
}
