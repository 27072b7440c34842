package dev.cordwood.collect;

import dev.cordwood.collect.format.LineFormat;
import dev.cordwood.collect.format.ParseOptions;
import dev.cordwood.event.IngestOptions;
import java.util.ArrayDeque;

/// Lends batch makers to senders while they have lines under way, so that a thousand idle
/// connections cost no thousand parsers. Safe for several threads.
public final class BatchMakerPool {
  private static final int MAX_IDLE = 16;

  private final IngestOptions options;
  private final ParseOptions parse;
  private final ArrayDeque<BatchMaker> idle = new ArrayDeque<>();

  public BatchMakerPool(IngestOptions options, LineFormat format) {
    this(options, ParseOptions.of(format));
  }

  public BatchMakerPool(IngestOptions options, ParseOptions parse) {
    this.options = options;
    this.parse = parse;
  }

  public IngestOptions options() {
    return options;
  }

  public BatchMaker take() {
    synchronized (idle) {
      BatchMaker maker = idle.poll();
      if (maker != null) {
        return maker;
      }
    }
    return new BatchMaker(options, parse);
  }

  public void give(BatchMaker maker) {
    synchronized (idle) {
      if (idle.size() < MAX_IDLE) {
        idle.push(maker);
      }
    }
  }
}
