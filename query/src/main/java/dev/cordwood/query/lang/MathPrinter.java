package dev.cordwood.query.lang;

import java.util.stream.Collectors;

/// Writes formulas as canonical LogsQL, with parentheses only where they are needed.
final class MathPrinter {
  private static final int ATOM = 0;

  private MathPrinter() {}

  static String print(MathExpression expression) {
    return switch (expression) {
      case MathExpression.Constant constant -> constant(constant.text());
      case MathExpression.Field field -> field(field.name());
      case MathExpression.Negative negative -> "-" + within(negative.operand(), ATOM);
      case MathExpression.Call call ->
          call.function().text()
              + call.arguments().stream()
                  .map(MathPrinter::print)
                  .collect(Collectors.joining(", ", "(", ")"));
      case MathExpression.Binary binary -> {
        int precedence = binary.operator().precedence();
        boolean rightFirst = binary.operator() == MathExpression.Operator.POWER;
        yield within(binary.left(), rightFirst ? precedence - 1 : precedence)
            + " "
            + binary.operator().symbol()
            + " "
            + within(binary.right(), rightFirst ? precedence : precedence - 1);
      }
    };
  }

  private static String within(MathExpression expression, int loosest) {
    int precedence =
        switch (expression) {
          case MathExpression.Binary binary -> binary.operator().precedence();
          case MathExpression.Constant constant -> ATOM;
          case MathExpression.Field field -> ATOM;
          case MathExpression.Call call -> ATOM;
          // -a ^ b is -(a ^ b) to some and (-a) ^ b to others.
          case MathExpression.Negative negative -> 1;
        };
    return precedence > loosest ? "(" + print(expression) + ")" : print(expression);
  }

  private static String constant(String text) {
    return isFormulaWord(text) && Literals.isDigit(text.charAt(0)) ? text : Quoting.quote(text);
  }

  /// A quoted text is a constant when it is a number, so that a field with such a name cannot be
  /// written; the parser never makes one.
  private static String field(String name) {
    return isFormulaWord(name) && Quoting.field(name).equals(name) ? name : Quoting.quote(name);
  }

  private static boolean isFormulaWord(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isLetterOrDigit(c) && c != '_' && c != '.') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /// As a query has it: without exponent or trailing zero where possible.
  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
