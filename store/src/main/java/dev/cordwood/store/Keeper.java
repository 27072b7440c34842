package dev.cordwood.store;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// Does something in the background on a thread of its own: again at once as long as there is more
/// to do, otherwise whenever the parts have changed and every second; after a failure later, and
/// the failure is told as a problem.
final class Keeper implements Runnable {
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(10);

  /// What is to be done.
  interface Task {
    /// @return whether there may be more to do
    boolean run() throws IOException;
  }

  private final String what;
  private final Task task;
  private final StorePaths paths;
  private final Catalog catalog;
  private final Problems problems;
  private volatile boolean stopping;

  /// @param what the task for people: `parts could not be …`
  Keeper(String what, Task task, StorePaths paths, Catalog catalog, Problems problems) {
    this.what = what;
    this.task = task;
    this.paths = paths;
    this.catalog = catalog;
    this.problems = problems;
  }

  @Override
  public void run() {
    while (!stopping) {
      Version seen = catalog.view().version();
      long pause = step();
      boolean failed = pause == RETRY_NANOS;
      catalog.pause(() -> stopping || (!failed && hasChangedSince(seen)), pause);
    }
  }

  @SuppressWarnings("ReferenceEquality") // versions are the same or different, never alike
  private boolean hasChangedSince(Version seen) {
    return catalog.view().version() != seen;
  }

  private long step() {
    try {
      return task.run() ? 0 : TICK_NANOS;
    } catch (IOException e) {
      return failed(e);
    } catch (RuntimeException | Error e) {
      return failed(new IOException("unexpected: " + e, e));
    }
  }

  private long failed(IOException reason) {
    if (!stopping) {
      problems.retrying(
          "%s: parts could not be %s, tried again later: %s"
              .formatted(paths.parts(), what, reason.getMessage()));
    }
    return RETRY_NANOS;
  }

  void stop() {
    stopping = true;
    catalog.signal();
  }
}
