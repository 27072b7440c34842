package dev.cordwood.query.rows;

import dev.cordwood.query.QueryContext;

/// What one worker of a stage keeps, taken from the query's memory budget in steps. For one thread
/// at a time.
public final class MemoryMeter {
  private static final long STEP = 64 << 10;

  private final QueryContext context;
  private long reserved;

  public MemoryMeter(QueryContext context) {
    this.context = context;
  }

  /// Says how much is kept now.
  ///
  /// @throws dev.cordwood.query.QueryException when it is more than the query may have
  public void keep(long bytes) {
    if (bytes > reserved) {
      long more = (bytes - reserved + STEP - 1) / STEP * STEP;
      context.reserve(more);
      reserved += more;
    }
  }

  public void release() {
    context.release(reserved);
    reserved = 0;
  }
}
