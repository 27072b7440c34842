package dev.cordwood.query.pipe;

import dev.cordwood.query.QueryContext;
import dev.cordwood.query.Rows;
import dev.cordwood.query.Stage;
import dev.cordwood.query.rows.MemoryMeter;
import dev.cordwood.query.rows.RowsBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `uniq`, `top` and `field_values`: counts tuples and hands out the most frequent ones.
final class CountingStage implements Stage {
  /// @param limit how many tuples go out
  /// @param hitsName the column for the counts, "" for none
  /// @param rankName the column for the position, "" for none
  /// @param withEmpty whether the tuple without any value goes out
  /// @param anyWillDo whether any `limit` tuples are as good as the most frequent ones, so that the
  ///   query may stop when there are that many
  record Answer(
      long limit, String hitsName, String rankName, boolean withEmpty, boolean anyWillDo) {}

  private final List<String> fields;
  private final Answer answer;
  private final QueryContext context;
  private final Stage next;
  private final @Nullable TupleCounts[] parts;
  private volatile boolean enough;

  CountingStage(List<String> fields, Answer answer, QueryContext context, Stage next) {
    this.fields = fields;
    this.answer = answer;
    this.context = context;
    this.next = next;
    this.parts = new TupleCounts[context.workers()];
  }

  @Override
  public void accept(int worker, Rows rows) {
    context.check();
    if (enough) {
      return;
    }
    TupleCounts part = part(worker);
    part.add(rows);
    // One more than wanted, because the empty tuple may not count.
    if (answer.anyWillDo && part.size() > answer.limit) {
      enough = true;
    }
  }

  private TupleCounts part(int worker) {
    TupleCounts part = parts[worker];
    if (part == null) {
      part = new TupleCounts(fields, new MemoryMeter(context));
      parts[worker] = part;
    }
    return part;
  }

  @Override
  public boolean wantsMore() {
    return !enough && next.wantsMore();
  }

  @Override
  public void finish() {
    TupleCounts all = part(0);
    for (int worker = 1; worker < parts.length; worker++) {
      TupleCounts part = parts[worker];
      if (part != null) {
        context.check();
        all.addAll(part);
        parts[worker] = null;
      }
    }
    emit(all);
    all.release();
    parts[0] = null;
    next.finish();
  }

  private void emit(TupleCounts all) {
    RowsBuilder rows = new RowsBuilder();
    int[] order = all.top(answer.limit, answer.withEmpty);
    for (int i = 0; i < order.length && next.wantsMore(); i++) {
      all.tuples().write(order[i], rows);
      if (!answer.hitsName.isEmpty()) {
        rows.set(answer.hitsName, all.count(order[i]));
      }
      if (!answer.rankName.isEmpty()) {
        rows.set(answer.rankName, i + 1L);
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
}
