package dev.cordwood.collect.format;

/// Tells which texts are numbers as JSON has them.
final class NumberText {
  private static final int MAX_BYTES = 64;

  private NumberText() {}

  /// Whether the text is one number, written as in JSON: no leading zeros or `+`.
  ///
  /// @param isWhole whether it must be without fraction and exponent
  static boolean isJson(byte[] text, int start, int end, boolean isWhole) {
    if (end - start > MAX_BYTES) {
      return false;
    }
    int at = start < end && text[start] == '-' ? start + 1 : start;
    int to = Ascii.skipDigits(text, at, end);
    if (to == at || (text[at] == '0' && to - at > 1)) {
      return false;
    }
    if (to == end) {
      return true;
    }
    if (isWhole) {
      return false;
    }
    if (text[to] == '.') {
      at = to + 1;
      to = Ascii.skipDigits(text, at, end);
      if (to == at) {
        return false;
      }
    }
    if (to < end && (text[to] | 0x20) == 'e') {
      at = to + 1;
      at = at < end && (text[at] == '+' || text[at] == '-') ? at + 1 : at;
      to = Ascii.skipDigits(text, at, end);
      if (to == at) {
        return false;
      }
    }
    return to == end;
  }
}
