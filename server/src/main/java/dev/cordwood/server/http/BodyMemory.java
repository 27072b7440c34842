package dev.cordwood.server.http;

import dev.cordwood.collect.wire.WireLimits;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// What bodies that are decoded as a whole may take of the heap together. Beyond it requests wait a
/// while, then they are told to come again. Safe for several threads.
final class BodyMemory {
  private static final int RETRY_SECONDS = 5;

  private final int totalKib;
  private final Duration wait;
  private final Semaphore kib;

  BodyMemory() {
    this(
        Math.max(WireLimits.MAX_BODY_BYTES, Runtime.getRuntime().maxMemory() / 6),
        Limits.BODY_MEMORY_WAIT);
  }

  /// @param bytes of all bodies together
  BodyMemory(long bytes, Duration wait) {
    totalKib = (int) Math.min(Integer.MAX_VALUE, bytes / 1024);
    this.wait = wait;
    kib = new Semaphore(totalKib);
  }

  /// The share of one request.
  final class Lease implements AutoCloseable {
    private int held;

    /// @param bytes that the request holds from here on
    /// @throws HttpFailure 429 when there is no room
    void grow(long bytes) {
      int wanted = (int) Math.min(totalKib, (bytes + 1023) / 1024);
      if (wanted <= held) {
        return;
      }
      try {
        if (kib.tryAcquire(wanted - held, wait.toMillis(), TimeUnit.MILLISECONDS)) {
          held = wanted;
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw HttpFailure.retryLater(
          429, "too many large bodies at once: send it again a moment later", RETRY_SECONDS);
    }

    @Override
    public void close() {
      kib.release(held);
      held = 0;
    }
  }

  Lease lease() {
    return new Lease();
  }
}
