package dev.cordwood.collect.format;

import dev.cordwood.event.TimeParser;
import dev.cordwood.event.ValueType;

/// Tells which texts are JSON values that need no quotes.
final class Numbers {
  private Numbers() {}

  /// Whether the text is a number as JSON writes it: no leading zeros, no `+`, no lone point.
  static boolean isNumber(byte[] text, int start, int end) {
    int at = start < end && text[start] == '-' ? start + 1 : start;
    int first = at;
    at = digits(text, at, end);
    if (at == first || (text[first] == '0' && at > first + 1)) {
      return false;
    }
    if (at < end && text[at] == '.') {
      int fraction = at + 1;
      at = digits(text, fraction, end);
      if (at == fraction) {
        return false;
      }
    }
    if (at < end && (text[at] | 0x20) == 'e') {
      int exponent = at + 1;
      if (exponent < end && (text[exponent] == '+' || text[exponent] == '-')) {
        exponent++;
      }
      at = digits(text, exponent, end);
      if (at == exponent) {
        return false;
      }
    }
    return at == end;
  }

  /// The type of a bare word: a number, `true` or `false`, else a string.
  static ValueType type(byte[] text, int start, int end) {
    if (isNumber(text, start, end)) {
      return ValueType.NUMBER;
    }
    int length = end - start;
    boolean named =
        (length == 4 && Cursor.standsAt(text, start, end, "true"))
            || (length == 5 && Cursor.standsAt(text, start, end, "false"));
    return named ? ValueType.BOOLEAN : ValueType.STRING;
  }

  private static int digits(byte[] text, int at, int end) {
    while (at < end && TimeParser.isDigit(text[at])) {
      at++;
    }
    return at;
  }
}
