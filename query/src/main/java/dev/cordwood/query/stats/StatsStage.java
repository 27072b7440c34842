package dev.cordwood.query.stats;

import dev.cordwood.query.QueryContext;
import dev.cordwood.query.Rows;
import dev.cordwood.query.Stage;
import dev.cordwood.query.lang.Bucket;
import dev.cordwood.query.lang.Filter;
import dev.cordwood.query.lang.GroupKey;
import dev.cordwood.query.lang.StatsEntry;
import dev.cordwood.query.lang.StatsPipe;
import dev.cordwood.query.lang.TimeRange;
import dev.cordwood.query.rows.MemoryMeter;
import dev.cordwood.query.rows.RowsBuilder;
import dev.cordwood.query.value.Times;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// `stats`: every worker gathers groups of its own; the end merges them.
public final class StatsStage implements Stage {
  /// Up to this many groups the answer is sorted by the groups' values.
  static final int MAX_SORTED_GROUPS = 100_000;

  private static final long AVERAGE_YEAR_SECONDS = 31_556_952;

  /// What one worker has.
  private final class Part {
    private final Grouping grouping = new Grouping(pipe.by());
    private final Aggregator[] aggregators =
        pipe.entries().stream()
            .map(entry -> Aggregators.of(entry.function(), seconds))
            .toArray(Aggregator[]::new);
    private final MemoryMeter memory = new MemoryMeter(context);
    private int[] selected = new int[0];
  }

  private final StatsPipe pipe;
  private final QueryContext context;
  private final double seconds;
  private final List<@Nullable Function<Rows, boolean[]>> conditions;
  private final Stage next;
  private final @Nullable Part[] parts;

  /// @param range the time the query is about, for rates; open ends mean none
  /// @param conditions gives for a filter what tells the matching rows
  public StatsStage(
      StatsPipe pipe,
      QueryContext context,
      TimeRange range,
      Function<Filter, Function<Rows, boolean[]>> conditions,
      Stage next) {
    this.pipe = pipe;
    this.context = context;
    this.seconds = seconds(pipe, range);
    this.conditions =
        pipe.entries().stream()
            .<@Nullable Function<Rows, boolean[]>>map(entry ->
                entry.condition() instanceof Filter.All
                    ? null
                    : conditions.apply(entry.condition()))
            .toList();
    this.next = next;
    this.parts = new Part[context.workers()];
  }

  /// A rate is about the time bucket when there is one, else about the query's time range.
  private static double seconds(StatsPipe pipe, TimeRange range) {
    for (GroupKey key : pipe.by()) {
      switch (key.bucket()) {
        case Bucket.Time(long step, long ignored) -> {
          return (double) step / Times.SECOND;
        }
        case Bucket.Calendar(Bucket.CalendarUnit unit, long ignored) -> {
          return switch (unit) {
            case WEEK -> 7 * 86_400;
            case MONTH -> AVERAGE_YEAR_SECONDS / 12.0;
            case YEAR -> AVERAGE_YEAR_SECONDS;
          };
        }
        case Bucket.None none -> {}
        case Bucket.Number number -> {}
        case Bucket.Subnet subnet -> {}
      }
    }
    if (range.isEmpty()
        || range.minNanos() == Long.MIN_VALUE
        || range.maxNanos() == Long.MAX_VALUE) {
      return 0;
    }
    return ((double) range.maxNanos() - range.minNanos() + 1) / Times.SECOND;
  }

  @Override
  public void accept(int worker, Rows rows) {
    context.check();
    if (rows.size() == 0) {
      return;
    }
    Part part = part(worker);
    int[] groups = part.grouping.assign(rows);
    int count = part.grouping.count();
    Batch batch = new Batch(rows);
    long bytes = part.grouping.bytes();
    for (int f = 0; f < part.aggregators.length; f++) {
      Function<Rows, boolean[]> condition = conditions.get(f);
      part.aggregators[f].add(
          batch, condition == null ? groups : select(part, groups, condition.apply(rows)), count);
      bytes += part.aggregators[f].bytes();
    }
    part.memory.keep(bytes);
  }

  private Part part(int worker) {
    Part part = parts[worker];
    if (part == null) {
      part = new Part();
      parts[worker] = part;
    }
    return part;
  }

  private static int[] select(Part part, int[] groups, boolean[] matching) {
    if (part.selected.length < matching.length) {
      part.selected = new int[matching.length];
    }
    for (int row = 0; row < matching.length; row++) {
      part.selected[row] = matching[row] ? groups[row] : -1;
    }
    return part.selected;
  }

  @Override
  public void finish() {
    Part all = part(0);
    for (int worker = 1; worker < parts.length; worker++) {
      Part part = parts[worker];
      if (part != null) {
        merge(all, part);
        parts[worker] = null;
      }
    }
    emit(all);
    all.memory.release();
    parts[0] = null;
    next.finish();
  }

  private void merge(Part all, Part part) {
    context.check();
    int[] mapping = all.grouping.addAll(part.grouping);
    long bytes = all.grouping.bytes();
    for (int f = 0; f < all.aggregators.length; f++) {
      all.aggregators[f].merge(part.aggregators[f], mapping, all.grouping.count());
      bytes += all.aggregators[f].bytes();
    }
    part.memory.release();
    all.memory.keep(bytes);
  }

  private void emit(Part all) {
    RowsBuilder rows = new RowsBuilder();
    for (int group : order(all.grouping)) {
      if (!next.wantsMore()) {
        return;
      }
      for (int key = 0; key < all.grouping.keys(); key++) {
        rows.set(
            all.grouping.field(key), all.grouping.text(group, key), all.grouping.type(group, key));
      }
      for (int f = 0; f < all.aggregators.length; f++) {
        StatsEntry entry = pipe.entries().get(f);
        rows.set(entry.name(), all.aggregators[f].text(group), all.aggregators[f].type(group));
      }
      rows.endRow();
      if (rows.size() == RowsBuilder.BATCH) {
        context.check();
        next.accept(0, rows.take());
      }
    }
    if (rows.size() > 0) {
      next.accept(0, rows.take());
    }
  }

  private static int[] order(Grouping grouping) {
    if (grouping.count() <= MAX_SORTED_GROUPS && grouping.keys() > 0) {
      return grouping.order();
    }
    int[] order = new int[grouping.count()];
    Arrays.setAll(order, group -> group);
    return order;
  }
}
