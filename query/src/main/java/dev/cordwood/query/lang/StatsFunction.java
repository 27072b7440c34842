package dev.cordwood.query.lang;

import java.util.List;

/// A function of `stats`. Field lists may hold prefixes; an empty one means all fields. A limit of
/// 0 means none.
public sealed interface StatsFunction {
  /// Rows; with fields, rows where at least one of them is not empty.
  record Count(List<FieldMatch> fields) implements StatsFunction {
    @Override
    public String toString() {
      return StatsPrinter.print(this);
    }
  }

  /// Rows where all the fields are empty.
  record CountEmpty(List<FieldMatch> fields) implements StatsFunction {
    @Override
    public String toString() {
      return StatsPrinter.print(this);
    }
  }

  /// Distinct tuples of which at least one member is not empty.
  record CountUniq(List<FieldMatch> fields, long limit) implements StatsFunction {
    @Override
    public String toString() {
      return StatsPrinter.print(this);
    }
  }

  /// As [CountUniq], but an estimate by hashes.
  record CountUniqHash(List<FieldMatch> fields, long limit) implements StatsFunction {
    @Override
    public String toString() {
      return StatsPrinter.print(this);
    }
  }

  record Sum(List<FieldMatch> fields) implements StatsFunction {
    @Override
    public String toString() {
      return StatsPrinter.print(this);
    }
  }

  record Avg(List<FieldMatch> fields) implements StatsFunction {
    @Override
    public String toString() {
      return StatsPrinter.print(this);
    }
  }

  record Min(List<FieldMatch> fields) implements StatsFunction {
    @Override
    public String toString() {
      return StatsPrinter.print(this);
    }
  }

  record Max(List<FieldMatch> fields) implements StatsFunction {
    @Override
    public String toString() {
      return StatsPrinter.print(this);
    }
  }

  record Median(List<FieldMatch> fields) implements StatsFunction {
    @Override
    public String toString() {
      return StatsPrinter.print(this);
    }
  }

  /// @param phi from 0 to 1
  record Quantile(double phi, List<FieldMatch> fields) implements StatsFunction {
    @Override
    public String toString() {
      return StatsPrinter.print(this);
    }
  }

  record Stddev(List<FieldMatch> fields) implements StatsFunction {
    @Override
    public String toString() {
      return StatsPrinter.print(this);
    }
  }

  /// Rows a second over the query's time range.
  record Rate() implements StatsFunction {
    @Override
    public String toString() {
      return StatsPrinter.print(this);
    }
  }

  /// [Sum] a second over the query's time range.
  record RateSum(List<FieldMatch> fields) implements StatsFunction {
    @Override
    public String toString() {
      return StatsPrinter.print(this);
    }
  }

  /// The values' lengths in bytes.
  record SumLen(List<FieldMatch> fields) implements StatsFunction {
    @Override
    public String toString() {
      return StatsPrinter.print(this);
    }
  }

  /// Distinct values that are not empty, sorted, as a JSON array.
  record UniqValues(List<FieldMatch> fields, long limit) implements StatsFunction {
    @Override
    public String toString() {
      return StatsPrinter.print(this);
    }
  }

  /// All values as a JSON array.
  record Values(List<FieldMatch> fields, long limit) implements StatsFunction {
    @Override
    public String toString() {
      return StatsPrinter.print(this);
    }
  }

  /// Some value that is not empty.
  record Any(List<FieldMatch> fields) implements StatsFunction {
    @Override
    public String toString() {
      return StatsPrinter.print(this);
    }
  }

  /// Some row as a JSON object.
  record RowAny(List<FieldMatch> fields) implements StatsFunction {
    @Override
    public String toString() {
      return StatsPrinter.print(this);
    }
  }

  /// The row with the least value of `by` as a JSON object.
  record RowMin(String by, List<FieldMatch> fields) implements StatsFunction {
    @Override
    public String toString() {
      return StatsPrinter.print(this);
    }
  }

  /// The row with the greatest value of `by` as a JSON object.
  record RowMax(String by, List<FieldMatch> fields) implements StatsFunction {
    @Override
    public String toString() {
      return StatsPrinter.print(this);
    }
  }

  /// The value of `field` in the row with the least value of `by`.
  record FieldMin(String by, String field) implements StatsFunction {
    @Override
    public String toString() {
      return StatsPrinter.print(this);
    }
  }

  /// The value of `field` in the row with the greatest value of `by`.
  record FieldMax(String by, String field) implements StatsFunction {
    @Override
    public String toString() {
      return StatsPrinter.print(this);
    }
  }

  record Histogram(String field) implements StatsFunction {
    @Override
    public String toString() {
      return StatsPrinter.print(this);
    }
  }

  /// Rows as a JSON array of objects.
  ///
  /// @param sort the order of the rows, empty for any
  record JsonValues(List<FieldMatch> fields, List<SortKey> sort, long limit)
      implements StatsFunction {
    @Override
    public String toString() {
      return StatsPrinter.print(this);
    }
  }
}
