package dev.cordwood.query.pipe;

/// Puts `<N>` in the place of numbers, so that messages which differ in numbers only become equal.
///
/// A number is a whole word of hexadecimal digits with at least one decimal digit among them (after
/// `0x` or not), or a word of decimal digits and units (`1h33m`, `250ms`, `2024T12`, `v2`). All
/// words of a UUID are numbers. Other words that hold digits (`user17`, `h264`) are names.
final class CollapseNums {
  private static final String NUMBER = "<N>";
  private static final int[] UUID_GROUPS = {8, 4, 4, 4, 12};
  private static final int UUID_LENGTH = 36;
  private static final int MAX_UNIT = 3;

  private final String text;
  private final StringBuilder out;

  private CollapseNums(String text) {
    this.text = text;
    this.out = new StringBuilder(text.length());
  }

  static String collapse(String text, boolean prettify) {
    CollapseNums collapse = new CollapseNums(text);
    collapse.run();
    String collapsed = collapse.out.toString();
    return prettify ? PrettyNums.prettify(collapsed) : collapsed;
  }

  private void run() {
    int at = 0;
    while (at < text.length()) {
      int end = wordEnd(at);
      if (end == at) {
        int next = at + Character.charCount(text.codePointAt(at));
        out.append(text, at, next);
        at = next;
      } else if (isUuid(at)) {
        out.append("<N>-<N>-<N>-<N>-<N>");
        at += UUID_LENGTH;
      } else {
        word(at, end);
        at = end;
      }
    }
  }

  private int wordEnd(int from) {
    int at = from;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      if (point != '_' && point != 'µ' && !Character.isLetterOrDigit(point)) {
        break;
      }
      at += Character.charCount(point);
    }
    return at;
  }

  private boolean isUuid(int from) {
    if (from + UUID_LENGTH > text.length()) {
      return false;
    }
    int at = from;
    for (int group = 0; group < UUID_GROUPS.length; group++) {
      if (group > 0 && text.charAt(at++) != '-') {
        return false;
      }
      for (int i = 0; i < UUID_GROUPS[group]; i++) {
        if (!isHex(text.charAt(at++))) {
          return false;
        }
      }
    }
    return wordEnd(at) == at;
  }

  private void word(int from, int to) {
    int start = text.startsWith("0x", from) || text.startsWith("0X", from) ? from + 2 : from;
    boolean hex = start < to;
    boolean digit = start > from;
    for (int i = start; i < to; i++) {
      char c = text.charAt(i);
      hex &= isHex(c);
      digit |= isDigit(c);
    }
    if (digit && hex) {
      out.append(NUMBER);
    } else if (!digit || !quantity(from, to)) {
      out.append(text, from, to);
    }
  }

  /// Digits and units in turn, maybe after a `v`.
  private boolean quantity(int from, int to) {
    int length = out.length();
    int at = from;
    if (text.charAt(at) == 'v' || text.charAt(at) == 'T') {
      out.append(text.charAt(at++));
    }
    while (at < to) {
      int digits = at;
      while (digits < to && isDigit(text.charAt(digits))) {
        digits++;
      }
      int unit = digits;
      while (unit < to && !isDigit(text.charAt(unit))) {
        unit++;
      }
      if (digits == at || (unit > digits && !isUnit(text, digits, unit))) {
        out.setLength(length);
        return false;
      }
      out.append(NUMBER).append(text, digits, unit);
      at = unit;
    }
    return true;
  }

  private static boolean isUnit(String text, int from, int to) {
    if (to - from > MAX_UNIT) {
      return false;
    }
    return switch (text.substring(from, to)) {
      case "ns", "us", "µs", "ms", "s", "m", "h", "d", "w", "y" -> true;
      case "B", "b", "K", "k", "M", "G", "T", "KB", "kB", "MB", "GB", "TB" -> true;
      case "Ki", "Mi", "Gi", "Ti", "KiB", "MiB", "GiB", "TiB", "Z", "x", "th", "st", "nd", "rd" ->
          true;
      default -> false;
    };
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isHex(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
