package dev.cordwood.server.ingest;

import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.LineFormat;
import dev.cordwood.store.Store;
import java.io.InputStream;
import java.util.function.LongConsumer;

/// Takes lines into a store. One a process: its threads are shared by all inputs.
public final class Ingester implements AutoCloseable {
  private final Store store;

  /// Parses on as many threads as there are processors.
  public Ingester(Store store) {
    this.store = store;
  }

  /// Reads the input to its end, parses on several threads if there is much of it, and returns when
  /// all rows are durable. Rows enter the store in the order of their lines. Never throws because
  /// of what is in the input; whatever happened is in the result.
  ///
  /// @param progress receives the number of input bytes taken so far, now and then, on the calling
  ///   thread
  public IngestResult ingest(
      InputStream input,
      IngestOptions options,
      LineFormat format,
      IngestCounters counters,
      LongConsumer progress) {
    throw new UnsupportedOperationException(store.toString());
  }

  @Override
  public void close() {}
}
