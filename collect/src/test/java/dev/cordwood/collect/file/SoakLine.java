package dev.cordwood.collect.file;

/// The numbered lines of the soak tests: what comes after the number follows from it, so that a
/// line that was cut or mixed with another is found out.
final class SoakLine {
  private static final int PADDINGS = 97;
  private static final int TWINS_EVERY = 100;
  private static final int DIGITS = 9;

  private SoakLine() {}

  static String text(String writer, int number) {
    return "%s %09d %s".formatted(writer, number, "x".repeat(number % PADDINGS));
  }

  /// How often the line of this number is written, one after the other.
  static int times(int number) {
    return number % TWINS_EVERY == 0 ? 2 : 1;
  }

  /// How many lines the first numbers make.
  static long lines(int numbers) {
    return numbers + (numbers + TWINS_EVERY - 1L) / TWINS_EVERY;
  }

  /// The number of a line of this writer, or -1 when it is none of his.
  static int number(String writer, String text) {
    int from = writer.length() + 1;
    if (!text.startsWith(writer) || text.length() < from + DIGITS) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < from + DIGITS; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return text.equals(text(writer, number)) ? number : -1;
  }
}
