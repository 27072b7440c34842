package dev.cordwood.server.http;

import io.helidon.common.buffers.DataReader;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The bytes a client sends, with the possibility to notice while a request is being answered that
/// the client has gone.
///
/// The only portable way to see a connection close is to read from it. So a watch reads ahead, on a
/// virtual thread, what belongs to the next request; the connection's own thread, when it comes for
/// more, is handed what the watch has read. At most one of the two reads at any time.
final class WatchedSource implements Supplier<byte @Nullable []> {
  private final DataReader source;
  private final Runnable close;
  private @Nullable FutureTask<byte @Nullable []> ahead;
  private @Nullable Runnable onGone;
  private boolean gone;
  private volatile boolean ending;
  private volatile long since;

  WatchedSource(DataReader source, Runnable close) {
    this.source = source;
    this.close = close;
  }

  /// Nanoseconds the connection has been waiting for the client to send, 0 when it is not: a client
  /// that waits for its answer is not waited for.
  long waitingNanos(long now) {
    long start = since;
    return start == 0 ? 0 : now - start;
  }

  /// Lets the connection end as if the client had closed it, once the current answer is out.
  void endAfterAnswer() {
    ending = true;
  }

  /// Closes the connection.
  void abort() {
    close.run();
  }

  /// Calls `action` once, from another thread, when the client closes the connection, until
  /// [#unwatch]. To be called when the request has been read to its end.
  synchronized void watch(Runnable action) {
    onGone = action;
    if (gone) {
      action.run();
    } else if (ahead == null) {
      FutureTask<byte @Nullable []> task = new FutureTask<>(this::readAhead);
      ahead = task;
      Thread.ofVirtual().name("watch").start(task);
    }
  }

  synchronized void unwatch() {
    onGone = null;
  }

  private byte @Nullable [] readAhead() {
    try {
      byte[] bytes = read();
      if (bytes == null) {
        tellGone();
      }
      return bytes;
    } catch (RuntimeException e) {
      tellGone();
      throw e;
    }
  }

  private synchronized void tellGone() {
    gone = true;
    if (onGone != null) {
      onGone.run();
    }
  }

  @Override
  public byte @Nullable [] get() {
    if (ending) {
      return null;
    }
    since = System.nanoTime() | 1; // never 0
    try {
      return next();
    } finally {
      since = 0;
    }
  }

  private byte @Nullable [] next() {
    FutureTask<byte @Nullable []> task;
    synchronized (this) {
      task = ahead;
      ahead = null;
    }
    if (task == null) {
      return read();
    }
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private byte @Nullable [] read() {
    try {
      if (source.available() == 0) {
        source.pullData();
      }
      return source.readBytes(source.available());
    } catch (DataReader.InsufficientDataAvailableException e) {
      return null;
    }
  }
}
