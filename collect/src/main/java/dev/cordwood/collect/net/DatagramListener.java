package dev.cordwood.collect.net;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.RefusalReason;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Datagrams of one listener, received by a thread of their own. Senders cannot be held back: what
/// the store does not take is dropped and counted, and so is what the kernel drops meanwhile.
final class DatagramListener implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(DatagramListener.class.getName());
  private static final long MAX_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long DROPS_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);
  private static final int BUFFER_BYTES = 64 << 10;

  /// After the last datagram, what is still in the kernel's buffer is taken for so long.
  private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final String name;
  private final DatagramSource source;
  private final IngestCounters counters;
  private final DatagramSession session;
  private final Thread thread;
  private volatile boolean stopping;
  private long droppedBefore;
  private long dropsReadNanos;

  DatagramListener(
      String name, DatagramSource source, IngestCounters counters, DatagramSession session) {
    this.name = name;
    this.source = source;
    this.counters = counters;
    this.session = session;
    thread = Thread.ofPlatform().name("cordwood-" + name).daemon().unstarted(this::run);
  }

  void start() {
    droppedBefore = source.dropped();
    dropsReadNanos = System.nanoTime();
    thread.start();
  }

  private void run() {
    try (source) {
      byte[] buffer = new byte[BUFFER_BYTES];
      long drained = Long.MAX_VALUE;
      while (true) {
        long now = System.nanoTime();
        if (stopping && drained == Long.MAX_VALUE) {
          drained = now + DRAIN_NANOS;
        }
        int length = receive(buffer, now);
        if (length >= 0) {
          answer(session.datagram(buffer, length, source.remoteIp()));
        } else if (stopping) {
          break;
        }
        now = System.nanoTime();
        if (session.due() <= now) {
          session.tick(now);
        }
        if (now - dropsReadNanos >= DROPS_NANOS) {
          countDrops(now);
        }
        if (now >= drained) {
          break;
        }
      }
      countDrops(System.nanoTime());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "cannot close listener '%s'".formatted(name), e);
    } finally {
      session.finish();
    }
  }

  private int receive(byte[] buffer, long now) {
    long due = session.due();
    long wait = due == RowSink.NEVER ? MAX_WAIT_NANOS : Math.clamp(due - now, 0, MAX_WAIT_NANOS);
    try {
      return source.receive(buffer, Duration.ofNanos(stopping ? 0 : wait));
    } catch (IOException e) {
      counters.meter().error("cannot receive: " + e.getMessage());
      LOG.log(
          System.Logger.Level.ERROR,
          "listener '%s' cannot receive: %s".formatted(name, e.getMessage()));
      LockSupport.parkNanos(MAX_WAIT_NANOS);
      return DatagramSource.NONE;
    }
  }

  private void answer(byte[] answer) {
    if (answer.length > 0) {
      try {
        source.reply(answer);
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "cannot answer a datagram: " + e.getMessage());
      }
    }
  }

  private void countDrops(long now) {
    dropsReadNanos = now;
    long dropped = source.dropped();
    if (dropped > droppedBefore) {
      counters.refuse(RefusalReason.KERNEL_DROPPED, dropped - droppedBefore);
      counters
          .meter()
          .error(
              "the kernel has dropped %d datagrams that came faster than they were received; "
                      .formatted(dropped - droppedBefore)
                  + "a larger net.core.rmem_max helps");
    }
    droppedBefore = Math.max(droppedBefore, dropped);
  }

  boolean isStopping() {
    return stopping;
  }

  /// Takes what the kernel has received, stores it, and ends.
  @Override
  public void close() {
    stopping = true;
    try {
      thread.join(CLOSE_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
