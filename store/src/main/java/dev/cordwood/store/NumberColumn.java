package dev.cordwood.store;

import dev.cordwood.event.ValueType;
import java.nio.charset.StandardCharsets;

/// Numbers with one scale whose text is canonical: row `r` is `unscaled[r] / 10^scale`, written
/// with at most `scale` and at least `minDigits` digits after the point, of which those beyond
/// `minDigits` are left out when they are zeros at the end (no point when there is no digit after
/// it), no leading zeros, no plus sign. So `minDigits = scale` are prices, 0 is how JavaScript
/// prints, and 1 is how Java and Python print. All present values have the same type (NUMBER, or
/// STRING when the numbers came in quotes).
public record NumberColumn(
    long[] unscaled, int scale, int minDigits, Bitmap present, ValueType type) implements Column {
  private static final double[] POWERS = new double[19];

  static {
    double power = 1;
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = power;
      power *= 10;
    }
  }

  /// Numbers that all have exactly `scale` digits after the point.
  public NumberColumn(long[] unscaled, int scale, Bitmap present, ValueType type) {
    this(unscaled, scale, scale, present, type);
  }

  @Override
  public int rows() {
    return unscaled.length;
  }

  @Override
  public boolean isPresent(int row) {
    return present.get(row);
  }

  @Override
  public ValueType type(int row) {
    return type;
  }

  public double asDouble(int row) {
    return scale == 0 ? unscaled[row] : unscaled[row] / POWERS[scale];
  }

  /// The same numbers in the form that they share with other columns.
  public PackedValues packed() {
    return new PackedValues(form(scale, minDigits), unscaled);
  }

  static PackedForm form(int scale, int minDigits) {
    return new Form(scale, minDigits);
  }

  private record Form(int scale, int minDigits) implements PackedForm {
    @Override
    public byte[] text(long number) {
      byte[] text = new byte[NumberText.length(number, scale, minDigits)];
      NumberText.write(number, scale, minDigits, text, 0);
      return text;
    }
  }

  @Override
  public byte[] bytes(int row) {
    return text(row).getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public String text(int row) {
    long value = unscaled[row];
    if (scale == 0) {
      return Long.toString(value);
    }
    String digits = Long.toString(value);
    boolean negative = value < 0;
    int start = negative ? 1 : 0;
    int missing = scale + 1 - (digits.length() - start);
    StringBuilder text = new StringBuilder(digits.length() + 3 + Math.max(0, missing));
    if (negative) {
      text.append('-');
    }
    text.repeat('0', Math.max(0, missing)).append(digits, start, digits.length());
    int end = text.length();
    int point = end - scale;
    while (end > point + minDigits && text.charAt(end - 1) == '0') {
      end--;
    }
    text.setLength(end);
    return end == point ? text.toString() : text.insert(point, '.').toString();
  }
}
