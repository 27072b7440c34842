package dev.cordwood.query.lang;

import java.util.List;

/// Pipes that choose, order, count or add rows.
public sealed interface SelectPipe extends Pipe {
  int DEFAULT_HEAD = 10;
  int DEFAULT_TOP = 10;
  int DEFAULT_FACETS = 10;
  int DEFAULT_FACET_VALUES = 1000;
  int DEFAULT_FACET_VALUE_LENGTH = 128;
  long DEFAULT_CONTEXT_WINDOW_NANOS = 3_600_000_000_000L;

  /// `filter`, `where`.
  record Where(Filter filter) implements SelectPipe {
    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// `limit`, `head`.
  record Limit(long count) implements SelectPipe {
    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// `offset`, `skip`.
  record Offset(long count) implements SelectPipe {
    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// About one row of `every`: `sample 100` keeps 1 %.
  record Sample(long every) implements SelectPipe {
    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// `sort`, `order`, `first`, `last`.
  ///
  /// @param keys never empty
  /// @param partitionBy offset, limit and rank count within rows that are equal in these fields
  /// @param limit 0 for none
  /// @param rankName the column for the position from 1 (the offset counts), "" for none
  record Sort(
      List<SortKey> keys, List<String> partitionBy, long offset, long limit, String rankName)
      implements SelectPipe {
    public Sort {
      keys = List.copyOf(keys);
      partitionBy = List.copyOf(partitionBy);
    }

    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// Distinct tuples.
  ///
  /// @param fields empty for all fields
  /// @param hitsName the column for the number of rows, "" for none
  /// @param limit 0 for none
  record Uniq(List<String> fields, String hitsName, long limit) implements SelectPipe {
    public Uniq {
      fields = List.copyOf(fields);
    }

    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// The most frequent tuples, most frequent first.
  ///
  /// @param fields empty for all fields
  /// @param rankName the column for the position from 1, "" for none
  record Top(long limit, List<String> fields, String hitsName, String rankName)
      implements SelectPipe {
    public Top {
      fields = List.copyOf(fields);
    }

    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// For each field its most frequent values: columns `field_name`, `field_value`, `hits`.
  ///
  /// @param limit values of a field
  /// @param maxValues a field with more distinct values is left out
  /// @param maxValueLength a field with a longer value (in bytes) is left out
  /// @param keepConstants whether fields with one value for all rows stay
  record Facets(long limit, long maxValues, long maxValueLength, boolean keepConstants)
      implements SelectPipe {
    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// Columns `name` (or another name) and `hits`.
  record FieldNames(String name) implements SelectPipe {
    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// Columns named after the field and `hits`.
  ///
  /// @param limit 0 for none
  record FieldValues(String field, long limit) implements SelectPipe {
    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// Rows of the same stream around each row. The parser allows it only as the first pipe.
  record StreamContext(long before, long after, long windowNanos) implements SelectPipe {
    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// For each row those of the other query that are equal in `by`; rows without any stay as they
  /// are, but go with `inner`.
  ///
  /// @param prefix put before the names of the joined fields
  record Join(List<String> by, Query query, boolean inner, String prefix) implements SelectPipe {
    public Join {
      by = List.copyOf(by);
    }

    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// The rows of the other query after those of this one.
  record Union(Query query) implements SelectPipe {
    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// The number of blocks in which rows were found.
  record BlocksCount(String name) implements SelectPipe {
    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// A row for each field of each block in which rows were found.
  record BlockStats() implements SelectPipe {
    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// The numbers from 0 to `count` - 1 in place of what was found.
  record GenerateSequence(long count) implements SelectPipe {
    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }
}
