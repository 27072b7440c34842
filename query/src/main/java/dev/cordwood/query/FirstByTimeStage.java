package dev.cordwood.query;

import dev.cordwood.query.rows.SelectedRows;
import dev.cordwood.query.scan.BlockRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// Keeps the first rows in an order of time and hands them on in that order. Knows from which time
/// on a row cannot be among them any more, so that the scan can leave out whole blocks.
final class FirstByTimeStage implements Stage {
  private static final int BATCH_ROWS = 1024;

  private final TimeOrder order;
  private final long offset;
  private final long wanted;
  private final QueryContext context;
  private final Stage next;

  /// The least wanted row on top.
  private final PriorityQueue<Ranked> kept =
      new PriorityQueue<>(Comparator.comparingLong(Ranked::rank));

  private volatile long threshold = Long.MIN_VALUE;

  private record Ranked(long rank, CopiedRows.Kept row) {}

  FirstByTimeStage(QueryPlan.TimeCut cut, QueryContext context, Stage next) {
    this.order = cut.order();
    this.offset = cut.offset();
    long sum = cut.offset() + cut.limit();
    this.wanted = sum < 0 ? Long.MAX_VALUE : sum;
    this.context = context;
    this.next = next;
  }

  /// A row must rank higher than this to be of use; [Long#MIN_VALUE] while all are.
  long threshold() {
    return threshold;
  }

  @Override
  public void accept(int worker, Rows rows) {
    int[] which = best(rows);
    if (which.length == 0) {
      return;
    }
    CopiedRows.Kept[] copies = CopiedRows.keep(only(rows, which));
    synchronized (kept) {
      for (CopiedRows.Kept copy : copies) {
        add(new Ranked(order.rank(copy.time()), copy));
      }
    }
  }

  private static Rows only(Rows rows, int[] which) {
    return rows instanceof BlockRows ofBlock ? ofBlock.only(which) : SelectedRows.of(rows, which);
  }

  private void add(Ranked row) {
    if (kept.size() < wanted) {
      context.reserve(row.row.bytes());
      kept.add(row);
    } else {
      Ranked least = kept.peek();
      if (least == null || least.rank >= row.rank) {
        return;
      }
      context.reserve(row.row.bytes());
      kept.add(row);
      kept.remove();
      context.release(least.row.bytes());
    }
    Ranked least = kept.peek();
    if (least != null && kept.size() >= wanted) {
      threshold = least.rank;
    }
  }

  /// The rows that rank above the threshold, the best ones if they are more than are wanted, in the
  /// order of the batch.
  private int[] best(Rows rows) {
    long least = threshold;
    long[] ranks = new long[rows.size()];
    int[] which = new int[rows.size()];
    int count = 0;
    boolean full = least != Long.MIN_VALUE;
    for (int row = 0; row < ranks.length; row++) {
      long rank = order.rank(rows.timeNanos(row));
      if (!full || rank > least) {
        ranks[count] = rank;
        which[count++] = row;
      }
    }
    if (count <= wanted) {
      return Arrays.copyOf(which, count);
    }
    long[] sorted = Arrays.copyOf(ranks, count);
    Arrays.sort(sorted);
    long bar = sorted[count - (int) wanted];
    int[] chosen = new int[(int) wanted];
    int taken = 0;
    int above = 0;
    for (int i = 0; i < count; i++) {
      above += ranks[i] > bar ? 1 : 0;
    }
    int equals = chosen.length - above;
    for (int i = 0; i < count; i++) {
      if (ranks[i] > bar || (ranks[i] == bar && equals-- > 0)) {
        chosen[taken++] = which[i];
      }
    }
    return chosen;
  }

  @Override
  public boolean wantsMore() {
    return wanted > 0 && next.wantsMore();
  }

  @Override
  public void finish() {
    List<Ranked> rows = new ArrayList<>(kept);
    rows.sort(Comparator.comparingLong(Ranked::rank).reversed());
    int from = (int) Math.min(offset, rows.size());
    for (int at = from; at < rows.size() && next.wantsMore(); at += BATCH_ROWS) {
      context.check();
      int to = Math.min(rows.size(), at + BATCH_ROWS);
      List<CopiedRows.Kept> batch = new ArrayList<>(to - at);
      for (Ranked ranked : rows.subList(at, to)) {
        batch.add(ranked.row);
      }
      next.accept(0, CopiedRows.of(batch));
    }
    next.finish();
  }
}
