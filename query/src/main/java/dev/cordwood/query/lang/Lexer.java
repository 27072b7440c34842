package dev.cordwood.query.lang;

/// Cuts the source into tokens, one at a time, because what a character means depends on where it
/// stands: the parser may have the current token read anew, as a value ([#widen]) or as part of a
/// formula ([#formula]).
final class Lexer {
  /// `12:30:45.123`; and `https://`. Bounded so that a word full of colons is read in linear time.
  private static final int MAX_CLOCK_LENGTH = 32;

  private static final int MAX_SCHEME_LENGTH = 32;

  private final String source;
  private int position;
  private boolean formula;
  private Token token;

  Lexer(String source) {
    this.source = source;
    this.token = read();
  }

  String source() {
    return source;
  }

  Token token() {
    return token;
  }

  /// Moves on; returns the token that was current.
  Token advance() {
    Token former = token;
    token = read();
    return former;
  }

  /// The token after the current one.
  Token peek() {
    int savedPosition = position;
    Token next = read();
    position = savedPosition;
    return next;
  }

  /// Goes back, or forward, to the token that starts at or after this place.
  void seek(int newPosition) {
    position = newPosition;
    token = read();
  }

  /// Reads the current token again as a value, in which `:` is a character like others.
  void widen() {
    if (token.kind() == Token.Kind.WORD) {
      int end = token.end();
      while (end < source.length() && isValueChar(end)) {
        end++;
      }
      if (end != token.end()) {
        token =
            new Token(
                Token.Kind.WORD,
                source.substring(token.start(), end),
                token.start(),
                end,
                token.spaceBefore());
        position = end;
      }
    }
  }

  /// As [#widen], for a value that may begin with `:`, as IPv6 addresses do.
  void widenColons() {
    if (token.isSymbol(':')) {
      position = token.start();
      int end = position;
      while (end < source.length() && isValueChar(end)) {
        end++;
      }
      token =
          new Token(
              Token.Kind.WORD, source.substring(position, end), position, end, token.spaceBefore());
      position = end;
    } else {
      widen();
    }
  }

  private boolean isValueChar(int at) {
    return source.charAt(at) == ':' || isWordChar(at, false);
  }

  /// Within a formula, operators end a word. Reads the current token again.
  void formula(boolean on) {
    formula = on;
    seek(token.start());
  }

  private Token read() {
    boolean space = position == 0 || isSpace(source.charAt(position - 1));
    int length = source.length();
    while (position < length) {
      char c = source.charAt(position);
      if (c == '#') {
        int lineEnd = source.indexOf('\n', position);
        position = lineEnd < 0 ? length : lineEnd;
      } else if (isSpace(c)) {
        position++;
      } else {
        break;
      }
      space = true;
    }
    int start = position;
    if (start == length) {
      return new Token(Token.Kind.END, "", start, start, space);
    }
    char c = source.charAt(start);
    if (c == '"' || c == '\'' || c == '`') {
      return quoted(c, space);
    }
    if (!isWordChar(start, true)) {
      position++;
      return new Token(Token.Kind.SYMBOL, String.valueOf(c), start, position, space);
    }
    position++;
    while (position < length && continuesWord(start)) {
      position++;
    }
    return new Token(Token.Kind.WORD, source.substring(start, position), start, position, space);
  }

  private boolean continuesWord(int start) {
    if (isWordChar(position, false)) {
      return true;
    }
    char c = source.charAt(position);
    if (formula) {
      // 1e-9
      char before = source.charAt(position - 1);
      return (c == '-' || c == '+')
          && (before == 'e' || before == 'E')
          && Literals.isDigit(source.charAt(start))
          && position + 1 < source.length()
          && Literals.isDigit(source.charAt(position + 1));
    }
    return c == ':' && colonBelongsToWord(start);
  }

  /// `http://`, `std::string` and `12:30:45` are words; in `level:error` the word ends.
  private boolean colonBelongsToWord(int start) {
    char next = at(position + 1);
    if (next == '/') {
      return at(position + 2) == '/';
    }
    if (source.charAt(position - 1) == ':' || next == ':') {
      int after = next == ':' ? position + 2 : position + 1;
      return after < source.length() && isWordChar(after, true);
    }
    if (hasScheme(start)) {
      return position + 1 < source.length() && isWordChar(position + 1, true);
    }
    if (!Literals.isDigit(next)) {
      return false;
    }
    if (position - start > MAX_CLOCK_LENGTH) {
      return false;
    }
    for (int i = start; i < position; i++) {
      char c = source.charAt(i);
      if (!Literals.isDigit(c) && c != ':') {
        return false;
      }
    }
    return true;
  }

  private boolean hasScheme(int start) {
    int end = Math.min(position, start + MAX_SCHEME_LENGTH);
    return source.indexOf("://", start, end) >= 0;
  }

  private char at(int index) {
    return index < source.length() ? source.charAt(index) : '\0';
  }

  static boolean isSpace(char c) {
    return c <= ' ' || c == '\u00a0' || Character.isWhitespace(c);
  }

  private boolean isWordChar(int index, boolean first) {
    char c = source.charAt(index);
    if (formula) {
      return Character.isLetterOrDigit(c)
          || Character.isSurrogate(c)
          || c == '_'
          || c == '.'
          || c == '@'
          || c == '$';
    }
    return switch (c) {
      case '(',
          ')',
          '[',
          ']',
          '{',
          '}',
          '|',
          ',',
          ':',
          '=',
          '!',
          '~',
          '<',
          '>',
          '*',
          '?',
          '"',
          '`' ->
          false;
      // can't
      case '\'' -> !first && Character.isLetter(at(index + 1));
      // Foo#bar
      case '#' -> !first && Character.isLetterOrDigit(at(index + 1));
      default -> !isSpace(c);
    };
  }

  private Token quoted(char quote, boolean space) {
    int start = position;
    int i = start + 1;
    while (i < source.length() && source.charAt(i) != quote) {
      i += quote != '`' && source.charAt(i) == '\\' ? 2 : 1;
    }
    if (i >= source.length()) {
      throw unclosed(start, quote);
    }
    String inside = source.substring(start + 1, i);
    position = i + 1;
    return new Token(
        Token.Kind.QUOTED,
        quote == '`' ? inside : Quoting.unescape(inside),
        start,
        position,
        space);
  }

  private SyntaxException unclosed(int start, char quote) {
    int end = source.length();
    int backslashes = 0;
    while (backslashes < end - start - 1 && source.charAt(end - 1 - backslashes) == '\\') {
      backslashes++;
    }
    if (quote != '`' && backslashes % 2 == 1) {
      end--;
    }
    for (int bar = source.indexOf('|', start); bar >= 0; bar = source.indexOf('|', bar + 1)) {
      if (PipeNames.isPipeAt(source, bar + 1)) {
        int textEnd = bar;
        while (textEnd > start + 1 && isSpace(source.charAt(textEnd - 1))) {
          textEnd--;
        }
        return new SyntaxException(
            "the quote " + quote + " is never closed", start, textEnd, textEnd, quote + "");
      }
    }
    return new SyntaxException(
        "the quote " + quote + " is never closed", start, end, source.length(), quote + "");
  }
}
