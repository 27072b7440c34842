package dev.cordwood.query;

import dev.cordwood.query.lang.FieldPipe;
import dev.cordwood.query.lang.Pipe;
import dev.cordwood.query.lang.SelectPipe;
import dev.cordwood.query.lang.SortKey;
import dev.cordwood.query.lang.TransformPipe;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the pipes of a query are run: those before the rows are cut to the first ones by time, that
/// cut (which lets the scan end early), and those behind it.
///
/// @param before run in parallel on whatever the scan finds
/// @param cut null when the query wants no first rows by time
/// @param after run on the rows that are left, in their order
record QueryPlan(List<Pipe> before, @Nullable TimeCut cut, List<Pipe> after) {
  /// A pipe `limit` with more rows than this takes them as they come: keeping so many in order
  /// would take more memory than anybody expects of it.
  private static final long MAX_ORDERED = 10_000;

  /// The first `limit` rows by time after `offset` of them.
  ///
  /// @param skipsBlocks whether blocks without rows that can be among them need not be scanned
  record TimeCut(TimeOrder order, long offset, long limit, boolean skipsBlocks) {}

  /// @param limit rows wanted of the whole query, 0 for all
  static QueryPlan of(List<Pipe> pipes, long offset, long limit) {
    int rowWise = 0;
    while (rowWise < pipes.size() && isRowWise(pipes.get(rowWise))) {
      rowWise++;
    }
    if (rowWise == pipes.size()) {
      return limit == 0
          ? new QueryPlan(pipes, null, offset == 0 ? List.of() : limits(offset, 0))
          : cut(pipes, TimeOrder.NEWEST_FIRST, offset, limit, List.of());
    }
    List<Pipe> end = limits(offset, limit);
    List<Pipe> head = pipes.subList(0, rowWise);
    List<Pipe> rest = new ArrayList<>(pipes.subList(rowWise + 1, pipes.size()));
    rest.addAll(end);
    return switch (pipes.get(rowWise)) {
      case SelectPipe.Limit(long count) when count <= MAX_ORDERED && count > 0 ->
          cut(head, TimeOrder.NEWEST_FIRST, 0, count, rest);
      case SelectPipe.Sort sort when isByTime(sort) ->
          cut(
              head,
              sort.keys().getFirst().descending() ? TimeOrder.NEWEST_FIRST : TimeOrder.OLDEST_FIRST,
              sort.offset(),
              sort.limit(),
              rest);
      default -> {
        List<Pipe> all = new ArrayList<>(pipes);
        all.addAll(end);
        yield new QueryPlan(all, null, List.of());
      }
    };
  }

  private static QueryPlan cut(
      List<Pipe> pipes, TimeOrder order, long offset, long limit, List<Pipe> rest) {
    // What neither drops nor adds rows can wait until only the wanted ones are left.
    int split = pipes.size();
    while (split > 0 && isOneToOne(pipes.get(split - 1))) {
      split--;
    }
    List<Pipe> before = pipes.subList(0, split);
    List<Pipe> after = new ArrayList<>(pipes.subList(split, pipes.size()));
    after.addAll(rest);
    boolean skips = before.stream().noneMatch(QueryPlan::movesTime);
    return new QueryPlan(before, new TimeCut(order, offset, limit, skips), after);
  }

  private static List<Pipe> limits(long offset, long limit) {
    List<Pipe> pipes = new ArrayList<>();
    if (offset > 0) {
      pipes.add(new SelectPipe.Offset(offset));
    }
    if (limit > 0) {
      pipes.add(new SelectPipe.Limit(limit));
    }
    return pipes;
  }

  private static boolean isByTime(SelectPipe.Sort sort) {
    SortKey first = sort.keys().getFirst();
    return sort.limit() > 0
        && sort.keys().size() == 1
        && first.field().equals("_time")
        && sort.partitionBy().isEmpty()
        && sort.rankName().isEmpty();
  }

  /// Whether what becomes of a row does not depend on other rows.
  static boolean isRowWise(Pipe pipe) {
    return switch (pipe) {
      case SelectPipe.Where where -> true;
      case SelectPipe select -> false;
      case FieldPipe fields -> true;
      case TransformPipe transform -> true;
      case dev.cordwood.query.lang.StatsPipe stats -> false;
    };
  }

  /// Whether each row becomes one row, with the time it had.
  private static boolean isOneToOne(Pipe pipe) {
    return switch (pipe) {
      case FieldPipe.DropEmptyFields drop -> false;
      case FieldPipe fields -> true;
      case TransformPipe.Unroll unroll -> false;
      case TransformPipe transform -> !movesTime(transform);
      case SelectPipe select -> false;
      case dev.cordwood.query.lang.StatsPipe stats -> false;
    };
  }

  /// Whether the pipe is there to change `_time`.
  private static boolean movesTime(Pipe pipe) {
    return switch (pipe) {
      case TransformPipe.TimeAdd add -> add.field().equals("_time");
      case TransformPipe.Format format -> format.to().equals("_time");
      case TransformPipe.Replace replace -> replace.field().equals("_time");
      case TransformPipe.ReplaceRegexp replace -> replace.field().equals("_time");
      case TransformPipe.Math math ->
          math.entries().stream().anyMatch(entry -> entry.name().equals("_time"));
      case FieldPipe.Copy copy -> copy.pairs().stream().anyMatch(p -> p.to().matches("_time"));
      case FieldPipe.Rename rename ->
          rename.pairs().stream().anyMatch(p -> p.to().matches("_time"));
      default -> false; // extracted fields may be named _time too: rows then keep the stored order
    };
  }
}
