package dev.cordwood.query.pipe;

import dev.cordwood.event.JsonStrings;

/// `key=value key="quoted value"`.
final class LogfmtText {
  interface Sink {
    void value(String name, String text);
  }

  private LogfmtText() {}

  /// Hands out the pairs. Words without `=` are passed over.
  static void parse(String text, Sink sink) {
    int at = 0;
    int fields = 0;
    while (at < text.length() && fields < Limits.MAX_UNPACKED_FIELDS) {
      while (at < text.length() && isBlank(text.charAt(at))) {
        at++;
      }
      int start = at;
      while (at < text.length() && text.charAt(at) != '=' && !isBlank(text.charAt(at))) {
        at++;
      }
      if (at == text.length() || text.charAt(at) != '=') {
        continue;
      }
      String name = text.substring(start, at);
      at++;
      Quoted quoted = at < text.length() && text.charAt(at) == '"' ? Quoted.at(text, at) : null;
      String value;
      if (quoted != null) {
        value = quoted.value();
        at = quoted.end();
      } else {
        int from = at;
        while (at < text.length() && !isBlank(text.charAt(at))) {
          at++;
        }
        value = text.substring(from, at);
      }
      if (!name.isEmpty() && name.length() <= Limits.MAX_FIELD_NAME) {
        fields++;
        sink.value(name, value);
      }
    }
  }

  /// Appends a pair that [#parse] reads back.
  static void append(String name, String value, StringBuilder out) {
    if (!out.isEmpty()) {
      out.append(' ');
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      out.append(isBlank(c) || c == '=' ? '_' : c);
    }
    out.append('=');
    if (needsQuotes(value)) {
      JsonStrings.quote(value, out);
    } else {
      out.append(value);
    }
  }

  private static boolean needsQuotes(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c == '"' || c == '=' || c == '\\' || c == 0x7f || isBlank(c)) {
        return true;
      }
    }
    return value.isEmpty();
  }

  private static boolean isBlank(char c) {
    return c <= ' ' || Character.isWhitespace(c);
  }
}
