package dev.cordwood.collect.wire;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what Python's `repr` writes of plain data: `('a', 1, 2.5, None, {'k': [True]})`.
final class PythonLiteral {
  private final String text;
  private int at;
  private int values;

  PythonLiteral(String text) {
    this.text = text;
  }

  /// The text is not a literal of plain data.
  private static final class NoLiteral extends Exception {
    private static final long serialVersionUID = 1L;

    NoLiteral() {
      super("no literal", null, false, false);
    }
  }

  /// @return null when it is anything else, such as the `repr` of an object
  @Nullable Object parse() {
    try {
      Object value = value(0);
      skipSpace();
      return at == text.length() ? value : null;
    } catch (NoLiteral e) {
      return null;
    }
  }

  private void skipSpace() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private char peek() throws NoLiteral {
    skipSpace();
    if (at >= text.length()) {
      throw new NoLiteral();
    }
    return text.charAt(at);
  }

  private @Nullable Object value(int depth) throws NoLiteral {
    if (depth > WireLimits.MAX_DEPTH || ++values > WireLimits.MAX_VALUES) {
      throw new NoLiteral();
    }
    char c = peek();
    switch (c) {
      case '(' -> {
        return list(')', depth);
      }
      case '[' -> {
        return list(']', depth);
      }
      case '{' -> {
        return map(depth);
      }
      case '\'', '"' -> {
        return string();
      }
      default -> {
        return word();
      }
    }
  }

  private List<@Nullable Object> list(char close, int depth) throws NoLiteral {
    at++;
    List<@Nullable Object> items = new ArrayList<>();
    while (peek() != close) {
      items.add(value(depth + 1));
      if (peek() == ',') {
        at++;
      } else if (peek() != close) {
        throw new NoLiteral();
      }
    }
    at++;
    return items;
  }

  private Map<Object, @Nullable Object> map(int depth) throws NoLiteral {
    at++;
    Map<Object, @Nullable Object> map = new LinkedHashMap<>();
    while (peek() != '}') {
      Object key = value(depth + 1);
      if (!(key instanceof String || key instanceof Long) || peek() != ':') {
        throw new NoLiteral();
      }
      at++;
      map.put(key, value(depth + 1));
      if (peek() == ',') {
        at++;
      } else if (peek() != '}') {
        throw new NoLiteral();
      }
    }
    at++;
    return map;
  }

  private String string() throws NoLiteral {
    char quote = text.charAt(at++);
    StringBuilder out = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == quote) {
        return out.toString();
      }
      if (c != '\\') {
        out.append(c);
        continue;
      }
      char escaped = at < text.length() ? text.charAt(at++) : 0;
      switch (escaped) {
        case 'n' -> out.append('\n');
        case 't' -> out.append('\t');
        case 'r' -> out.append('\r');
        case '\\', '\'', '"' -> out.append(escaped);
        case 'x' -> out.appendCodePoint(hex(2));
        case 'u' -> out.appendCodePoint(hex(4));
        case 'U' -> out.appendCodePoint(hex(8));
        default -> throw new NoLiteral();
      }
    }
    throw new NoLiteral();
  }

  private int hex(int digits) throws NoLiteral {
    long value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = at < text.length() ? Character.digit(text.charAt(at++), 16) : -1;
      if (digit < 0) {
        throw new NoLiteral();
      }
      value = value << 4 | digit;
    }
    if (value > Character.MAX_CODE_POINT) {
      throw new NoLiteral();
    }
    return (int) value;
  }

  private @Nullable Object word() throws NoLiteral {
    int from = at;
    while (at < text.length() && ",)]}: ".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(from, at);
    switch (word) {
      case "None" -> {
        return null;
      }
      case "True" -> {
        return true;
      }
      case "False" -> {
        return false;
      }
      default -> {
        return number(word);
      }
    }
  }

  private static Object number(String word) throws NoLiteral {
    if (word.isEmpty() || word.length() > WireLimits.MAX_NUMBER_DIGITS) {
      throw new NoLiteral();
    }
    boolean whole = true;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
        throw new NoLiteral();
      }
      whole &= (c >= '0' && c <= '9') || (i == 0 && c == '-');
    }
    try {
      if (!whole) {
        return Double.valueOf(word);
      }
      return word.length() < 19 ? (Object) Long.valueOf(word) : new BigInteger(word);
    } catch (NumberFormatException e) {
      throw new NoLiteral();
    }
  }
}
