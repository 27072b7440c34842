package dev.cordwood.collect.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Looks at bytes of text as ASCII.
final class Ascii {
  private Ascii() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] concat(byte[] prefix, byte[] text, int start, int end) {
    byte[] joined = Arrays.copyOf(prefix, prefix.length + end - start);
    System.arraycopy(text, start, joined, prefix.length, end - start);
    return joined;
  }

  /// Whether the text goes on with the word at `at`.
  static boolean startsWith(byte[] text, int at, int end, byte[] word) {
    if (end - at < word.length) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (text[at + i] != word[i]) {
        return false;
      }
    }
    return true;
  }

  static boolean equal(byte[] text, int start, int end, byte[] word) {
    return end - start == word.length && startsWith(text, start, end, word);
  }

  static boolean endsWith(byte[] text, int start, int end, byte[] word) {
    return end - start >= word.length && startsWith(text, end - word.length, end, word);
  }

  static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLetter(byte c) {
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'z';
  }

  static boolean isUpper(byte c) {
    return c >= 'A' && c <= 'Z';
  }

  static boolean isBlank(byte c) {
    return c == ' ' || c == '\t';
  }

  /// A letter, a digit or `_`.
  static boolean isWord(byte c) {
    return isLetter(c) || isDigit(c) || c == '_';
  }

  static int skipDigits(byte[] text, int at, int end) {
    int i = at;
    while (i < end && isDigit(text[i])) {
      i++;
    }
    return i;
  }

  static int skipBlanks(byte[] text, int at, int end) {
    int i = at;
    while (i < end && isBlank(text[i])) {
      i++;
    }
    return i;
  }

  /// Where the word that stands at `at` ends, at the next blank or the end.
  static int wordEnd(byte[] text, int at, int end) {
    int i = at;
    while (i < end && !isBlank(text[i])) {
      i++;
    }
    return i;
  }

  /// @return the index of the first `wanted` in `[start, end)`, or -1
  static int indexOf(byte[] text, int start, int end, byte wanted) {
    for (int i = start; i < end; i++) {
      if (text[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /// @return the index of the first `wanted` in `[start, end)`, or -1
  static int indexOf(byte[] text, int start, int end, byte[] wanted) {
    for (int i = start; i <= end - wanted.length; i++) {
      if (text[i] == wanted[0] && startsWith(text, i, end, wanted)) {
        return i;
      }
    }
    return -1;
  }

  static boolean contains(byte[] text, int start, int end, byte[] wanted) {
    return indexOf(text, start, end, wanted) >= 0;
  }
}
