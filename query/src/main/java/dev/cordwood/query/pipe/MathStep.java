package dev.cordwood.query.pipe;

import dev.cordwood.query.Cells;
import dev.cordwood.query.QueryContext;
import dev.cordwood.query.Rows;
import dev.cordwood.query.lang.Literals;
import dev.cordwood.query.lang.MathEntry;
import dev.cordwood.query.lang.MathExpression;
import dev.cordwood.query.rows.ColumnRows;
import dev.cordwood.query.rows.NumberCells;
import java.util.List;
import java.util.SplittableRandom;

/// `math`: each node of a formula works on a column at a time.
final class MathStep implements Transform.Step {
  private static final double MAX_BITS = 0x1p53;

  private final List<MathEntry> entries;
  private final QueryContext context;

  MathStep(List<MathEntry> entries, QueryContext context) {
    this.entries = entries;
    this.context = context;
  }

  @Override
  public Rows apply(Rows rows) {
    Rows current = rows;
    for (MathEntry entry : entries) {
      double[] values = evaluate(entry.expression(), current);
      current = ColumnRows.change(current).set(entry.name(), new NumberCells(values)).rows();
    }
    return current;
  }

  private double[] evaluate(MathExpression expression, Rows rows) {
    return switch (expression) {
      case MathExpression.Constant(double value, String text) -> fill(rows.size(), value);
      case MathExpression.Field(String name) -> numbers(rows.cells(name));
      case MathExpression.Negative(MathExpression operand) -> {
        double[] values = evaluate(operand, rows);
        for (int i = 0; i < values.length; i++) {
          values[i] = -values[i];
        }
        yield values;
      }
      case MathExpression.Binary(var operator, var left, var right) -> {
        double[] a = evaluate(left, rows);
        double[] b = evaluate(right, rows);
        for (int i = 0; i < a.length; i++) {
          a[i] = binary(operator, a[i], b[i]);
        }
        yield a;
      }
      case MathExpression.Call call -> call(call, rows);
    };
  }

  private static double[] fill(int size, double value) {
    double[] values = new double[size];
    java.util.Arrays.fill(values, value);
    return values;
  }

  private static double[] numbers(Cells cells) {
    double[] values = new double[cells.size()];
    int[] codes = cells.codes();
    if (codes != null) {
      double[] ofCode = new double[cells.codeCount()];
      for (int code = 0; code < ofCode.length; code++) {
        ofCode[code] = Literals.number(cells.codeText(code));
      }
      for (int row = 0; row < values.length; row++) {
        values[row] = ofCode[codes[row]];
      }
      return values;
    }
    for (int row = 0; row < values.length; row++) {
      double value = cells.number(row);
      values[row] = !Double.isNaN(value) ? value : Literals.number(cells.text(row));
    }
    return values;
  }

  private static double binary(MathExpression.Operator operator, double a, double b) {
    return switch (operator) {
      case POWER -> Math.pow(a, b);
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case REMAINDER -> a % b;
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case BIT_AND -> areBits(a, b) ? (double) ((long) a & (long) b) : Double.NaN;
      case BIT_XOR -> areBits(a, b) ? (double) ((long) a ^ (long) b) : Double.NaN;
      case BIT_OR -> areBits(a, b) ? (double) ((long) a | (long) b) : Double.NaN;
      case DEFAULT -> !Double.isNaN(a) ? a : b;
    };
  }

  private static boolean areBits(double a, double b) {
    return a >= 0 && a < MAX_BITS && b >= 0 && b < MAX_BITS;
  }

  private double[] call(MathExpression.Call call, Rows rows) {
    double[] first =
        call.arguments().isEmpty()
            ? fill(rows.size(), 0)
            : evaluate(call.arguments().getFirst(), rows);
    switch (call.function()) {
      case NOW -> java.util.Arrays.fill(first, (double) context.nowNanos());
      case RAND -> {
        SplittableRandom random = new SplittableRandom();
        java.util.Arrays.setAll(first, i -> random.nextDouble());
      }
      case MAX, MIN -> extreme(call, rows, first);
      case ROUND -> {
        double[] steps =
            call.arguments().size() > 1
                ? evaluate(call.arguments().get(1), rows)
                : fill(first.length, 1);
        for (int i = 0; i < first.length; i++) {
          first[i] = round(first[i], steps[i]);
        }
      }
      case ABS, CEIL, EXP, FLOOR, LN -> {
        for (int i = 0; i < first.length; i++) {
          first[i] = unary(call.function(), first[i]);
        }
      }
    }
    return first;
  }

  private static double unary(MathExpression.Function function, double value) {
    return switch (function) {
      case ABS -> Math.abs(value);
      case CEIL -> Math.ceil(value);
      case EXP -> Math.exp(value);
      case FLOOR -> Math.floor(value);
      case LN -> Math.log(value);
      case MAX, MIN, NOW, RAND, ROUND -> value;
    };
  }

  /// Arguments that are no numbers do not take part.
  private void extreme(MathExpression.Call call, Rows rows, double[] into) {
    boolean max = call.function() == MathExpression.Function.MAX;
    for (MathExpression argument : call.arguments().subList(1, call.arguments().size())) {
      double[] values = evaluate(argument, rows);
      for (int i = 0; i < into.length; i++) {
        if (Double.isNaN(into[i]) || (max ? values[i] > into[i] : values[i] < into[i])) {
          into[i] = values[i];
        }
      }
    }
  }

  /// Halves go away from zero. With a step such as 0.1 the result is the decimal that was meant,
  /// not a product that is off in its last bit.
  private static double round(double value, double step) {
    if (!Double.isFinite(value) || !(step > 0)) {
      return step > 0 ? value : Double.NaN;
    }
    double steps = value / step;
    double whole = Math.copySign(Math.floor(Math.abs(steps) + 0.5), steps);
    double inverse = Math.rint(1 / step);
    return step < 1 && Math.abs(inverse * step - 1) < 1e-12 ? whole / inverse : whole * step;
  }
}
