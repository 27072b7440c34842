package dev.cordwood.query;

/// Plain decimal numbers in text.
final class Numbers {
  private Numbers() {}

  /// @return NaN when the text is no JSON-like number (no hex, no trailing letters, no blanks)
  static double parse(String text) {
    int length = text.length();
    if (length == 0 || length > 64) {
      return Double.NaN;
    }
    long value = 0;
    boolean negative = text.charAt(0) == '-';
    int i = negative ? 1 : 0;
    if (length - i > 0 && length - i <= 18) {
      for (; i < length; i++) {
        int digit = text.charAt(i) - '0';
        if (digit < 0 || digit > 9) {
          break;
        }
        value = value * 10 + digit;
      }
      if (i == length) {
        return negative ? -(double) value : value;
      }
    }
    for (int k = 0; k < length; k++) {
      char c = text.charAt(k);
      if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
        return Double.NaN;
      }
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
