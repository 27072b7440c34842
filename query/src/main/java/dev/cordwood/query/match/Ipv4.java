package dev.cordwood.query.match;

/// IPv4 addresses in bytes.
final class Ipv4 {
  private static final int MIN_LENGTH = 7;
  private static final int MAX_LENGTH = 15;

  private Ipv4() {}

  /// @return the address as an unsigned 32-bit number, or -1 when the text is no dotted quad
  static long parse(byte[] text, int start, int end) {
    int length = end - start;
    if (length < MIN_LENGTH || length > MAX_LENGTH) {
      return -1;
    }
    long address = 0;
    int part = 0;
    int digits = 0;
    int dots = 0;
    for (int i = start; i < end; i++) {
      int c = text[i];
      if (c == '.') {
        if (digits == 0 || ++dots > 3) {
          return -1;
        }
        address = address << 8 | part;
        part = 0;
        digits = 0;
      } else {
        int digit = c - '0';
        if (digit < 0 || digit > 9 || ++digits > 3) {
          return -1;
        }
        part = part * 10 + digit;
        if (part > 255) {
          return -1;
        }
      }
    }
    return dots == 3 && digits > 0 ? address << 8 | part : -1;
  }
}
