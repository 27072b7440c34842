package dev.cordwood.store;

import java.util.Arrays;

/// A list of byte strings that lie somewhere in one array: value `i` is `data[starts[i], ends[i +
/// endShift])`. Made to be reused.
final class Values {
  byte[] data = new byte[0];
  int[] starts = new int[0];
  int[] ends = new int[0];
  int endShift;
  int count;

  void set(byte[] data, int[] starts, int[] ends, int endShift, int count) {
    this.data = data;
    this.starts = starts;
    this.ends = ends;
    this.endShift = endShift;
    this.count = count;
  }

  int start(int index) {
    return starts[index];
  }

  int end(int index) {
    return ends[index + endShift];
  }

  int length(int index) {
    return end(index) - starts[index];
  }

  boolean same(int a, int b) {
    return length(a) == length(b) && ShortBytes.same(data, start(a), start(b), length(a));
  }

  @SuppressWarnings("ReferenceEquality") // equal arrays that are not the same take the longer way
  boolean allSame() {
    if (endShift == 1 && starts == ends && count > 1) {
      return allSameSideBySide();
    }
    for (int i = 1; i < count; i++) {
      if (!same(0, i)) {
        return false;
      }
    }
    return true;
  }

  /// Values that lie side by side are the same when their bytes are when moved on by a value.
  private boolean allSameSideBySide() {
    int length = length(0);
    if (end(count - 1) - starts[0] != (long) length * count) {
      return false;
    }
    for (int i = 1; i < count; i++) {
      if (length(i) != length) {
        return false;
      }
    }
    int end = end(count - 1);
    return Arrays.equals(data, starts[0], end - length, data, starts[0] + length, end);
  }

  long bytes() {
    long bytes = 0;
    for (int i = 0; i < count; i++) {
      bytes += length(i);
    }
    return bytes;
  }
}
