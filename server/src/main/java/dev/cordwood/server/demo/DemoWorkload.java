package dev.cordwood.server.demo;

import dev.cordwood.collect.BatchMaker;
import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.format.LineFormat;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.store.SourcePosition;
import dev.cordwood.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Generated traffic of a small company, for `serve --demo`: see [DemoTraffic]. How far it has been
/// made is kept in the store with its rows, so that a restart goes on where the last run stopped:
/// the gap is filled, at most a day of it, and nothing is made twice.
public final class DemoWorkload implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(DemoWorkload.class.getName());

  private static final String SOURCE = "demo";
  private static final long HISTORY_NANOS = Duration.ofHours(24).toNanos();
  private static final long TICK_MILLIS = 200;

  private final Store store;
  private final IngestCounters counters;
  private final DemoTraffic traffic;
  private final BatchMaker batch = new BatchMaker(IngestOptions.DEFAULTS, LineFormat.JSON);
  private final Thread thread;
  private final CountDownLatch stop = new CountDownLatch(1);

  /// Everything before this time has been made.
  private long made;

  private long cachedMinute = Long.MIN_VALUE;
  private List<DemoLine> cachedLines = List.of();

  /// @param now the end of the history that is made first
  DemoWorkload(Store store, IngestCounters counters, long seed, long now) {
    this.store = store;
    this.counters = counters;
    traffic = new DemoTraffic(seed);
    made = Math.max(now - HISTORY_NANOS, before(store.positions().getOrDefault(SOURCE, "")));
    thread = Thread.ofPlatform().name("cordwood-demo").daemon().unstarted(this::run);
  }

  private static long before(String state) {
    try {
      return state.isEmpty() ? Long.MIN_VALUE : Long.parseLong(state);
    } catch (NumberFormatException e) {
      return Long.MIN_VALUE;
    }
  }

  /// Stores the last 24 hours, or what is missing of them, in the background, then goes on live.
  public static DemoWorkload start(Store store, IngestCounters counters, long seed) {
    DemoWorkload demo = new DemoWorkload(store, counters, seed, BatchMaker.now());
    demo.thread.start();
    return demo;
  }

  private void run() {
    try {
      do {
        try {
          makeUntil(BatchMaker.now());
        } catch (IOException e) {
          LOG.log(
              System.Logger.Level.WARNING, "the demo cannot store its lines: " + e.getMessage());
        }
      } while (!stop.await(TICK_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Makes and stores all lines from where it stopped to just before `now`.
  void makeUntil(long now) throws IOException {
    long to = made;
    while (to < now && stop.getCount() > 0) {
      long minute = Math.floorDiv(to, DemoTraffic.MINUTE_NANOS);
      long end = Math.min(now, (minute + 1) * DemoTraffic.MINUTE_NANOS);
      for (DemoLine line : lines(minute)) {
        if (line.time() >= to && line.time() < end) {
          byte[] bytes = line.json().getBytes(StandardCharsets.UTF_8);
          batch.line(bytes, 0, bytes.length);
        }
      }
      to = end;
      if (batch.isFull() || to == now) {
        store(to);
      }
    }
  }

  private List<DemoLine> lines(long minute) {
    if (minute != cachedMinute) {
      cachedLines = traffic.minute(minute);
      cachedMinute = minute;
    }
    return cachedLines;
  }

  private void store(long to) throws IOException {
    BatchMaker.Made rows = batch.make();
    if (rows.rows() > 0) {
      store.append(rows.batch(), List.of(new SourcePosition(SOURCE, Long.toString(to))));
      rows.countReceived(counters);
      counters.storedLines.add(rows.rows());
    }
    made = to;
  }

  @Override
  public void close() {
    stop.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
