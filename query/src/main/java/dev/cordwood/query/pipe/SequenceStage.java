package dev.cordwood.query.pipe;

import dev.cordwood.query.QueryContext;
import dev.cordwood.query.Rows;
import dev.cordwood.query.Stage;
import dev.cordwood.query.rows.RowsBuilder;

/// `generate_sequence N`: the numbers from 0 to N - 1 as `_msg`, in place of what was found.
record SequenceStage(long count, QueryContext context, Stage next) implements Stage {
  @Override
  public void accept(int worker, Rows rows) {
    // of no interest
  }

  @Override
  public boolean wantsMore() {
    return false;
  }

  @Override
  public void finish() {
    RowsBuilder rows = new RowsBuilder();
    for (long number = 0; number < count && next.wantsMore(); number++) {
      rows.set("_msg", number).endRow();
      if (rows.size() == RowsBuilder.BATCH) {
        context.check();
        next.accept(0, rows.take());
      }
    }
    if (rows.size() > 0) {
      next.accept(0, rows.take());
    }
    next.finish();
  }
}
