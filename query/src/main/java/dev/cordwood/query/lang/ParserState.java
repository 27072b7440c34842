package dev.cordwood.query.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// What the parsers of the language's parts share: the tokens, the depth, and the small pieces that
/// come up everywhere.
final class ParserState {
  final Lexer lexer;
  final ParseContext context;
  Aliases aliases = new Aliases();

  /// [QueryOptions#timeOffsetNanos] of the query that is being read.
  long timeOffsetNanos;

  private int depth;

  ParserState(String source, ParseContext context) {
    this.lexer = new Lexer(source);
    this.context = context;
  }

  Token token() {
    return lexer.token();
  }

  SyntaxException error(String message) {
    return new SyntaxException(message, token().start());
  }

  /// An error at the current token that is healed by putting text there.
  SyntaxException errorInsert(String message, String text) {
    int place = token().start();
    String source = lexer.source();
    boolean atEnd = token().isEnd();
    if (atEnd) {
      place = source.length();
    }
    boolean word = Character.isLetterOrDigit(text.charAt(text.length() - 1));
    boolean spaceBefore =
        place > 0 && !Lexer.isSpace(source.charAt(place - 1)) && !text.equals(")");
    boolean spaceAfter =
        word && place < source.length() && Character.isLetterOrDigit(source.charAt(place));
    return new SyntaxException(
        message, place, place, place, (spaceBefore ? " " : "") + text + (spaceAfter ? " " : ""));
  }

  /// An error at a token that is healed by other text in its place.
  SyntaxException errorReplace(String message, Token token, String text) {
    return new SyntaxException(message, token.start(), token.start(), token.end(), text);
  }

  boolean skipKeyword(String keyword) {
    if (token().isKeyword(keyword)) {
      lexer.advance();
      return true;
    }
    return false;
  }

  boolean skipSymbol(char symbol) {
    if (token().isSymbol(symbol)) {
      lexer.advance();
      return true;
    }
    return false;
  }

  void expectSymbol(char symbol, String where) {
    if (!skipSymbol(symbol)) {
      throw errorInsert(
          "'" + symbol + "' is missing " + where + "; found " + token().describe(),
          String.valueOf(symbol));
    }
  }

  /// Runs a part that may contain itself.
  <T> T nested(Supplier<T> part) {
    if (depth >= context.limits().maxDepth()) {
      throw tooDeep();
    }
    depth++;
    T result = part.get();
    depth--;
    return result;
  }

  void checkDepth(int more) {
    if (depth + more > context.limits().maxDepth()) {
      throw tooDeep();
    }
  }

  private SyntaxException tooDeep() {
    return error(
        "the query is nested more than "
            + context.limits().maxDepth()
            + " levels deep; write it with fewer parentheses");
  }

  void checkItems(int count) {
    if (count > context.limits().maxItems()) {
      throw error(
          "this list has more than "
              + context.limits().maxItems()
              + " elements; use a subquery or several queries");
    }
  }

  /// A word or quoted text that names a field which is read.
  String field(String what) {
    Token name = fieldToken(what);
    return aliases.resolve(name);
  }

  /// A word or quoted text that names a field which is written.
  String newField(String what) {
    Token name = fieldToken(what);
    aliases.made(name.text());
    return name.text();
  }

  private Token fieldToken(String what) {
    if (!token().isText()) {
      throw errorInsert(what + " is missing; found " + token().describe(), "_msg");
    }
    Token name = lexer.advance();
    if (name.text().isEmpty()) {
      throw errorReplace("a field's name cannot be empty", name, "_msg");
    }
    return name;
  }

  /// A field, or a prefix with `*` right behind it.
  FieldMatch fieldMatch(String what) {
    if (token().isSymbol('*')) {
      lexer.advance();
      return FieldMatch.ALL;
    }
    Token name = fieldToken(what);
    if (token().isSymbol('*') && token().isGlued()) {
      lexer.advance();
      return FieldMatch.startingWith(name.text());
    }
    return FieldMatch.field(aliases.resolve(name));
  }

  /// `a, b*, c`, with or without parentheses around.
  List<FieldMatch> fieldMatches(String what) {
    boolean parentheses = skipSymbol('(');
    List<FieldMatch> fields = new ArrayList<>();
    do {
      if (parentheses && !fields.isEmpty() && token().isSymbol(')')) {
        break;
      }
      fields.add(fieldMatch(what));
      checkItems(fields.size());
    } while (skipSymbol(','));
    if (parentheses) {
      expectSymbol(')', "after the list of fields");
    }
    return fields;
  }

  /// `(a, b, c)`
  List<String> fieldsInParentheses(String after) {
    expectSymbol('(', "after '" + after + "'");
    List<String> fields = new ArrayList<>();
    while (!token().isSymbol(')')) {
      fields.add(field("a field's name"));
      checkItems(fields.size());
      if (!skipSymbol(',') && !token().isSymbol(')')) {
        throw listError();
      }
    }
    lexer.advance();
    return fields;
  }

  SyntaxException listError() {
    if (token().isText()) {
      return new SyntaxException(
          "a comma is missing before " + token().describe(),
          token().start(),
          token().start(),
          token().start(),
          ", ");
    }
    return errorInsert("')' is missing; found " + token().describe(), ")");
  }

  /// A value: a word, which may hold colons, or something in quotes.
  Token value(String what) {
    lexer.widen();
    if (!token().isText()) {
      throw errorInsert(what + " is missing; found " + token().describe(), "\"\"");
    }
    return lexer.advance();
  }

  /// A whole number that is not negative.
  long count(String what) {
    Token number = token();
    OptionalLong count = number.isText() ? Literals.count(number.text()) : OptionalLong.empty();
    if (count.isEmpty()) {
      String message = what + " must be a whole number, not " + number.describe();
      throw number.isText() ? errorReplace(message, number, "10") : errorInsert(message, "10");
    }
    lexer.advance();
    return count.getAsLong();
  }

  Optional<Long> countIfThere() {
    Token number = token();
    if (!number.isText()) {
      return Optional.empty();
    }
    OptionalLong count = Literals.count(number.text());
    if (count.isEmpty()) {
      return Optional.empty();
    }
    lexer.advance();
    return Optional.of(count.getAsLong());
  }

  long duration(String what) {
    lexer.widen();
    Token text = token();
    OptionalLong nanos = text.isText() ? DurationText.parse(text.text()) : OptionalLong.empty();
    if (nanos.isEmpty()) {
      String message = what + " must be a duration such as 5m, 1h30m or 2d, not " + text.describe();
      throw text.isText()
          ? errorReplace(message, text, durationMeant(text.text()))
          : errorInsert(message, "5m");
    }
    lexer.advance();
    return nanos.getAsLong();
  }

  /// `5min`, `2hours`, `30` are what people try.
  private static String durationMeant(String text) {
    int digits = 0;
    while (digits < text.length() && Literals.isDigit(text.charAt(digits))) {
      digits++;
    }
    if (digits == 0 || digits > 9) {
      return "5m";
    }
    String unit = text.substring(digits).toLowerCase(java.util.Locale.ROOT);
    String known =
        unit.startsWith("ms") || unit.startsWith("milli")
            ? "ms"
            : unit.isEmpty() || unit.startsWith("s")
                ? "s"
                : unit.startsWith("mo")
                    ? "M"
                    : "mhdwy".indexOf(unit.charAt(0)) >= 0 ? unit.substring(0, 1) : "m";
    return known.equals("M")
        ? Long.toString(Long.parseLong(text.substring(0, digits)) * 30) + "d"
        : text.substring(0, digits) + known;
  }

  /// Checks a regular expression where it stands.
  String regexp(Token pattern) {
    if (RegexpSize.of(pattern.text()) > ParseLimits.MAX_REGEXP_SIZE) {
      throw new SyntaxException(
          "this regular expression is too large: with its repetitions written out it has more than "
              + ParseLimits.MAX_REGEXP_SIZE
              + " characters",
          pattern.start());
    }
    try {
      com.google.re2j.Pattern.compile(pattern.text());
      return pattern.text();
    } catch (com.google.re2j.PatternSyntaxException e) {
      throw errorReplace(
          "this is no regular expression: " + e.getDescription() + " (RE2 syntax)",
          pattern,
          Quoting.quote(com.google.re2j.Pattern.quote(pattern.text())));
    }
  }
}
