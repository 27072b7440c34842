package dev.cordwood.collect.net;

import dev.cordwood.collect.BatchMaker;
import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.Limits;
import dev.cordwood.collect.RefusalReason;
import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.IngestOptions;
import org.jspecify.annotations.Nullable;

/// Turns the frames of one protocol into rows of a batch, and counts them. Large, so it is lent to
/// a sender only while that has rows under way, see [RowMakerPool]. Not safe for several threads.
abstract class RowMaker {
  final IngestCounters counters;
  final EventBatchBuilder builder = new EventBatchBuilder();
  private @Nullable Runnable whenFull;

  RowMaker(IngestCounters counters) {
    this.counters = counters;
  }

  /// Called within a frame that has many rows, whenever there are enough for a batch.
  final void whenFull(Runnable handOver) {
    whenFull = handOver;
  }

  /// A row of a frame that may have many was added.
  final void rowAdded() {
    Runnable handOver = whenFull;
    if (handOver != null && isFull()) {
      handOver.run();
    }
  }

  /// The frames that follow are this sender's.
  abstract void begin(Sender sender);

  /// The frames that follow may be another sender's.
  void end(Sender sender) {}

  /// Adds the rows of one frame. Whatever is in it: never throws because of it.
  abstract void frame(byte[] bytes, int start, int end);

  /// As [#frame], for one that was longer than allowed.
  ///
  /// @param end of the part that was kept
  /// @param length of the whole
  abstract void cut(byte[] bytes, int start, int end, long length);

  boolean isFull() {
    return builder.rows() >= Limits.MAX_BATCH_ROWS
        || builder.bytes() >= Limits.MAX_BATCH_BYTES
        || builder.fields() >= Limits.MAX_BATCH_FIELDS;
  }

  EventBatch build() {
    return builder.build();
  }

  /// Counts a line or message and what it took on its way.
  final void count(long bytes) {
    counters.receivedLines.increment();
    counters.receivedBytes.add(bytes);
  }

  /// Counts one of which nothing is stored.
  final void refuse(long bytes, RefusalReason reason, String what) {
    count(bytes);
    counters.refusedLines.increment();
    counters.refuse(reason, what);
  }

  /// When the frame came, for rows without a time.
  static long now() {
    return BatchMaker.now();
  }

  /// Makes makers for one listener.
  @FunctionalInterface
  interface Factory {
    RowMaker make(IngestOptions options, IngestCounters counters);
  }
}
