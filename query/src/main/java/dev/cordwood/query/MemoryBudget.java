package dev.cordwood.query;

import java.util.concurrent.atomic.AtomicLong;

/// How much a query keeps in memory, shared by its workers and its subqueries.
final class MemoryBudget {
  private final long limit;
  private final AtomicLong used = new AtomicLong();

  MemoryBudget(long limit) {
    this.limit = limit;
  }

  void reserve(long bytes) {
    if (used.addAndGet(bytes) > limit) {
      used.addAndGet(-bytes);
      throw new QueryException(
          "the query needs more than its "
              + megabytes(limit)
              + " of memory: narrow it by time or filter, group by fewer or coarser fields, add a"
              + " limit, or raise query.memory",
          -1,
          "");
    }
  }

  void release(long bytes) {
    used.addAndGet(-bytes);
  }

  long used() {
    return used.get();
  }

  private static String megabytes(long bytes) {
    return bytes >= 1 << 20 ? (bytes >> 20) + " MiB" : bytes + " bytes";
  }
}
