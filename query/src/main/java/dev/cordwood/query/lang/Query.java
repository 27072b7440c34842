package dev.cordwood.query.lang;

import dev.cordwood.query.QueryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A parsed query: which rows, then what to do with them. `toString` is canonical LogsQL that
/// parses to an equal query in the same [ParseContext].
public record Query(QueryOptions options, Filter filter, List<Pipe> pipes) {
  public Query {
    pipes = List.copyOf(pipes);
  }

  /// @throws QueryException with the place, and, where there is one, a query that works
  public static Query parse(String text, ParseContext context) {
    return QueryRepair.parse(text, context);
  }

  /// A filter alone, as `extra_filters` has it.
  public static Filter parseFilter(String text, ParseContext context) {
    return QueryRepair.parseFilter(text, context);
  }

  /// The same query with its relative times counted from another now.
  public Query at(ParseContext context) {
    return parse(toString(), context);
  }

  /// When the rows that match can be: what all the `_time` filters that must hold have in common.
  public TimeRange timeRange() {
    return FilterTimes.of(filter);
  }

  /// This and that: for `extra_filters` and a tenant's own. Subqueries get it as well, so that
  /// nothing can be read around it.
  public Query withFilter(Filter more) {
    return QueryRewriter.addFilter(this, more);
  }

  /// Rows of this time only: the request's `start` and `end`. Subqueries as well, except those with
  /// `options(ignore_global_time_filter=true)`. The range is moved by `time_offset` like the
  /// query's own.
  public Query withTimeRange(TimeRange range) {
    return range.isAll() ? this : QueryRewriter.addTimeRange(this, range);
  }

  /// With one more pipe at the end.
  public Query withPipe(Pipe pipe) {
    List<Pipe> more = new ArrayList<>(pipes);
    more.add(pipe);
    return new Query(options, filter, more);
  }

  /// The fields that must be read for the rows to be found and for the pipes to work. A member that
  /// [FieldMatch#isAll] means that every field is needed.
  public NeededFields neededFields() {
    return NeededFields.of(this);
  }

  /// The one column of the answer when the query is made to have one, as a subquery of `in(...)`
  /// must be.
  public Optional<String> onlyColumn() {
    for (int i = pipes.size() - 1; i >= 0; i--) {
      switch (pipes.get(i)) {
        case FieldPipe.Fields fields -> {
          return fields.fields().size() == 1 && !fields.fields().getFirst().prefix()
              ? Optional.of(fields.fields().getFirst().name())
              : Optional.empty();
        }
        case SelectPipe.Uniq uniq -> {
          return uniq.fields().size() == 1
              ? Optional.of(uniq.fields().getFirst())
              : Optional.empty();
        }
        case SelectPipe.FieldValues values -> {
          return Optional.of(values.field());
        }
        case StatsPipe stats -> {
          return stats.by().isEmpty() && stats.entries().size() == 1
              ? Optional.of(stats.entries().getFirst().name())
              : Optional.empty();
        }
        case SelectPipe.Limit limit -> {}
        case SelectPipe.Offset offset -> {}
        case SelectPipe.Where where -> {}
        case SelectPipe.Sample sample -> {}
        case SelectPipe.Sort sort -> {
          if (!sort.rankName().isEmpty()) {
            return Optional.empty();
          }
        }
        case SelectPipe other -> {
          return Optional.empty();
        }
        case FieldPipe other -> {
          return Optional.empty();
        }
        case TransformPipe other -> {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(options.toString());
    if (!text.isEmpty()) {
      text.append(' ');
    }
    text.append(filter);
    for (Pipe pipe : pipes) {
      text.append(" | ").append(pipe);
    }
    return text.toString();
  }
}
