package dev.cordwood.collect.net;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.event.IngestOptions;
import java.util.ArrayDeque;

/// Lends row makers to senders while they have rows under way, so that thousands of idle
/// connections cost no thousands of parsers. Safe for several threads.
final class RowMakerPool {
  private static final int MAX_IDLE = 16;

  private final RowMaker.Factory factory;
  private final IngestOptions options;
  private final IngestCounters counters;
  private final ArrayDeque<RowMaker> idle = new ArrayDeque<>();

  RowMakerPool(RowMaker.Factory factory, IngestOptions options, IngestCounters counters) {
    this.factory = factory;
    this.options = options;
    this.counters = counters;
  }

  RowMaker take(Sender sender) {
    RowMaker maker;
    synchronized (idle) {
      maker = idle.poll();
    }
    if (maker == null) {
      maker = factory.make(options, counters);
    }
    maker.begin(sender);
    return maker;
  }

  void give(RowMaker maker, Sender sender) {
    maker.end(sender);
    synchronized (idle) {
      if (idle.size() < MAX_IDLE) {
        idle.push(maker);
      }
    }
  }
}
