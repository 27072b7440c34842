package dev.cordwood.query.lang;

import java.util.List;

/// A formula of `math`. What is no number is NaN.
public sealed interface MathExpression {
  /// @param text as it was written (`10KB`, `1m`, `"10.0.0.1"`)
  record Constant(double value, String text) implements MathExpression {
    @Override
    public String toString() {
      return MathPrinter.print(this);
    }
  }

  /// A field's value as [Literals#number] reads it.
  record Field(String name) implements MathExpression {
    @Override
    public String toString() {
      return MathPrinter.print(this);
    }
  }

  record Negative(MathExpression operand) implements MathExpression {
    @Override
    public String toString() {
      return MathPrinter.print(this);
    }
  }

  record Binary(Operator operator, MathExpression left, MathExpression right)
      implements MathExpression {
    @Override
    public String toString() {
      return MathPrinter.print(this);
    }
  }

  record Call(Function function, List<MathExpression> arguments) implements MathExpression {
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public String toString() {
      return MathPrinter.print(this);
    }
  }

  /// In order of how tightly they bind; operators of one precedence group from the left, but `^`
  /// from the right.
  enum Operator {
    POWER("^", 1),
    MULTIPLY("*", 2),
    DIVIDE("/", 2),
    REMAINDER("%", 2),
    ADD("+", 3),
    SUBTRACT("-", 3),
    BIT_AND("&", 4),
    BIT_XOR("xor", 5),
    BIT_OR("or", 6),
    /// The left side, or the right one when that is NaN.
    DEFAULT("default", 10);

    private final String symbol;
    private final int precedence;

    Operator(String symbol, int precedence) {
      this.symbol = symbol;
      this.precedence = precedence;
    }

    public String symbol() {
      return symbol;
    }

    /// Smaller binds tighter.
    public int precedence() {
      return precedence;
    }
  }

  /// `maxArguments` is -1 when there is no limit.
  enum Function {
    ABS("abs", 1, 1),
    CEIL("ceil", 1, 1),
    EXP("exp", 1, 1),
    FLOOR("floor", 1, 1),
    LN("ln", 1, 1),
    MAX("max", 1, -1),
    MIN("min", 1, -1),
    /// The present, in nanoseconds since the epoch.
    NOW("now", 0, 0),
    RAND("rand", 0, 0),
    /// The second argument, when there, is the step to round to.
    ROUND("round", 1, 2);

    private final String text;
    private final int minArguments;
    private final int maxArguments;

    Function(String text, int minArguments, int maxArguments) {
      this.text = text;
      this.minArguments = minArguments;
      this.maxArguments = maxArguments;
    }

    public String text() {
      return text;
    }

    public int minArguments() {
      return minArguments;
    }

    public int maxArguments() {
      return maxArguments;
    }
  }
}
