package dev.cordwood.query.lang;

import java.util.Locale;
import java.util.Set;

/// Writes words, field names and values so that the parser reads them back.
final class Quoting {
  /// Words that mean something somewhere in the language. They are always quoted, which is never
  /// wrong.
  private static final Set<String> RESERVED =
      Set.of(
          "and",
          "or",
          "not",
          "as",
          "by",
          "if",
          "at",
          "from",
          "to",
          "in",
          "limit",
          "offset",
          "asc",
          "desc",
          "fields",
          "options",
          "default",
          "xor",
          "inf",
          "nan",
          "day_range",
          "week_range",
          "not_in",
          "_exists_");

  private static final Set<String> ALIASES = Set.of("time", "@timestamp", "msg", "message");

  private Quoting() {}

  /// A word or value.
  static String text(String text) {
    return isPlain(text) ? text : quote(text);
  }

  /// A field's name; one that would be read as an alias is quoted.
  static String field(String name) {
    return isPlain(name) && !ALIASES.contains(name) ? name : quote(name);
  }

  static String field(FieldMatch field) {
    if (field.isAll()) {
      return "*";
    }
    return field.prefix() ? field(field.name()) + "*" : field(field.name());
  }

  private static boolean isPlain(String text) {
    if (text.isEmpty() || isReserved(text)) {
      return false;
    }
    int first = text.codePointAt(0);
    if (!Character.isLetterOrDigit(first) && first != '_' && first != '@') {
      return false;
    }
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (!Character.isLetterOrDigit(c) && c != '_' && c != '.' && c != '-' && c != '@') {
        return false;
      }
      i += Character.charCount(c);
    }
    return true;
  }

  private static boolean isReserved(String text) {
    return RESERVED.contains(text.toLowerCase(Locale.ROOT)) || FilterFunction.isName(text);
  }

  static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        case '\r' -> quoted.append("\\r");
        default -> {
          if (c < ' ' || c == 127 || Character.isSurrogate(c) && !isPair(text, i)) {
            quoted.append(String.format("\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  private static boolean isPair(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }

  /// Undoes the escapes of a double- or single-quoted text. An unknown escape stays as it is, so
  /// that `"\d+"` is the regular expression one means.
  static String unescape(String escaped) {
    if (escaped.indexOf('\\') < 0) {
      return escaped;
    }
    StringBuilder text = new StringBuilder(escaped.length());
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      if (c != '\\' || i + 1 == escaped.length()) {
        text.append(c);
        continue;
      }
      char code = escaped.charAt(++i);
      switch (code) {
        case 'n' -> text.append('\n');
        case 't' -> text.append('\t');
        case 'r' -> text.append('\r');
        case 'f' -> text.append('\f');
        case 'a' -> text.append('\007');
        case 'v' -> text.append('\013');
        case '\\', '"', '\'' -> text.append(code);
        case 'x' -> i += hex(escaped, i, 2, text);
        case 'u' -> i += hex(escaped, i, 4, text);
        case 'U' -> i += hex(escaped, i, 8, text);
        default -> text.append('\\').append(code);
      }
    }
    return text.toString();
  }

  /// @return how many digits were taken
  private static int hex(String escaped, int at, int digits, StringBuilder text) {
    int value = 0;
    for (int k = 1; k <= digits; k++) {
      int digit = at + k < escaped.length() ? Character.digit(escaped.charAt(at + k), 16) : -1;
      if (digit < 0 || value > Character.MAX_CODE_POINT) {
        text.append('\\').append(escaped.charAt(at));
        return 0;
      }
      value = value << 4 | digit;
    }
    if (value < 0 || value > Character.MAX_CODE_POINT) {
      text.append('\\').append(escaped.charAt(at));
      return 0;
    }
    text.appendCodePoint(value);
    return digits;
  }
}
