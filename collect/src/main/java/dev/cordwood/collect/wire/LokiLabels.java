package dev.cordwood.collect.wire;

import java.util.SortedMap;
import java.util.TreeMap;

/// Labels as they stand in a Loki push: `{app="shop", host="a\"b"}`, values quoted as in Go.
final class LokiLabels {
  private final String text;
  private int at;

  private LokiLabels(String text) {
    this.text = text;
  }

  /// @throws WireException saying where it is wrong
  static SortedMap<String, String> parse(String text) throws WireException {
    return new LokiLabels(text).labels();
  }

  private SortedMap<String, String> labels() throws WireException {
    SortedMap<String, String> labels = new TreeMap<>();
    skipSpace();
    expect('{');
    skipSpace();
    while (!ends('}')) {
      String name = name();
      skipSpace();
      expect('=');
      skipSpace();
      labels.put(name, value());
      if (labels.size() > WireLimits.MAX_LABELS) {
        throw new WireException("more than %d labels".formatted(WireLimits.MAX_LABELS));
      }
      skipSpace();
      if (!ends('}')) {
        expect(',');
        skipSpace();
      }
    }
    at++;
    skipSpace();
    if (at < text.length()) {
      throw wrong("there is more after the labels");
    }
    return labels;
  }

  private boolean ends(char c) throws WireException {
    if (at >= text.length()) {
      throw wrong("the labels end without '}'");
    }
    return text.charAt(at) == c;
  }

  private void skipSpace() {
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
  }

  private void expect(char c) throws WireException {
    if (at >= text.length() || text.charAt(at) != c) {
      throw wrong("expected '" + c + "'");
    }
    at++;
  }

  private String name() throws WireException {
    if (text.charAt(at) == '"') {
      return value();
    }
    int from = at;
    while (at < text.length() && isPartOfName(text.charAt(at))) {
      at++;
    }
    if (at == from) {
      throw wrong("expected the name of a label");
    }
    return text.substring(from, at);
  }

  private static boolean isPartOfName(char c) {
    return c != '=' && c != ',' && c != '{' && c != '}' && c != '"' && c > ' ';
  }

  private String value() throws WireException {
    char quote = at < text.length() ? text.charAt(at) : 0;
    if (quote != '"' && quote != '`') {
      throw wrong("expected a value in quotes");
    }
    at++;
    StringBuilder value = new StringBuilder();
    while (true) {
      if (at >= text.length()) {
        throw wrong("a value ends without a closing quote");
      }
      char c = text.charAt(at++);
      if (c == quote) {
        return value.toString();
      }
      if (c == '\\' && quote == '"') {
        escape(value);
      } else {
        value.append(c);
      }
    }
  }

  private void escape(StringBuilder value) throws WireException {
    char c = at < text.length() ? text.charAt(at++) : 0;
    switch (c) {
      case 'n' -> value.append('\n');
      case 't' -> value.append('\t');
      case 'r' -> value.append('\r');
      case 'a' -> value.append('\u0007');
      case 'b' -> value.append('\b');
      case 'f' -> value.append('\f');
      case 'v' -> value.append('\u000b');
      case '\\', '"', '\'' -> value.append(c);
      case 'x' -> value.appendCodePoint(number(2, 16));
      case 'u' -> value.appendCodePoint(number(4, 16));
      case 'U' -> value.appendCodePoint(number(8, 16));
      case '0', '1', '2', '3' -> {
        at--;
        value.appendCodePoint(number(3, 8));
      }
      default -> throw wrong("no such escape");
    }
  }

  private int number(int digits, int radix) throws WireException {
    long value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = at < text.length() ? Character.digit(text.charAt(at), radix) : -1;
      if (digit < 0) {
        throw wrong("expected %d digits after a backslash".formatted(digits));
      }
      value = value * radix + digit;
      at++;
    }
    if (value > Character.MAX_CODE_POINT) {
      throw wrong("no such character");
    }
    return (int) value;
  }

  private WireException wrong(String what) {
    return new WireException("labels: at character %d: %s".formatted(at, what));
  }
}
