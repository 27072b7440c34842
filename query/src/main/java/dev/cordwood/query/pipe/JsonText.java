package dev.cordwood.query.pipe;

import dev.cordwood.event.ValueType;

/// A reader of JSON in text. Never throws and never recurses deeper than [Limits#MAX_JSON_NESTING];
/// text that is not JSON from its beginning to its end is refused as a whole.
final class JsonText {
  private static final int BROKEN = -1;

  private JsonText() {}

  /// Receives values as they are found.
  interface Sink {
    /// @param text a string's content, or the JSON text of everything else
    void value(String name, String text, ValueType type);
  }

  /// Hands out the members of an object, nested objects as `outer.inner`. An array is one value; so
  /// is an empty object.
  ///
  /// @return false, and nothing is handed out, when the text is no JSON object
  static boolean flatten(String text, Sink sink) {
    int start = blanks(text, 0);
    if (start == text.length()
        || text.charAt(start) != '{'
        || blanks(text, skip(text, start, 0)) != text.length()) {
      return false;
    }
    new Flattener(text, sink).object(start, "", 1);
    return true;
  }

  /// Hands out the elements of an array, all with the name "".
  ///
  /// @return false, and nothing is handed out, when the text is no JSON array
  static boolean elements(String text, Sink sink) {
    int start = blanks(text, 0);
    if (start == text.length()
        || text.charAt(start) != '['
        || blanks(text, skip(text, start, 0)) != text.length()) {
      return false;
    }
    int at = blanks(text, start + 1);
    while (text.charAt(at) != ']') {
      int end = skip(text, at, 1);
      emit(text, at, end, "", sink);
      at = blanks(text, end);
      if (text.charAt(at) == ',') {
        at = blanks(text, at + 1);
      }
    }
    return true;
  }

  /// How many elements the array has; -1 when the text is no JSON array.
  static int arrayLength(String text) {
    int[] count = {0};
    return elements(text, (name, value, type) -> count[0]++) ? count[0] : -1;
  }

  private static void emit(String text, int start, int end, String name, Sink sink) {
    char first = text.charAt(start);
    switch (first) {
      case '"' -> {
        Quoted quoted = Quoted.at(text, start);
        sink.value(name, quoted == null ? "" : quoted.value(), ValueType.STRING);
      }
      case '{', '[' -> sink.value(name, text.substring(start, end), ValueType.JSON);
      case 't', 'f' -> sink.value(name, text.substring(start, end), ValueType.BOOLEAN);
      case 'n' -> sink.value(name, text.substring(start, end), ValueType.NULL);
      default -> sink.value(name, text.substring(start, end), ValueType.NUMBER);
    }
  }

  /// Walks over text that [#skip] has found valid.
  private static final class Flattener {
    private final String text;
    private final Sink sink;
    private int fields;

    Flattener(String text, Sink sink) {
      this.text = text;
      this.sink = sink;
    }

    /// @return the index after the object
    int object(int start, String prefix, int depth) {
      int at = blanks(text, start + 1);
      while (text.charAt(at) != '}') {
        Quoted key = Quoted.at(text, at);
        int value = blanks(text, blanks(text, key == null ? at : key.end()) + 1);
        String name = key == null ? "" : prefix + key.value();
        at = blanks(text, member(value, name, depth));
        if (text.charAt(at) == ',') {
          at = blanks(text, at + 1);
        }
      }
      return at + 1;
    }

    private int member(int value, String name, int depth) {
      if (text.charAt(value) == '{'
          && depth < Limits.MAX_JSON_DEPTH
          && name.length() < Limits.MAX_FIELD_NAME
          && text.charAt(blanks(text, value + 1)) != '}') {
        return object(value, name + ".", depth + 1);
      }
      int end = skip(text, value, depth);
      if (fields < Limits.MAX_UNPACKED_FIELDS && name.length() <= Limits.MAX_FIELD_NAME) {
        fields++;
        emit(text, value, end, name, sink);
      }
      return end;
    }
  }

  /// Where the first character that is not white space stands; the text's length when there is
  /// none, or when `from` says that the text is broken.
  private static int blanks(String text, int from) {
    if (from == BROKEN) {
      return BROKEN;
    }
    int at = from;
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  /// @return the index after the value that begins at `at`, or -1
  private static int skip(String text, int at, int depth) {
    if (at < 0 || at >= text.length() || depth > Limits.MAX_JSON_NESTING) {
      return BROKEN;
    }
    return switch (text.charAt(at)) {
      case '"' -> skipString(text, at);
      case '{' -> skipMembers(text, at, '}', depth);
      case '[' -> skipMembers(text, at, ']', depth);
      case 't' -> text.startsWith("true", at) ? at + 4 : BROKEN;
      case 'f' -> text.startsWith("false", at) ? at + 5 : BROKEN;
      case 'n' -> text.startsWith("null", at) ? at + 4 : BROKEN;
      default -> skipNumber(text, at);
    };
  }

  private static int skipString(String text, int at) {
    if (at >= text.length() || text.charAt(at) != '"') {
      return BROKEN;
    }
    Quoted quoted = Quoted.at(text, at);
    return quoted == null ? BROKEN : quoted.end();
  }

  private static int skipMembers(String text, int start, char close, int depth) {
    int at = blanks(text, start + 1);
    if (at < text.length() && text.charAt(at) == close) {
      return at + 1;
    }
    while (true) {
      if (close == '}') {
        at = blanks(text, skipString(text, at));
        if (at < 0 || at >= text.length() || text.charAt(at) != ':') {
          return BROKEN;
        }
        at = blanks(text, at + 1);
      }
      at = blanks(text, skip(text, at, depth + 1));
      if (at < 0 || at >= text.length()) {
        return BROKEN;
      }
      char c = text.charAt(at);
      if (c == close) {
        return at + 1;
      }
      if (c != ',') {
        return BROKEN;
      }
      at = blanks(text, at + 1);
    }
  }

  private static int skipNumber(String text, int start) {
    int at = start;
    if (at < text.length() && text.charAt(at) == '-') {
      at++;
    }
    int digits = digits(text, at);
    if (digits == at) {
      return BROKEN;
    }
    at = digits;
    if (at < text.length() && text.charAt(at) == '.') {
      digits = digits(text, at + 1);
      if (digits == at + 1) {
        return BROKEN;
      }
      at = digits;
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
        at++;
      }
      digits = digits(text, at);
      return digits == at ? BROKEN : digits;
    }
    return at;
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
