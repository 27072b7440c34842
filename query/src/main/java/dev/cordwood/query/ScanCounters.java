package dev.cordwood.query;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/// What a query and its subqueries have done so far. Safe for several threads.
final class ScanCounters {
  /// Further problems are only counted.
  private static final int MAX_PROBLEMS = 100;

  private final LongAdder blocksTotal = new LongAdder();
  private final LongAdder rowsTotal = new LongAdder();
  private final LongAdder blocksSkipped = new LongAdder();
  private final LongAdder blocksScanned = new LongAdder();
  private final LongAdder rowsScanned = new LongAdder();
  private final LongAdder bytesScanned = new LongAdder();
  private final LongAdder rowsMatched = new LongAdder();
  private final Set<String> problems = new LinkedHashSet<>();
  private long furtherProblems;

  void planned(long blocks, long rows) {
    blocksTotal.add(blocks);
    rowsTotal.add(rows);
  }

  void skipped(long blocks) {
    blocksSkipped.add(blocks);
  }

  void scanned(long rows, long bytes, long matched) {
    blocksScanned.increment();
    rowsScanned.add(rows);
    bytesScanned.add(bytes);
    rowsMatched.add(matched);
  }

  void problem(String what) {
    synchronized (problems) {
      if (problems.size() < MAX_PROBLEMS) {
        problems.add(what);
      } else if (!problems.contains(what)) {
        furtherProblems++;
      }
    }
  }

  QueryProgress progress() {
    return new QueryProgress(
        blocksSkipped.sum() + blocksScanned.sum(),
        blocksTotal.sum(),
        rowsScanned.sum(),
        rowsTotal.sum(),
        bytesScanned.sum(),
        rowsMatched.sum());
  }

  QueryStats stats(long elapsedNanos) {
    List<String> found;
    synchronized (problems) {
      found = new java.util.ArrayList<>(problems);
      if (furtherProblems > 0) {
        found.add("and " + furtherProblems + " more");
      }
    }
    return new QueryStats(
        blocksTotal.sum(),
        blocksScanned.sum(),
        rowsScanned.sum(),
        bytesScanned.sum(),
        rowsMatched.sum(),
        elapsedNanos,
        found);
  }
}
