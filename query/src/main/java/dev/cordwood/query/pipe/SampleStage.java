package dev.cordwood.query.pipe;

import dev.cordwood.query.QueryContext;
import dev.cordwood.query.Rows;
import dev.cordwood.query.Stage;
import dev.cordwood.query.rows.SelectedRows;
import java.util.Arrays;
import java.util.SplittableRandom;

/// `sample N`: each row stays with a chance of one in N. Draws how far to skip instead of drawing
/// for each row.
final class SampleStage implements Stage {
  private final long every;
  private final QueryContext context;
  private final Stage next;
  private final SplittableRandom[] random;
  private final long[] skip;

  SampleStage(long every, QueryContext context, Stage next) {
    this.every = Math.max(1, every);
    this.context = context;
    this.next = next;
    this.random = new SplittableRandom[context.workers()];
    this.skip = new long[random.length];
    SplittableRandom seeds = new SplittableRandom(context.seed());
    for (int worker = 0; worker < random.length; worker++) {
      random[worker] = seeds.split();
      skip[worker] = distance(random[worker]);
    }
  }

  /// Rows to pass over before the next one that stays: geometrically distributed.
  private long distance(SplittableRandom source) {
    if (every == 1) {
      return 0;
    }
    double uniform = 1 - source.nextDouble();
    return (long) (Math.log(uniform) / Math.log1p(-1.0 / every));
  }

  @Override
  public void accept(int worker, Rows rows) {
    context.check();
    int size = rows.size();
    if (skip[worker] >= size) {
      skip[worker] -= size;
      return;
    }
    int[] chosen = new int[size];
    int count = 0;
    long row = skip[worker];
    while (row < size) {
      chosen[count++] = (int) row;
      row += 1 + distance(random[worker]);
    }
    skip[worker] = row - size;
    next.accept(worker, SelectedRows.of(rows, Arrays.copyOf(chosen, count)));
  }

  @Override
  public boolean wantsMore() {
    return next.wantsMore();
  }

  @Override
  public void finish() {
    next.finish();
  }
}
