package dev.cordwood.collect;

import dev.cordwood.collect.format.LineFormat;
import dev.cordwood.event.EventBatch;
import dev.cordwood.event.IngestOptions;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// Takes bodies and files into a store. One a process: its threads and its memory are shared by all
/// inputs.
public final class Ingester implements AutoCloseable {
  private final Intake intake;
  private final int threads;
  private final ExecutorService parsers;
  private final Semaphore chunks = new Semaphore(Limits.MAX_CHUNKS);

  /// Parses on as many threads as there are processors.
  public Ingester(Intake intake) {
    this(intake, Runtime.getRuntime().availableProcessors());
  }

  /// Where all rows go.
  public Intake intake() {
    return intake;
  }

  Ingester(Intake intake, int threads) {
    this.intake = intake;
    this.threads = threads;
    parsers =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name("cordwood-parse-", 0).daemon().factory());
  }

  /// Reads the input to its end, parses on several threads if there is much of it, and returns when
  /// all rows are durable. Rows enter the store in the order of their lines. Never throws because
  /// of what is in the input; whatever happened is in the result. Does not close the input.
  ///
  /// @param progress receives the number of input bytes taken so far, now and then, on the calling
  ///   thread
  public IngestResult ingest(
      InputStream input,
      IngestOptions options,
      LineFormat format,
      IngestCounters counters,
      LongConsumer progress) {
    return run(
        new ChunkReader(input, options.maxLineBytes(), false), options, format, counters, progress);
  }

  /// As [#ingest], for an input that is being written, such as a pipe: lines are handed on as soon
  /// as they come.
  public IngestResult ingestLive(
      InputStream input,
      IngestOptions options,
      LineFormat format,
      IngestCounters counters,
      LongConsumer progress) {
    return run(
        new ChunkReader(input, options.maxLineBytes(), true), options, format, counters, progress);
  }

  /// As [#ingest], but nothing is stored: `rows` receives what would be, in order, on the calling
  /// thread. In the result, what is called stored was parsed.
  public IngestResult preview(
      InputStream input, IngestOptions options, LineFormat format, Consumer<EventBatch> rows) {
    IngestRun.Target target =
        (batch, _) -> {
          rows.accept(batch);
          CompletableFuture<Void> done = new CompletableFuture<>();
          done.complete(null);
          return done;
        };
    ChunkReader reader = new ChunkReader(input, options.maxLineBytes(), false);
    return new IngestRun(
            target, parsers, threads, chunks, options, format, new IngestCounters("preview"))
        .run(reader, bytes -> {});
  }

  private IngestResult run(
      ChunkReader reader,
      IngestOptions options,
      LineFormat format,
      IngestCounters counters,
      LongConsumer progress) {
    return new IngestRun(intake::append, parsers, threads, chunks, options, format, counters)
        .run(reader, progress);
  }

  @Override
  public void close() {
    parsers.shutdown();
  }
}
