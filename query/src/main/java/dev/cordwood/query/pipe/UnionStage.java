package dev.cordwood.query.pipe;

import dev.cordwood.query.QueryContext;
import dev.cordwood.query.Rows;
import dev.cordwood.query.Stage;
import dev.cordwood.query.lang.Query;

/// `union`: the other query runs when this one's rows have all passed.
final class UnionStage implements Stage {
  private final Query query;
  private final QueryContext context;
  private final Stage next;

  UnionStage(Query query, QueryContext context, Stage next) {
    this.query = query;
    this.context = context;
    this.next = next;
  }

  @Override
  public void accept(int worker, Rows rows) {
    next.accept(worker, rows);
  }

  @Override
  public boolean wantsMore() {
    return next.wantsMore();
  }

  @Override
  public void finish() {
    if (next.wantsMore()) {
      context.run(
          query,
          rows -> {
            if (rows.size() > 0 && next.wantsMore()) {
              next.accept(0, rows);
            }
          });
    }
    next.finish();
  }
}
