package dev.cordwood.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/// Reads one JSON object as the server writes it into its fields, in order: strings as what they
/// say, everything else as the JSON text it is. Not a general parser: it trusts the writer to be
/// well-formed and fails clearly when it is not.
final class FlatJson {
  private final String text;
  private int at;

  private FlatJson(String text) {
    this.text = text;
  }

  /// @throws IllegalArgumentException when it is not a JSON object
  static Map<String, String> parse(String line) {
    return new FlatJson(line).object();
  }

  private Map<String, String> object() {
    Map<String, String> fields = new LinkedHashMap<>();
    blanks();
    expect('{');
    blanks();
    if (peek() == '}') {
      return fields;
    }
    while (true) {
      blanks();
      String name = string();
      blanks();
      expect(':');
      blanks();
      fields.put(name, peek() == '"' ? string() : raw());
      blanks();
      if (peek() == ',') {
        at++;
        continue;
      }
      expect('}');
      return fields;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw malformed();
    }
    return text.charAt(at);
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw malformed();
    }
    at++;
  }

  private void blanks() {
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
  }

  private String string() {
    expect('"');
    int start = at;
    while (peek() != '"' && text.charAt(at) != '\\') {
      at++;
    }
    if (text.charAt(at) == '"') {
      return text.substring(start, at++);
    }
    StringBuilder out = new StringBuilder(text.substring(start, at));
    while (peek() != '"') {
      char c = text.charAt(at++);
      out.append(c == '\\' ? escaped() : c);
    }
    at++;
    return out.toString();
  }

  private char escaped() {
    char c = peek();
    at++;
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> {
        if (at + 4 > text.length()) {
          throw malformed();
        }
        at += 4;
        yield (char) Integer.parseInt(text, at - 4, at, 16);
      }
      default -> c;
    };
  }

  /// A number, `true`, `null`, an array or an object, up to the comma or brace that ends it.
  private String raw() {
    int start = at;
    int depth = 0;
    boolean quoted = false;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quoted) {
        if (c == '\\') {
          at++;
        } else if (c == '"') {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == '[' || c == '{') {
        depth++;
      } else if (c == ',' && depth == 0) {
        break;
      } else if (c == ']' || c == '}') {
        if (depth == 0) {
          break;
        }
        depth--;
      }
    }
    return text.substring(start, Math.min(at, text.length())).strip();
  }

  private IllegalArgumentException malformed() {
    return new IllegalArgumentException("not a JSON object at character " + (at + 1));
  }
}
