package dev.cordwood.query.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One condition on one field: a word, a phrase, an operator with its operand, a call.
final class ValueFilterParser {
  private final ParserState state;
  private final FunctionFilterParser functions;

  ValueFilterParser(ParserState state, QueryParser queries) {
    this.state = state;
    this.functions = new FunctionFilterParser(state, queries);
  }

  /// @param field "" when none is named
  Filter parse(String field) {
    String name = field.isEmpty() ? Fields.MESSAGE : field;
    if (!field.isEmpty()) {
      Optional<Filter> slashes = slashes(name);
      if (slashes.isPresent()) {
        return slashes.get();
      }
      state.lexer.widen();
    }
    Token start = state.token();
    Filter filter = operatorOrValue(field, name, start);
    checkEnd(start);
    return filter;
  }

  private Filter operatorOrValue(String field, String name, Token start) {
    if (start.isSymbol('=')) {
      state.lexer.advance();
      return equal(name);
    }
    if (start.isSymbol('!')) {
      state.lexer.advance();
      boolean regexp = state.token().isSymbol('~');
      state.lexer.advance();
      return new Filter.Not(regexp ? regexp(name) : equal(name));
    }
    if (start.isSymbol('~')) {
      state.lexer.advance();
      return regexp(name);
    }
    if (start.isSymbol('<') || start.isSymbol('>')) {
      return comparison(name);
    }
    if (start.isSymbol('[') && !field.isEmpty() || start.isSymbol('{') && !field.isEmpty()) {
      return luceneRange(name);
    }
    if (start.kind() == Token.Kind.WORD) {
      Optional<Filter> call = functions.parse(field, name);
      if (call.isPresent()) {
        return call.get();
      }
      checkKeyword(start);
    }
    if (start.isText() || start.isSymbol('*') || start.isSymbol('?')) {
      return text(field, name);
    }
    throw unexpected(start);
  }

  /// `and` at the start, `or or`: the operators need something on both sides.
  private void checkKeyword(Token word) {
    for (String keyword : List.of("and", "or", "not")) {
      if (word.isKeyword(keyword)) {
        throw state.errorReplace(
            word.describe()
                + " needs a filter on both sides; put it in quotes to search for the word itself",
            word,
            "\"" + word.text() + "\"");
      }
    }
  }

  private SyntaxException unexpected(Token token) {
    if (token.isEnd() || token.isSymbol('|')) {
      return state.errorInsert(
          token.isEnd()
              ? "the query ends where a filter is expected; '*' matches every line"
              : "a filter is missing before '|'; '*' matches every line",
          token.isEnd() ? "*" : "* ");
    }
    if (token.isSymbol(')')) {
      return state.errorReplace("this ')' closes nothing", token, "");
    }
    if (token.isSymbol('[')) {
      return state.errorReplace(
          "'[' begins nothing here: a range needs a field before it (field:[1 TO 10]), and text"
              + " with brackets needs quotes",
          new Token(Token.Kind.SYMBOL, "[", token.start(), runEnd(token.start()), true),
          Quoting.quote(state.lexer.source().substring(token.start(), runEnd(token.start()))));
    }
    int end = runEnd(token.start());
    return new SyntaxException(
        token.describe() + " has no meaning here; put text with special characters in quotes",
        token.start(),
        token.start(),
        end,
        Quoting.quote(state.lexer.source().substring(token.start(), end)));
  }

  /// Text must not run on: `a=b?c` without quotes would quietly become several filters.
  private void checkEnd(Token start) {
    Token token = state.token();
    if (!token.isGlued()
        || token.isSymbol(')')
        || token.isSymbol('|')
        || token.isSymbol(',')
        || token.isSymbol(']')
        || token.isSymbol('}')) {
      return;
    }
    if (start.isSymbol('[') || start.isSymbol('{')) {
      return;
    }
    String source = state.lexer.source();
    if (!start.isQuoted() && start.kind() == Token.Kind.WORD && token.isSymbol('(')) {
      Optional<String> meant =
          start.text().length() < 3
              ? Optional.empty()
              : Suggestions.closest(start.text(), FilterFunction.NAMES);
      if (meant.isPresent()) {
        throw state.errorReplace(
            "there is no filter " + start.text() + "(...); did you mean " + meant.get() + "?",
            start,
            meant.get());
      }
    }
    if (start.isSymbol('*') || start.isSymbol('?') || start.isText()) {
      int end = runEnd(start.isQuoted() ? token.start() : start.start());
      String raw = source.substring(start.start(), end);
      throw new SyntaxException(
          "text with " + token.describe() + " in it must be in quotes",
          token.start(),
          start.start(),
          end,
          start.isQuoted()
              ? source.substring(start.start(), start.end())
                  + " "
                  + source.substring(start.end(), end)
              : Quoting.quote(raw));
    }
    int operandStart = start.end();
    while (operandStart < token.start() && "=~!<> ".indexOf(source.charAt(operandStart)) >= 0) {
      operandStart++;
    }
    int end = runEnd(token.start());
    throw new SyntaxException(
        "a value with " + token.describe() + " in it must be in quotes",
        token.start(),
        operandStart,
        end,
        Quoting.quote(source.substring(operandStart, end)));
  }

  /// Where the text from here to the next white space ends, without a parenthesis that was opened
  /// before it.
  private int runEnd(int start) {
    String source = state.lexer.source();
    int open = 0;
    int end = start;
    while (end < source.length() && !Lexer.isSpace(source.charAt(end))) {
      char c = source.charAt(end);
      open += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (open < 0) {
        break;
      }
      end++;
    }
    return Math.max(end, Math.min(start + 1, source.length()));
  }

  private Filter equal(String name) {
    // == as in other languages
    if (state.token().isSymbol('=') && state.token().isGlued()) {
      state.lexer.advance();
    }
    if (state.token().isSymbol('~') && state.token().isGlued()) {
      state.lexer.advance();
      return regexp(name);
    }
    if (state.token().isSymbol('*')) {
      state.lexer.advance();
      return new Filter.Any(name);
    }
    if (state.token().isSymbol('(')) {
      throw severalValues(state.token());
    }
    Token value = state.value("the value after '='");
    if (state.token().isSymbol('*') && state.token().isGlued()) {
      state.lexer.advance();
      return value.text().isEmpty()
          ? new Filter.Any(name)
          : new Filter.ExactPrefix(name, value.text());
    }
    return value.text().isEmpty() ? new Filter.Empty(name) : new Filter.Exact(name, value.text());
  }

  /// `level:=(error or fatal)`
  private SyntaxException severalValues(Token open) {
    String source = state.lexer.source();
    int close = source.indexOf(')', open.end());
    int end = close < 0 ? source.length() : close + 1;
    String values = source.substring(open.end(), close < 0 ? end : close);
    return new SyntaxException(
        "'=' takes one value; for several write in(...)",
        open.start(),
        source.lastIndexOf('=', open.start()),
        end,
        "in(" + values.replaceAll("(?i)\\s+or\\s+", ", ") + ")");
  }

  private Filter regexp(String name) {
    return new Filter.Regexp(name, state.regexp(state.value("the regular expression after '~'")));
  }

  private Filter comparison(String name) {
    boolean greater = state.lexer.advance().isSymbol('>');
    boolean orEqual = state.token().isSymbol('=');
    if (orEqual) {
      state.lexer.advance();
    }
    Filter.CompareOp op =
        greater
            ? orEqual ? Filter.CompareOp.GREATER_OR_EQUAL : Filter.CompareOp.GREATER
            : orEqual ? Filter.CompareOp.LESS_OR_EQUAL : Filter.CompareOp.LESS;
    Token value = state.value("the value after '" + op.symbol() + "'");
    return new Filter.Compare(name, op, value.text());
  }

  /// Words, quoted text and wildcards that stand together without space.
  private Filter text(String field, String name) {
    StringBuilder pattern = new StringBuilder();
    StringBuilder literal = new StringBuilder();
    boolean wildcardInside = false;
    Token last = state.token();
    boolean first = true;
    while (first || state.token().isGlued()) {
      Token token = state.token();
      boolean wildcard = token.isSymbol('*') || token.isSymbol('?');
      if (!wildcard && (!token.isText() || !first && last.isText())) {
        break;
      }
      if (!first && token.kind() == Token.Kind.WORD && !field.isEmpty()) {
        state.lexer.widen();
        token = state.token();
      }
      if (wildcard) {
        pattern.append(token.text());
        wildcardInside = true;
      } else {
        pattern.append(Wildcards.escape(token.text()));
        literal.append(token.text());
      }
      last = state.lexer.advance();
      first = false;
    }
    if (!wildcardInside) {
      return literal.isEmpty()
          ? new Filter.Empty(name)
          : new Filter.Phrase(name, literal.toString());
    }
    return wildcard(field, name, pattern.toString(), literal.toString());
  }

  private static Filter wildcard(String field, String name, String pattern, String literal) {
    if (literal.isEmpty() && pattern.chars().allMatch(c -> c == '*')) {
      return field.isEmpty() && pattern.equals("*") ? Filter.ALL : new Filter.Any(name);
    }
    String escaped = Wildcards.escape(literal);
    if (pattern.equals(escaped + "*")) {
      return new Filter.Prefix(name, literal);
    }
    if (pattern.equals("*" + escaped + "*")) {
      return new Filter.Substring(name, literal);
    }
    return new Filter.Wildcard(name, pattern);
  }

  /// `field:[a TO b}`; numbers when both ends are, else text.
  private Filter luceneRange(String name) {
    boolean includeLow = state.lexer.advance().isSymbol('[');
    Optional<String> low = luceneBound();
    if (!state.skipKeyword("to") && !state.skipSymbol(',')) {
      throw state.errorInsert(
          "TO is missing in this range: write field:[1 TO 10]; found " + state.token().describe(),
          "TO");
    }
    Optional<String> high = luceneBound();
    Token close = state.token();
    if (!close.isSymbol(']') && !close.isSymbol('}') && !close.isSymbol(')')) {
      throw state.errorInsert("']' or '}' is missing after the range's end", "]");
    }
    state.lexer.advance();
    return range(name, low, includeLow, high, close.isSymbol(']'));
  }

  private Optional<String> luceneBound() {
    return state.skipSymbol('*')
        ? Optional.empty()
        : Optional.of(state.value("an end of the range").text());
  }

  private static Filter range(
      String name,
      Optional<String> low,
      boolean includeLow,
      Optional<String> high,
      boolean includeHigh) {
    double from = low.map(Literals::number).orElse(Double.NEGATIVE_INFINITY);
    double to = high.map(Literals::number).orElse(Double.POSITIVE_INFINITY);
    if (!Double.isNaN(from) && !Double.isNaN(to) && (low.isPresent() || high.isPresent())) {
      return new Filter.Range(
          name,
          new Filter.Bound(from, includeLow, low.orElse("-Inf")),
          new Filter.Bound(to, includeHigh, high.orElse("Inf")));
    }
    List<Filter> ends = new ArrayList<>();
    low.ifPresent(text ->
        ends.add(
            new Filter.Compare(
                name,
                includeLow ? Filter.CompareOp.GREATER_OR_EQUAL : Filter.CompareOp.GREATER,
                text)));
    high.ifPresent(text ->
        ends.add(
            new Filter.Compare(
                name, includeHigh ? Filter.CompareOp.LESS_OR_EQUAL : Filter.CompareOp.LESS, text)));
    return ends.isEmpty() ? new Filter.Any(name) : Filter.and(ends);
  }

  /// `field:/re/`, as Lucene has it. A path has more slashes, or does not end in one.
  private Optional<Filter> slashes(String name) {
    Token token = state.token();
    String source = state.lexer.source();
    if (token.kind() != Token.Kind.WORD || token.text().charAt(0) != '/') {
      return Optional.empty();
    }
    int end = token.start() + 1;
    while (end < source.length()
        && source.charAt(end) != '/'
        && !Lexer.isSpace(source.charAt(end))) {
      end += source.charAt(end) == '\\' ? 2 : 1;
    }
    if (end >= source.length() || source.charAt(end) != '/' || end == token.start() + 1) {
      return Optional.empty();
    }
    if (end + 1 < source.length()
        && !Lexer.isSpace(source.charAt(end + 1))
        && ")|".indexOf(source.charAt(end + 1)) < 0) {
      return Optional.empty();
    }
    String pattern = source.substring(token.start() + 1, end).replace("\\/", "/");
    state.regexp(
        new Token(Token.Kind.QUOTED, pattern, token.start(), end + 1, token.spaceBefore()));
    state.lexer.seek(end + 1);
    return Optional.of(new Filter.Regexp(name, pattern));
  }
}
