package dev.cordwood.server.ingest;

import dev.cordwood.store.Store;

/// Generated traffic of a small company, for `serve --demo`.
public final class DemoWorkload implements AutoCloseable {
  private DemoWorkload() {}

  /// Stores the last 24 hours at once, unless that was done before, then goes on live.
  public static DemoWorkload start(Store store, IngestCounters counters, long seed) {
    throw new UnsupportedOperationException(store + " " + counters + seed);
  }

  @Override
  public void close() {}
}
