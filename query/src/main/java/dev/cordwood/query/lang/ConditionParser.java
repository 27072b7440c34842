package dev.cordwood.query.lang;

/// `if (...)`, which many pipes and functions take.
final class ConditionParser {
  private final ParserState state;
  private final FilterParser filters;

  ConditionParser(ParserState state, FilterParser filters) {
    this.state = state;
    this.filters = filters;
  }

  /// [Filter#ALL] when there is none.
  Filter parse() {
    if (!state.token().isKeyword("if")) {
      return Filter.ALL;
    }
    state.lexer.advance();
    Token open = state.token();
    if (!open.isSymbol('(')) {
      throw state.error("'(' is missing after if: write if (level:error)");
    }
    state.lexer.advance();
    if (state.skipSymbol(')')) {
      return Filter.ALL;
    }
    Filter filter = filters.parse();
    state.expectSymbol(')', "after the condition");
    return filter;
  }
}
