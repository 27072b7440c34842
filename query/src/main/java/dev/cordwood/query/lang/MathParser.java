package dev.cordwood.query.lang;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Formulas of `math`, by precedence climbing.
final class MathParser {
  private static final List<String> FUNCTIONS =
      Arrays.stream(MathExpression.Function.values()).map(MathExpression.Function::text).toList();
  private static final int LOOSEST = MathExpression.Operator.DEFAULT.precedence();

  private final ParserState state;

  /// Operators so far, so that a formula is no longer than a list may be.
  private int terms;

  MathParser(ParserState state) {
    this.state = state;
  }

  MathEntry entry() {
    state.lexer.formula(true);
    MathExpression expression = expression(LOOSEST);
    state.lexer.formula(false);
    if (state.skipKeyword("as") || state.token().isText()) {
      return new MathEntry(expression, state.newField("the name after 'as'"));
    }
    String name = MathPrinter.print(expression);
    state.aliases.made(name);
    return new MathEntry(expression, name);
  }

  private MathExpression expression(int loosest) {
    MathExpression left = state.nested(this::operand);
    while (true) {
      Optional<MathExpression.Operator> operator = operator();
      if (operator.isEmpty() || operator.get().precedence() > loosest) {
        return left;
      }
      state.lexer.advance();
      int precedence = operator.get().precedence();
      boolean rightFirst = operator.get() == MathExpression.Operator.POWER;
      MathExpression right =
          state.nested(() -> expression(rightFirst ? precedence : precedence - 1));
      left = new MathExpression.Binary(operator.get(), left, right);
      state.checkItems(++terms);
    }
  }

  private Optional<MathExpression.Operator> operator() {
    Token token = state.token();
    if (token.isQuoted() || token.isEnd()) {
      return Optional.empty();
    }
    for (MathExpression.Operator operator : MathExpression.Operator.values()) {
      if (token.text().equalsIgnoreCase(operator.symbol())) {
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }

  private MathExpression operand() {
    Token token = state.token();
    if (token.isSymbol('(')) {
      state.lexer.advance();
      MathExpression inner = state.nested(() -> expression(LOOSEST));
      state.expectSymbol(')', "after the formula");
      return inner;
    }
    if (token.isSymbol('-')) {
      state.lexer.advance();
      return new MathExpression.Negative(state.nested(this::operand));
    }
    if (token.isSymbol('+')) {
      state.lexer.advance();
      return state.nested(this::operand);
    }
    if (!token.isText()) {
      throw state.errorInsert(
          "a field, a number or a function is missing in the formula; found " + token.describe(),
          "1");
    }
    if (!token.isQuoted() && state.lexer.peek().isSymbol('(')) {
      return call(token);
    }
    state.lexer.advance();
    double value = Literals.number(token.text());
    if (!Double.isNaN(value) && !Double.isInfinite(value)) {
      return new MathExpression.Constant(value, token.text());
    }
    if (token.text().isEmpty()) {
      throw state.errorReplace("a field's name cannot be empty", token, "_msg");
    }
    return new MathExpression.Field(state.aliases.resolve(token));
  }

  private MathExpression call(Token name) {
    MathExpression.Function function =
        Arrays.stream(MathExpression.Function.values())
            .filter(f -> f.text().equals(name.lower()))
            .findFirst()
            .orElseThrow(() -> {
              String meant = Suggestions.closest(name.text(), FUNCTIONS).orElse("abs");
              return state.errorReplace(
                  "there is no function "
                      + name.text()
                      + " in formulas; there are "
                      + String.join(", ", FUNCTIONS),
                  name,
                  meant);
            });
    state.lexer.advance();
    state.lexer.advance();
    List<MathExpression> arguments = new ArrayList<>();
    while (!state.token().isSymbol(')')) {
      arguments.add(state.nested(() -> expression(LOOSEST)));
      state.checkItems(arguments.size());
      if (!state.skipSymbol(',') && !state.token().isSymbol(')')) {
        throw state.errorInsert(
            "')' is missing after the arguments of "
                + name.text()
                + "; found "
                + state.token().describe(),
            ")");
      }
    }
    if (arguments.size() < function.minArguments()
        || function.maxArguments() >= 0 && arguments.size() > function.maxArguments()) {
      throw new SyntaxException(
          name.text() + "() takes " + count(function) + ", not " + arguments.size(), name.start());
    }
    state.lexer.advance();
    return new MathExpression.Call(function, arguments);
  }

  private static String count(MathExpression.Function function) {
    int min = function.minArguments();
    int max = function.maxArguments();
    if (max < 0) {
      return "at least " + min + " argument" + (min == 1 ? "" : "s");
    }
    return min == max
        ? min == 0 ? "no arguments" : min + " argument" + (min == 1 ? "" : "s")
        : min + " or " + max + " arguments";
  }
}
