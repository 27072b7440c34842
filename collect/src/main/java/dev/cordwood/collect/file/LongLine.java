package dev.cordwood.collect.file;

import java.util.Arrays;

/// A line that is too long to be kept whole, while its end is looked for.
final class LongLine {
  private static final byte[] NOTHING = {};

  /// Up to where no end was found; 0 while no line is too long.
  long scanned;

  /// Where it begins.
  long from;

  /// What is kept of it, as it stands in the file.
  byte[] start = NOTHING;

  boolean isOpen() {
    return scanned > 0;
  }

  void open(byte[] buffer, int from, int to, long end) {
    start = Arrays.copyOfRange(buffer, from, to);
    scanned = end;
  }

  void clear() {
    start = NOTHING;
    scanned = 0;
  }
}
