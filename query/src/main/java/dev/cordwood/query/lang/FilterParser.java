package dev.cordwood.query.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Filters and how they are joined: `NOT` before `AND` before `OR`, `AND` may be left out.
///
/// The `field` that methods take is the one of an outer `field:(...)`, "" when there is none.
final class FilterParser {
  private final ParserState state;
  private final ValueFilterParser values;
  private final TimeFilterParser times;
  private final StreamSelectorParser streams;

  FilterParser(ParserState state, QueryParser queries) {
    this.state = state;
    this.values = new ValueFilterParser(state, queries);
    this.times = new TimeFilterParser(state);
    this.streams = new StreamSelectorParser(state);
  }

  Filter parse() {
    return state.nested(() -> or(""));
  }

  private Filter or(String field) {
    List<Filter> terms = new ArrayList<>();
    do {
      terms.add(and(field));
      state.checkItems(terms.size());
    } while (skipOr());
    return Filter.or(terms);
  }

  private boolean skipOr() {
    if (isDoubleBar()) {
      state.lexer.advance();
      state.lexer.advance();
      return true;
    }
    return state.skipKeyword("or");
  }

  private boolean isDoubleBar() {
    return state.token().isSymbol('|')
        && state.lexer.peek().isSymbol('|')
        && state.lexer.peek().isGlued();
  }

  private Filter and(String field) {
    List<Filter> factors = new ArrayList<>();
    do {
      factors.add(not(field));
      state.checkItems(factors.size());
      if (factors.getLast() instanceof Filter.StreamSelector) {
        factors.addAll(new LogqlParser(state).notEqual());
      }
      while (state.token().isKeyword("and") || state.token().isKeyword("&&")) {
        state.lexer.advance();
        factors.add(not(field));
        state.checkItems(factors.size());
      }
    } while (!endsAnd(state.token()));
    return Filter.and(factors);
  }

  private boolean endsAnd(Token token) {
    return token.isEnd()
        || token.isSymbol(')')
        || token.isSymbol('|')
        || token.isSymbol(',')
        || token.isSymbol(']')
        || token.isSymbol('}')
        || token.isKeyword("or");
  }

  private Filter not(String field) {
    int negations = 0;
    while (skipNot()) {
      state.checkDepth(++negations);
    }
    Filter filter = primary(field);
    for (int i = 0; i < negations; i++) {
      filter = new Filter.Not(filter);
    }
    return filter;
  }

  private boolean skipNot() {
    Token token = state.token();
    if (token.isKeyword("not")) {
      state.lexer.advance();
      return true;
    }
    if (token.isSymbol('!')) {
      Token next = state.lexer.peek();
      if (next.isGlued() && (next.isSymbol('=') || next.isSymbol('~'))) {
        return false;
      }
      state.lexer.advance();
      return true;
    }
    if (token.kind() != Token.Kind.WORD) {
      return false;
    }
    char first = token.text().charAt(0);
    if (first == '-') {
      state.lexer.seek(token.start() + 1);
      return true;
    }
    if (first == '+' && isFollowedByText(token)) {
      // Lucene's "must": what AND does anyway.
      state.lexer.seek(token.start() + 1);
      return skipNot();
    }
    return false;
  }

  private boolean isFollowedByText(Token token) {
    String source = state.lexer.source();
    int next = token.start() + 1;
    return next < source.length()
        && (Character.isLetter(source.charAt(next)) || "\"'`(".indexOf(source.charAt(next)) >= 0);
  }

  private Filter primary(String field) {
    Token token = state.token();
    if (token.isSymbol('(') && !(field.equals(Fields.TIME) && times.isTime())) {
      return group(field);
    }
    if (token.isSymbol('{') && field.isEmpty()) {
      return streams.parse();
    }
    if (token.isText()) {
      Token next = state.lexer.peek();
      if (next.isSymbol(':')) {
        return field(token);
      }
      if (field.isEmpty() && token.kind() == Token.Kind.WORD) {
        Optional<Filter> compared = compared(token, next);
        if (compared.isPresent()) {
          return compared.get();
        }
      }
    }
    return field.isEmpty() ? values.parse("") : positiveFieldValue(field);
  }

  private Filter group(String field) {
    Token open = state.lexer.advance();
    if (state.token().isSymbol(')')) {
      throw new SyntaxException(
          "these parentheses are empty",
          open.start(),
          open.start(),
          state.token().end(),
          field.isEmpty() ? "*" : "\"\"");
    }
    Filter filter = state.nested(() -> or(field));
    if (!state.token().isSymbol(')')) {
      throw missingParenthesis(open);
    }
    state.lexer.advance();
    return filter;
  }

  private SyntaxException missingParenthesis(Token open) {
    Token found = state.token();
    if (found.isSymbol(',')) {
      return state.errorReplace(
          "a comma has no place here: write 'or', 'and', or in(...) for a list of values",
          found,
          " or");
    }
    if (found.isSymbol(']') || found.isSymbol('}')) {
      return state.errorReplace(
          "the '(' at position " + open.start() + " is closed by ')', not " + found.describe(),
          found,
          ")");
    }
    int place = found.isEnd() ? state.lexer.source().length() : found.start();
    return new SyntaxException(
        "the '(' at position " + open.start() + " is never closed",
        open.start(),
        place,
        place,
        ")");
  }

  /// `name:...`
  private Filter field(Token nameToken) {
    if (nameToken.text().isEmpty()) {
      throw state.errorReplace("a field's name cannot be empty", nameToken, "_msg");
    }
    state.lexer.advance();
    Token colon = state.lexer.advance();
    if (nameToken.isKeyword("_exists_")) {
      return new Filter.Any(state.field("the field that must exist"));
    }
    String name = state.aliases.resolve(nameToken);
    return fieldValue(name, colon);
  }

  private Filter fieldValue(String name, Token colon) {
    Token token = state.token();
    if (token.isEnd() || token.isSymbol(')') || token.isSymbol('|')) {
      throw new SyntaxException(
          "a value is missing after '" + name + ":'; '*' stands for any",
          colon.start(),
          colon.end(),
          colon.end(),
          "*");
    }
    int negations = 0;
    while (!isSignedNumber(state.token()) && skipNot()) {
      state.checkDepth(++negations);
    }
    Filter filter = positiveFieldValue(name);
    for (int i = 0; i < negations; i++) {
      filter = new Filter.Not(filter);
    }
    return filter;
  }

  private static boolean isSignedNumber(Token token) {
    return token.kind() == Token.Kind.WORD
        && token.text().length() > 1
        && Literals.isDigit(token.text().charAt(1));
  }

  private Filter positiveFieldValue(String name) {
    Token token = state.token();
    if (name.equals(Fields.STREAM) && token.isSymbol('{')) {
      return streams.parse();
    }
    if (name.equals(Fields.TIME)) {
      boolean negated = token.isSymbol('!') && state.lexer.peek().isSymbol('=');
      if (negated) {
        state.lexer.advance();
      }
      for (int signs = 0; signs < 2 && isEquality(); signs++) {
        state.lexer.advance();
      }
      if (times.isTime()) {
        Filter time = times.parse();
        return negated ? new Filter.Not(time) : time;
      }
      if (negated) {
        state.lexer.seek(token.start());
      }
    }
    if (token.isSymbol('(')) {
      return group(name);
    }
    if (name.equals(Fields.STREAM_ID)) {
      return streamId(values.parse(name));
    }
    return values.parse(name);
  }

  /// `=`, but not the beginning of `=~` and `=*`.
  private boolean isEquality() {
    return state.token().isSymbol('=')
        && !state.lexer.peek().isSymbol('~')
        && !state.lexer.peek().isSymbol('*');
  }

  private static Filter streamId(Filter filter) {
    return switch (filter) {
      case Filter.Phrase phrase ->
          new Filter.StreamId(new ValueSource.Listed(List.of(phrase.text())));
      case Filter.Exact exact ->
          new Filter.StreamId(new ValueSource.Listed(List.of(exact.value())));
      case Filter other -> other;
    };
  }

  /// `field >= 5`, `field = value`, `field in (a, b)`: what KQL and SQL have instead of a colon. A
  /// word before `="x"` with a space between, but none behind, is LogsQL: the word, and the exact
  /// message.
  private Optional<Filter> compared(Token word, Token next) {
    boolean comparison = next.isSymbol('<') || next.isSymbol('>');
    boolean equality = next.isSymbol('=') || next.isSymbol('!');
    if (next.isKeyword("in") || next.isKeyword("not")) {
      return listed(word);
    }
    if (!comparison && !equality) {
      return Optional.empty();
    }
    String source = state.lexer.source();
    int end = next.end();
    char second = end < source.length() ? source.charAt(end) : ' ';
    boolean twoSigns = second == '=' || second == '~';
    if (next.isSymbol('!') && !twoSigns) {
      return Optional.empty();
    }
    int valueAt = twoSigns ? end + 1 : end;
    boolean spaceAfter = valueAt >= source.length() || Lexer.isSpace(source.charAt(valueAt));
    if (equality && next.spaceBefore() && !spaceAfter) {
      return Optional.empty();
    }
    state.lexer.advance();
    return Optional.of(positiveFieldValue(state.aliases.resolve(word)));
  }

  private Optional<Filter> listed(Token word) {
    int start = word.start();
    state.lexer.advance();
    boolean negated = state.skipKeyword("not");
    Token in = state.token();
    Token open = state.lexer.peek();
    if (in.isKeyword("in") && open.isSymbol('(') && open.spaceBefore()) {
      Filter filter = positiveFieldValue(state.aliases.resolve(word));
      return Optional.of(negated ? new Filter.Not(filter) : filter);
    }
    state.lexer.seek(start);
    return Optional.empty();
  }
}
