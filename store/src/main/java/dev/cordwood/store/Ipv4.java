package dev.cordwood.store;

/// IPv4 addresses in their canonical text: four decimal bytes without leading zeros.
final class Ipv4 {
  static final int MIN_LENGTH = 7;
  static final int MAX_LENGTH = 15;

  private Ipv4() {}

  /// @return the address as an unsigned 32-bit number, or -1 when the text is none
  static long parse(byte[] data, int start, int end) {
    int length = end - start;
    if (length < MIN_LENGTH || length > MAX_LENGTH) {
      return -1;
    }
    long address = 0;
    int part = 0;
    int digits = 0;
    int dots = 0;
    for (int i = start; i < end; i++) {
      int digit = data[i] - '0';
      if (digit >= 0 && digit <= 9) {
        if (digits > 0 && part == 0) {
          return -1;
        }
        part = part * 10 + digit;
        if (++digits > 3 || part > 255) {
          return -1;
        }
      } else {
        if (data[i] != '.' || digits == 0 || ++dots > 3) {
          return -1;
        }
        address = address << 8 | part;
        part = 0;
        digits = 0;
      }
    }
    return dots == 3 && digits > 0 ? address << 8 | part : -1;
  }

  static int length(long address) {
    return 3
        + digits((int) (address >>> 24))
        + digits((int) (address >>> 16) & 0xff)
        + digits((int) (address >>> 8) & 0xff)
        + digits((int) address & 0xff);
  }

  static int write(long address, byte[] target, int at) {
    int position = at;
    for (int shift = 24; shift >= 0; shift -= 8) {
      int part = (int) (address >>> shift) & 0xff;
      if (part >= 100) {
        target[position++] = (byte) ('0' + part / 100);
      }
      if (part >= 10) {
        target[position++] = (byte) ('0' + part / 10 % 10);
      }
      target[position++] = (byte) ('0' + part % 10);
      if (shift > 0) {
        target[position++] = '.';
      }
    }
    return position - at;
  }

  private static int digits(int part) {
    return part >= 100 ? 3 : part >= 10 ? 2 : 1;
  }
}
