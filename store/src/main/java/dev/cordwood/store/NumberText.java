package dev.cordwood.store;

/// Numbers as text, without a String a number.
final class NumberText {
  private static final byte[] MIN_VALUE =
      Long.toString(Long.MIN_VALUE).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

  private static final byte[] TENS = new byte[100];
  private static final byte[] ONES = new byte[100];
  private static final long[] POWERS = new long[20];

  static {
    for (int i = 0; i < 100; i++) {
      TENS[i] = (byte) ('0' + i / 10);
      ONES[i] = (byte) ('0' + i % 10);
    }
    long power = 1;
    for (int i = 0; i < 19; i++) {
      POWERS[i] = power;
      power *= 10;
    }
    POWERS[19] = Long.MAX_VALUE; // not reached: 63 bits are at most 19 digits
  }

  private NumberText() {}

  static TextColumn of(NumberColumn column) {
    int rows = column.rows();
    int[] offsets = new int[rows + 1];
    ByteSink data = new ByteSink(rows * 8 + 64);
    for (int row = 0; row < rows; row++) {
      if (column.isPresent(row)) {
        data.ensure(MAX_LENGTH);
        data.length +=
            write(
                column.unscaled()[row],
                column.scale(),
                column.minDigits(),
                data.bytes,
                data.length);
      }
      offsets[row + 1] = data.length;
    }
    return new TextColumn(data.bytes, offsets, column.present(), new byte[] {column.type().code()});
  }

  /// No number of a [NumberColumn] is longer: 19 digits or a scale of 18, sign, zero and point.
  static final int MAX_LENGTH = 24;

  /// Writes a number as [NumberColumn] defines it.
  ///
  /// @return how many bytes were written
  static int write(long unscaled, int scale, int minDigits, byte[] target, int at) {
    int position = at;
    long rest = unscaled;
    if (rest < 0) {
      target[position++] = '-';
      rest = -rest;
    }
    if (scale == 0) {
      return position - at + digits(rest, length(rest), target, position);
    }
    int digits = Math.max(length(rest), scale + 1);
    int dropped = 0;
    while (dropped < scale - minDigits && rest % 10 == 0) {
      rest /= 10;
      dropped++;
    }
    int fraction = scale - dropped;
    int whole = digits - scale;
    for (int i = position + whole + fraction; i > position + whole; i--) {
      target[i] = (byte) ('0' + Math.abs(rest % 10));
      rest = Math.abs(rest / 10);
    }
    if (fraction > 0) {
      target[position + whole] = '.';
    }
    for (int i = position + whole - 1; i >= position; i--) {
      target[i] = (byte) ('0' + Math.abs(rest % 10));
      rest = Math.abs(rest / 10);
    }
    return position - at + whole + (fraction > 0 ? fraction + 1 : 0);
  }

  /// How many bytes [#write] writes.
  static int length(long unscaled, int scale, int minDigits) {
    int sign = unscaled < 0 ? 1 : 0;
    long rest = Math.abs(unscaled);
    int digits = length(rest);
    if (scale == 0) {
      return sign + digits;
    }
    int fraction = scale;
    while (fraction > minDigits && rest % 10 == 0) {
      rest /= 10;
      fraction--;
    }
    return sign + Math.max(digits - scale, 1) + (fraction > 0 ? fraction + 1 : 0);
  }

  /// Writes `length` digits, with zeros in front where the number has fewer.
  static int digits(long value, int length, byte[] target, int at) {
    if (value == Long.MIN_VALUE) {
      System.arraycopy(MIN_VALUE, 1, target, at, length);
      return length;
    }
    long rest = value;
    int i = at + length;
    while (rest > Integer.MAX_VALUE) {
      long next = rest / 100;
      i = pair((int) (rest - next * 100), target, i);
      rest = next;
    }
    int small = (int) rest;
    while (small >= 100) {
      int next = small / 100;
      i = pair(small - next * 100, target, i);
      small = next;
    }
    while (i > at) {
      int next = small / 10;
      target[--i] = (byte) ('0' + (small - next * 10));
      small = next;
    }
    return length;
  }

  private static int pair(int number, byte[] target, int end) {
    target[end - 1] = ONES[number];
    target[end - 2] = TENS[number];
    return end - 2;
  }

  /// How many digits a number has; Long.MIN_VALUE counts as its absolute value.
  static int length(long value) {
    if (value < 0) {
      return 19;
    }
    // 1233 / 4096 is a little more than the logarithm of 2 to the base of 10
    int guess = ((64 - Long.numberOfLeadingZeros(value | 1)) * 1233) >>> 12;
    return value < POWERS[guess] ? Math.max(guess, 1) : guess + 1;
  }
}
