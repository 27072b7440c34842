package dev.cordwood.query.match;

/// Writes the text of `store.NumberColumn` values without allocating.
final class DecimalText {
  private DecimalText() {}

  /// Writes the number to the end of the buffer, which has at least 24 bytes.
  ///
  /// @return where the text starts; it ends at the buffer's end
  static int write(long unscaled, int scale, byte[] buffer) {
    int at = buffer.length;
    long rest = unscaled;
    int digits = 0;
    do {
      if (digits == scale && scale > 0) {
        buffer[--at] = '.';
      }
      buffer[--at] = (byte) ('0' + Math.abs(rest % 10)); // works for Long.MIN_VALUE too
      rest /= 10;
      digits++;
    } while (rest != 0 || digits <= scale);
    if (unscaled < 0) {
      buffer[--at] = '-';
    }
    return at;
  }
}
