package dev.cordwood.collect;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/// What came in through one kind of input since the start. Safe for several threads. Every line
/// received ends in exactly one of stored, empty or refused.
public final class IngestCounters {
  private final String input;
  public final LongAdder receivedLines = new LongAdder();
  public final LongAdder receivedBytes = new LongAdder();
  public final LongAdder storedLines = new LongAdder();
  public final LongAdder brokenLines = new LongAdder();
  public final LongAdder cutLines = new LongAdder();
  public final LongAdder emptyLines = new LongAdder();
  public final LongAdder refusedLines = new LongAdder();
  public final LongAdder refusedRequests = new LongAdder();
  public final LongAdder openConnections = new LongAdder();
  public final LongAdder refusedConnections = new LongAdder();
  private final AtomicLongArray refusals = new AtomicLongArray(RefusalReason.values().length);
  private final SourceMeter meter = new SourceMeter();

  /// @param input the kind of input, for a label of a metric: `http`, `tcp`, `file`, `demo`, `cli`
  public IngestCounters(String input) {
    this.input = input;
  }

  public String input() {
    return input;
  }

  /// What people want to know of this input beside the counts.
  public SourceMeter meter() {
    return meter;
  }

  /// Counts something that was refused or cut, beside the counts of lines, requests and
  /// connections.
  public void refuse(RefusalReason reason, long count) {
    refusals.addAndGet(reason.ordinal(), count);
  }

  /// As above, for one, and keeps what happened as the last error.
  ///
  /// @param what for people
  public void refuse(RefusalReason reason, String what) {
    refuse(reason, 1);
    meter.error(what);
  }

  /// What was refused so far; only reasons that occurred.
  public Map<RefusalReason, Long> refusals() {
    Map<RefusalReason, Long> counts = new EnumMap<>(RefusalReason.class);
    for (RefusalReason reason : RefusalReason.values()) {
      long count = refusals.get(reason.ordinal());
      if (count > 0) {
        counts.put(reason, count);
      }
    }
    return counts;
  }

  /// How this input is doing.
  ///
  /// @param name see [SourceStatus]
  public SourceStatus status(String name, String kind, String address) {
    return meter.status(name, kind, address, this);
  }

  public Snapshot snapshot() {
    return new Snapshot(
        receivedLines.sum(),
        receivedBytes.sum(),
        storedLines.sum(),
        brokenLines.sum(),
        cutLines.sum(),
        emptyLines.sum(),
        refusedLines.sum(),
        refusedRequests.sum(),
        openConnections.sum(),
        refusedConnections.sum());
  }

  /// @param receivedBytes with line ends, after decompression
  /// @param storedLines acknowledged by the store
  /// @param brokenLines stored as text with `_error` because they are no JSON objects
  /// @param cutLines stored cut because they were too long
  /// @param emptyLines nothing to store
  /// @param refusedLines not stored because the store was full or failed, and the sender was told
  /// @param refusedRequests bodies that were too large or broken
  /// @param openConnections right now
  /// @param refusedConnections beyond the limit
  public record Snapshot(
      long receivedLines,
      long receivedBytes,
      long storedLines,
      long brokenLines,
      long cutLines,
      long emptyLines,
      long refusedLines,
      long refusedRequests,
      long openConnections,
      long refusedConnections) {}
}
