package dev.cordwood.query.pipe;

import dev.cordwood.query.Rows;
import dev.cordwood.query.Stage;
import dev.cordwood.query.rows.SelectedRows;
import java.util.concurrent.atomic.AtomicLong;

/// `limit` and `offset` over all workers together: which rows they are is up to the order in which
/// the rows come, as long as nothing has sorted them.
final class LimitStage implements Stage {
  private final long skip;
  private final long end;
  private final Stage next;
  private final AtomicLong seen = new AtomicLong();

  private LimitStage(long skip, long end, Stage next) {
    this.skip = skip;
    this.end = end;
    this.next = next;
  }

  static LimitStage limit(long count, Stage next) {
    return new LimitStage(0, count, next);
  }

  static LimitStage offset(long count, Stage next) {
    return new LimitStage(count, Long.MAX_VALUE, next);
  }

  @Override
  public void accept(int worker, Rows rows) {
    long first = seen.getAndAdd(rows.size());
    if (first >= end) {
      return;
    }
    int from = (int) Math.max(0, Math.min(rows.size(), skip - first));
    int to = (int) Math.min(rows.size(), end - first);
    if (from < to) {
      next.accept(worker, SelectedRows.range(rows, from, to));
    }
  }

  @Override
  public boolean wantsMore() {
    return seen.get() < end && next.wantsMore();
  }

  @Override
  public void finish() {
    next.finish();
  }
}
