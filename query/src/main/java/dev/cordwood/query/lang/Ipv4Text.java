package dev.cordwood.query.lang;

/// IPv4 addresses as unsigned 32-bit numbers.
public final class Ipv4Text {
  static final long MAX = 0xffff_ffffL;

  private Ipv4Text() {}

  /// @return -1 when the text is no dotted quad
  public static long parse(String text) {
    int length = text.length();
    if (length < 7 || length > 15) {
      return -1;
    }
    long address = 0;
    int part = 0;
    int digits = 0;
    int dots = 0;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c == '.') {
        if (digits == 0 || ++dots > 3) {
          return -1;
        }
        address = address << 8 | part;
        part = 0;
        digits = 0;
      } else if (c >= '0' && c <= '9' && ++digits <= 3) {
        part = part * 10 + (c - '0');
        if (part > 255) {
          return -1;
        }
      } else {
        return -1;
      }
    }
    return dots == 3 && digits > 0 ? address << 8 | part : -1;
  }

  public static String format(long address) {
    return (address >> 24 & 255)
        + "."
        + (address >> 16 & 255)
        + "."
        + (address >> 8 & 255)
        + "."
        + (address & 255);
  }
}
