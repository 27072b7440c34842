package dev.cordwood.event;

/// Where lines end, eight bytes at a time.
public final class Lines {
  private Lines() {}

  /// @return the index of the first LF in `[start, end)`, or -1
  public static int indexOfLineFeed(byte[] bytes, int start, int end) {
    int i = start;
    for (; i + 8 <= end; i += 8) {
      long found = Swar.find(Swar.load(bytes, i), (byte) '\n');
      if (found != 0) {
        return i + Swar.index(found);
      }
    }
    for (; i < end; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /// @return the index of the last LF in `[start, end)`, or -1
  public static int lastIndexOfLineFeed(byte[] bytes, int start, int end) {
    for (int i = end - 1; i >= start; i--) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /// Whether there is nothing but blanks, tabs and carriage returns.
  public static boolean isBlank(byte[] bytes, int start, int end) {
    for (int i = start; i < end; i++) {
      byte c = bytes[i];
      if (c != ' ' && c != '\r' && c != '\t') {
        return false;
      }
    }
    return true;
  }
}
