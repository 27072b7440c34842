package dev.cordwood.collect;

import dev.cordwood.collect.IngestResult.Status;
import dev.cordwood.collect.format.LineFormat;
import dev.cordwood.event.EventBatch;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.Timestamps;
import dev.cordwood.store.AppendSequence;
import dev.cordwood.store.StoreFullException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// One input on its way into the store. The calling thread reads pieces, hands them to the parsing
/// threads, and appends what they made in the order of the pieces, so that reading, parsing and
/// storing overlap. An input of one piece is parsed by the calling thread itself.
final class IngestRun {
  /// Where rows go: a store.
  @FunctionalInterface
  interface Target {
    CompletableFuture<Void> append(EventBatch batch, AppendSequence sequence) throws IOException;
  }

  private record Sent(BatchMaker.Made made, CompletableFuture<Void> stored) {}

  private final Target target;
  private final Executor parsers;
  private final int maxAhead;
  private final Semaphore chunks;
  private final IngestOptions options;
  private final LineFormat format;
  private final IngestCounters counters;

  private final AppendSequence sequence = new AppendSequence();
  private final ConcurrentLinkedQueue<BatchMaker> makers = new ConcurrentLinkedQueue<>();
  private final ArrayDeque<CompletableFuture<List<BatchMaker.Made>>> parsing = new ArrayDeque<>();
  private final ArrayDeque<Sent> sent = new ArrayDeque<>();

  private long lastTime = Timestamps.NONE;
  private long lines;
  private long bytes;
  private long stored;
  private long broken;
  private long cut;
  private long empty;
  private @Nullable Throwable failure;

  IngestRun(
      Target target,
      Executor parsers,
      int threads,
      Semaphore chunks,
      IngestOptions options,
      LineFormat format,
      IngestCounters counters) {
    this.target = target;
    this.parsers = parsers;
    this.maxAhead = threads + 1;
    this.chunks = chunks;
    this.options = options;
    this.format = format;
    this.counters = counters;
  }

  IngestResult run(ChunkReader reader, LongConsumer progress) {
    ChunkReader.Chunk chunk = reader.next();
    while (chunk != null && failure == null) {
      ChunkReader.Chunk current = chunk;
      ChunkReader.Chunk following = null;
      boolean onlyOne = false;
      if (parsing.isEmpty()) {
        following = reader.next();
        onlyOne = following == null;
      }
      chunks.acquireUninterruptibly();
      if (onlyOne) {
        parsing.add(CompletableFuture.completedFuture(parseAndRelease(current)));
      } else {
        parsing.add(CompletableFuture.supplyAsync(() -> parseAndRelease(current), parsers));
      }
      while (parsing.size() > maxAhead || (!parsing.isEmpty() && parsing.element().isDone())) {
        appendOldest();
      }
      progress.accept(reader.bytesRead());
      chunk = following != null ? following : onlyOne ? null : reader.next();
    }
    while (!parsing.isEmpty()) {
      appendOldest();
    }
    settle(0);
    progress.accept(reader.bytesRead());
    return result(reader.failure());
  }

  private List<BatchMaker.Made> parseAndRelease(ChunkReader.Chunk chunk) {
    try {
      return parse(chunk);
    } finally {
      chunks.release();
    }
  }

  private List<BatchMaker.Made> parse(ChunkReader.Chunk chunk) {
    BatchMaker found = makers.poll();
    BatchMaker maker = found == null ? new BatchMaker(options, format) : found;
    maker.parser.restart(Timestamps.NONE);
    List<BatchMaker.Made> made = new ArrayList<>();
    if (chunk.lineLength() > 0) {
      maker.longLine(chunk.bytes(), 0, chunk.end(), chunk.lineLength());
    } else {
      LineSplitter splitter =
          new LineSplitter(
              options.maxLineBytes(),
              new LineSplitter.Sink() {
                @Override
                public void line(byte[] line, int start, int end) {
                  maker.line(line, start, end);
                  makeIfFull();
                }

                @Override
                public void longLine(byte[] line, int start, int end, long length) {
                  maker.longLine(line, start, end, length);
                  makeIfFull();
                }

                private void makeIfFull() {
                  if (maker.isFull()) {
                    made.add(maker.make());
                  }
                }
              });
      splitter.feed(chunk.bytes(), 0, chunk.end());
      splitter.finish();
    }
    if (!maker.isEmpty()) {
      made.add(maker.make());
    }
    makers.add(maker);
    return made;
  }

  private void appendOldest() {
    List<BatchMaker.Made> pieces;
    try {
      pieces = parsing.remove().join();
    } catch (RuntimeException e) {
      fail(e.getCause() == null ? e : e.getCause());
      return;
    }
    for (BatchMaker.Made made : pieces) {
      append(made);
    }
  }

  private void append(BatchMaker.Made made) {
    lines += made.lines();
    bytes += made.bytes();
    empty += made.empty();
    made.countReceived(counters);
    if (made.leadingRows() > 0 && lastTime != Timestamps.NONE) {
      Arrays.fill(made.batch().times(), 0, made.leadingRows(), lastTime);
    }
    if (made.lastTime() != Timestamps.NONE) {
      lastTime = made.lastTime();
    }
    if (made.rows() == 0) {
      return;
    }
    if (sequence.isBrokenOff()) {
      counters.refusedLines.add(made.rows());
      return;
    }
    counters.meter().batch(made.batch());
    CompletableFuture<Void> answer;
    try {
      answer = target.append(made.batch(), sequence);
    } catch (IOException | RuntimeException e) {
      sequence.breakOff();
      answer = CompletableFuture.failedFuture(e);
    }
    sent.add(new Sent(made, answer));
    settle(Limits.MAX_BATCHES_IN_FLIGHT);
  }

  private void settle(int allowed) {
    while (!sent.isEmpty() && (sent.size() > allowed || sent.element().stored.isDone())) {
      Sent oldest = sent.remove();
      Throwable refused = Appends.failure(oldest.stored);
      if (refused == null) {
        stored += oldest.made.rows();
        broken += oldest.made.broken();
        cut += oldest.made.cut();
        counters.storedLines.add(oldest.made.rows());
      } else {
        fail(refused);
        counters.refusedLines.add(oldest.made.rows());
      }
    }
  }

  private void fail(Throwable why) {
    sequence.breakOff();
    if (failure == null) {
      failure = why;
    }
  }

  private IngestResult result(@Nullable IOException inputFailure) {
    Status status = Status.STORED;
    String message = "";
    if (failure instanceof StoreFullException) {
      status = Status.STORE_FULL;
      message = "the store takes no more lines: " + failure.getMessage();
    } else if (failure != null) {
      status = Status.FAILED;
      message = "the store failed: " + failure;
    } else if (inputFailure instanceof BodyTooLargeException) {
      status = Status.TOO_LARGE;
      message = String.valueOf(inputFailure.getMessage());
    } else if (inputFailure != null) {
      status = Status.BROKEN_BODY;
      message = "the input could not be read to its end: " + inputFailure.getMessage();
    }
    if (status != Status.STORED) {
      counters.refusedRequests.increment();
      message += "; %d of %d lines read are stored".formatted(stored, lines);
    }
    return new IngestResult(status, lines, bytes, stored, broken, cut, empty, message);
  }
}
