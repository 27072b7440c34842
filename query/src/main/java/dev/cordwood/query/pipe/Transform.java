package dev.cordwood.query.pipe;

import dev.cordwood.query.QueryContext;
import dev.cordwood.query.Rows;
import dev.cordwood.query.Stage;

/// A pipe that turns each batch into another one and keeps nothing.
final class Transform implements Stage {
  /// Called by several workers at once.
  @FunctionalInterface
  interface Step {
    Rows apply(Rows rows);
  }

  private final QueryContext context;
  private final Step step;
  private final Stage next;

  Transform(QueryContext context, Step step, Stage next) {
    this.context = context;
    this.step = step;
    this.next = next;
  }

  @Override
  public void accept(int worker, Rows rows) {
    context.check();
    Rows changed = step.apply(rows);
    if (changed.size() > 0) {
      next.accept(worker, changed);
    }
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
