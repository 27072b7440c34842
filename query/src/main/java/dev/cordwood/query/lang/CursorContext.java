package dev.cordwood.query.lang;

import java.util.ArrayList;
import java.util.List;

/// Where in a query the cursor stands: which word is being typed and what may stand there. Works on
/// unfinished queries, so that it looks at tokens and not at a tree.
///
/// @param field the field whose values are wanted, or ""
/// @param pipe the pipe around the cursor by its own name, or ""
/// @param typed the part of the word before the cursor, without quotes
/// @param start index of the word's first character, the quote included
/// @param end index after the word's last character, which may lie behind the cursor
record CursorContext(Place place, String field, String pipe, String typed, int start, int end) {
  enum Place {
    /// Before a filter: fields, functions, operators.
    FILTER,
    /// After `field:`.
    VALUE,
    /// In the list of `in(...)` and in stream selectors: only values.
    VALUE_ONLY,
    /// After `_time:`.
    TIME,
    /// In `{...}`.
    STREAM_FIELD,
    /// After `|`.
    PIPE,
    /// Where a pipe wants a field.
    FIELD,
    /// Where `stats` wants a function.
    STATS_FUNCTION,
    /// Where `by (_time:` wants a step.
    TIME_STEP,
    /// Within a formula.
    FORMULA
  }

  private static final int MAX_TOKENS = 20_000;

  static CursorContext of(String query, int cursor) {
    List<Token> tokens = new ArrayList<>();
    int quote = -1;
    String before = query.substring(0, cursor);
    try {
      Lexer lexer = new Lexer(before);
      while (!lexer.token().isEnd() && tokens.size() < MAX_TOKENS) {
        tokens.add(lexer.token());
        lexer.advance();
      }
    } catch (SyntaxException e) {
      quote = e.position();
      dropFrom(tokens, quote);
    }
    int start = quote;
    String typed = quote >= 0 ? before.substring(quote + 1) : "";
    if (quote < 0) {
      Token last = tokens.isEmpty() ? null : tokens.getLast();
      boolean typing = last != null && last.kind() == Token.Kind.WORD && last.end() == cursor;
      start = typing && last != null ? last.start() : cursor;
      typed = typing && last != null ? last.text() : "";
      if (typing) {
        tokens.removeLast();
      }
      if (typed.startsWith("-") || typed.startsWith("+")) {
        start++;
        typed = typed.substring(1);
      }
    }
    return place(tokens, typed, start, wordEnd(query, cursor, quote));
  }

  private static void dropFrom(List<Token> tokens, int position) {
    while (!tokens.isEmpty() && tokens.getLast().start() >= position) {
      tokens.removeLast();
    }
  }

  /// The rest of the word behind the cursor is replaced too.
  private static int wordEnd(String query, int cursor, int quote) {
    int end = cursor;
    if (quote >= 0) {
      int close = query.indexOf(query.charAt(quote), cursor);
      return close < 0 ? cursor : close + 1;
    }
    while (end < query.length()
        && (Character.isLetterOrDigit(query.charAt(end))
            || "_.-".indexOf(query.charAt(end)) >= 0)) {
      end++;
    }
    return end;
  }

  private static CursorContext place(List<Token> tokens, String typed, int start, int end) {
    int open = innermostOpen(tokens);
    char bracket = open < 0 ? ' ' : tokens.get(open).text().charAt(0);
    Token last = tokens.isEmpty() ? null : tokens.getLast();
    if (bracket == '{') {
      boolean label = open == tokens.size() - 1 || isSymbol(last, ',');
      return label
          ? new CursorContext(Place.STREAM_FIELD, "", "", typed, start, end)
          : new CursorContext(
              Place.VALUE_ONLY, textBefore(tokens, tokens.size() - 1), "", typed, start, end);
    }
    int segment = segmentStart(tokens, open);
    if (segment > 0 && isSymbol(tokens.get(segment - 1), '|') && segment == tokens.size()) {
      return new CursorContext(Place.PIPE, "", "", typed, start, end);
    }
    if (bracket == '(' && isList(tokens, open)) {
      return new CursorContext(
          Place.VALUE_ONLY, textBefore(tokens, open - 2), "", typed, start, end);
    }
    String pipe = pipe(tokens, segment);
    if (pipe.isEmpty() || pipe.equals("filter")) {
      return filter(tokens, pipe, typed, start, end);
    }
    return pipe(tokens, open, pipe, typed, start, end);
  }

  private static CursorContext filter(
      List<Token> tokens, String pipe, String typed, int start, int end) {
    int i = tokens.size() - 1;
    while (i >= 0 && !tokens.get(i).isSymbol(':') && isOperator(tokens.get(i))) {
      i--;
    }
    boolean colon = i >= 1 && tokens.get(i).isSymbol(':') && tokens.get(i - 1).isText();
    int open = innermostOpen(tokens);
    if (!colon && open >= 2 && tokens.get(open - 1).isSymbol(':')) {
      // level:(error or ...
      String group = new Aliases().resolve(tokens.get(open - 2));
      return new CursorContext(Place.VALUE, group, pipe, typed, start, end);
    }
    if (!colon) {
      return new CursorContext(Place.FILTER, "", pipe, typed, start, end);
    }
    String field = new Aliases().resolve(tokens.get(i - 1));
    if (field.equals(Fields.TIME)) {
      return new CursorContext(Place.TIME, field, pipe, typed, start, end);
    }
    boolean operator = i < tokens.size() - 1;
    return new CursorContext(
        operator ? Place.VALUE_ONLY : Place.VALUE, field, pipe, typed, start, end);
  }

  private static boolean isOperator(Token token) {
    return token.isSymbol('=')
        || token.isSymbol('!')
        || token.isSymbol('~')
        || token.isSymbol('<')
        || token.isSymbol('>')
        || token.isSymbol('(');
  }

  private static CursorContext pipe(
      List<Token> tokens, int open, String pipe, String typed, int start, int end) {
    Token last = tokens.getLast();
    if (pipe.equals("math")) {
      return new CursorContext(Place.FORMULA, "", pipe, typed, start, end);
    }
    boolean by = open >= 1 && tokens.get(open - 1).isKeyword("by");
    if (isSymbol(last, ':') && tokens.size() >= 2) {
      String field = new Aliases().resolve(tokens.get(tokens.size() - 2));
      Place place = field.equals(Fields.TIME) && by ? Place.TIME_STEP : Place.FIELD;
      return new CursorContext(place, field, pipe, typed, start, end);
    }
    boolean inCall = open >= 1 && tokens.get(open - 1).isText();
    if (pipe.equals("stats") && !inCall) {
      return new CursorContext(Place.STATS_FUNCTION, "", pipe, typed, start, end);
    }
    if (inCall && tokens.get(open - 1).isKeyword("if")) {
      return new CursorContext(Place.FILTER, "", pipe, typed, start, end);
    }
    return new CursorContext(Place.FIELD, "", pipe, typed, start, end);
  }

  private static boolean isSymbol(@org.jspecify.annotations.Nullable Token token, char symbol) {
    return token != null && token.isSymbol(symbol);
  }

  /// Index of the bracket around the cursor, -1 when there is none.
  private static int innermostOpen(List<Token> tokens) {
    int closed = 0;
    for (int i = tokens.size() - 1; i >= 0; i--) {
      Token token = tokens.get(i);
      if (token.isSymbol(')') || token.isSymbol('}') || token.isSymbol(']')) {
        closed++;
      } else if (token.isSymbol('(') || token.isSymbol('{') || token.isSymbol('[')) {
        if (closed-- == 0) {
          return i;
        }
      }
    }
    return -1;
  }

  /// Index after the `|` of the pipe around the cursor, or of the query's first token. Pipes within
  /// brackets that are closed do not count; an open bracket may begin a subquery, or belong to the
  /// pipe before it.
  private static int segmentStart(List<Token> tokens, int open) {
    int closed = 0;
    for (int i = tokens.size() - 1; i >= 0; i--) {
      Token token = tokens.get(i);
      if (token.isSymbol(')') || token.isSymbol('}') || token.isSymbol(']')) {
        closed++;
      } else if (token.isSymbol('(') || token.isSymbol('{') || token.isSymbol('[')) {
        closed = Math.max(0, closed - 1);
        if (i == open && isSubquery(tokens, open)) {
          return i + 1;
        }
      } else if (token.isSymbol('|') && closed == 0) {
        return i + 1;
      }
    }
    return 0;
  }

  private static boolean isSubquery(List<Token> tokens, int open) {
    for (int i = open - 1; i >= 0 && i >= open - 12; i--) {
      Token token = tokens.get(i);
      if (token.isKeyword("union") || token.isKeyword("join")) {
        return !tokens.get(open - 1).isKeyword("by") && !tokens.get(open - 1).isKeyword("join");
      }
      if (token.isSymbol('|')) {
        return false;
      }
    }
    return false;
  }

  /// The values of `field:in(...)` and the like, and of `field in (...)`. A colon or a bar in it
  /// says that it is a query.
  private static boolean isList(List<Token> tokens, int open) {
    for (int i = open + 1; i < tokens.size(); i++) {
      if (tokens.get(i).isSymbol(':') || tokens.get(i).isSymbol('|')) {
        return false;
      }
    }
    if (open < 2) {
      return false;
    }
    Token name = tokens.get(open - 1);
    if (tokens.get(open - 2).isText()) {
      return name.isKeyword("in") || name.isKeyword("not_in");
    }
    return tokens.get(open - 2).isSymbol(':')
        && FilterFunction.of(name.text())
            .filter(f ->
                f == FilterFunction.IN
                    || f == FilterFunction.CONTAINS_ANY
                    || f == FilterFunction.CONTAINS_ALL
                    || f == FilterFunction.SEQ)
            .isPresent();
  }

  /// The nearest text at or before the index.
  private static String textBefore(List<Token> tokens, int index) {
    for (int i = Math.min(index, tokens.size() - 1); i >= 0; i--) {
      Token token = tokens.get(i);
      if (token.isText() && !token.isKeyword("in") && !token.isKeyword("not_in")) {
        return new Aliases().resolve(token);
      }
    }
    return "";
  }

  private static String pipe(List<Token> tokens, int segment) {
    if (segment == 0 || segment >= tokens.size() || !tokens.get(segment - 1).isSymbol('|')) {
      return "";
    }
    Token name = tokens.get(segment);
    boolean field = segment + 1 < tokens.size() && tokens.get(segment + 1).isSymbol(':');
    if (name.kind() != Token.Kind.WORD || field) {
      return "";
    }
    return StatsFunctions.isName(name.text()) ? "stats" : PipeNames.canonical(name.text());
  }
}
