package dev.cordwood.store;

import dev.cordwood.event.EventBatch;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Takes appends from many threads and commits them on one: all that wait are written as one frame
/// of the log and synced once, then become visible, then their callers go on.
///
/// While one sync runs the next group gathers, so groups are as large as the disk is slow. Only
/// when the group before had several appends and fewer are there now does the committer wait for
/// the others, [Limits#MAX_GROUP_DELAY_MICROS] at most; a lone appender never waits.
final class Committer implements Runnable {
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /// An append under way.
  ///
  /// @param batch the rows as they came
  /// @param ordered the same rows as they are kept, see [BatchOrder]
  /// @param ownThread whether a thread waits for the answer: then it may be given right here,
  ///   otherwise what follows from it must not hold up the committer
  private record Append(
      EventBatch batch,
      EventBatch ordered,
      List<SourcePosition> positions,
      byte[] record,
      long bytes,
      CompletableFuture<Void> answer,
      AppendSequence sequence,
      boolean ownThread) {}

  private final StoreOptions options;
  private final Catalog catalog;
  private final Wal wal;
  private final Room room;
  private final Counters counters;
  private final Subscriptions subscriptions;
  private final ExecutorService answers;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition queued = lock.newCondition();
  private final Condition taken = lock.newCondition();
  private final Deque<Append> queue = new ArrayDeque<>();
  private long queuedBytes;
  private boolean closed;
  private int lastGroup;
  private volatile @Nullable IOException refusal;
  private volatile @Nullable IOException broken;

  /// @param answers where futures are completed
  Committer(
      StoreOptions options,
      Catalog catalog,
      Wal wal,
      Room room,
      Counters counters,
      Subscriptions subscriptions,
      ExecutorService answers) {
    this.options = options;
    this.catalog = catalog;
    this.wal = wal;
    this.room = room;
    this.counters = counters;
    this.subscriptions = subscriptions;
    this.answers = answers;
  }

  /// Why the last append was refused; null when it was not.
  @Nullable IOException refusal() {
    IOException fatal = broken;
    return fatal == null ? refusal : fatal;
  }

  /// Queues an append; waits while too much is queued.
  ///
  /// @param ownThread see [Append]
  CompletableFuture<Void> submit(
      EventBatch batch,
      EventBatch ordered,
      List<SourcePosition> positions,
      byte[] record,
      AppendSequence sequence,
      boolean ownThread)
      throws IOException {
    long bytes = record.length + batch.bytes();
    CompletableFuture<Void> answer = new CompletableFuture<>();
    Append append =
        new Append(batch, ordered, positions, record, bytes, answer, sequence, ownThread);
    lock.lock();
    try {
      while (!closed && queuedBytes > 0 && queuedBytes + bytes > Limits.MAX_QUEUED_BYTES) {
        taken.awaitUninterruptibly();
      }
      if (closed) {
        throw new IOException("the store is closed");
      }
      queue.add(append);
      queuedBytes += bytes;
      queued.signal();
    } finally {
      lock.unlock();
    }
    return answer;
  }

  @Override
  public void run() {
    List<Append> group = new ArrayList<>();
    while (gather(group)) {
      if (!group.isEmpty()) {
        try {
          commit(group);
        } catch (RuntimeException | Error e) {
          broken =
              new IOException("the store takes no more rows until it is opened again: " + e, e);
          fail(group, broken);
        }
        group.clear();
      } else if (wal.isDirty()) {
        try {
          sync();
        } catch (IOException e) {
          refusal = e;
        }
      }
    }
  }

  /// Fills the group; leaves it empty when a while passed without an append.
  ///
  /// @return false when the committer is closed and nothing is left to do
  private boolean gather(List<Append> group) {
    lock.lock();
    try {
      long idle = IDLE_NANOS;
      while (queue.isEmpty() && !closed && idle > 0) {
        idle = waitNanos(idle);
      }
      long bytes = take(group, 0);
      long delay = TimeUnit.MICROSECONDS.toNanos(Limits.MAX_GROUP_DELAY_MICROS);
      while (options.sync() == SyncMode.GROUP
          && !group.isEmpty()
          && group.size() < lastGroup
          && bytes < Limits.MAX_GROUP_BYTES
          && !closed
          && delay > 0) {
        delay = waitNanos(delay);
        bytes = take(group, bytes);
      }
      lastGroup = group.size();
      return !closed || !group.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // both callers loop
  private long waitNanos(long nanos) {
    try {
      return queued.awaitNanos(nanos);
    } catch (InterruptedException e) {
      return nanos; // nobody interrupts this thread with a purpose
    }
  }

  private long take(List<Append> group, long bytesBefore) {
    long bytes = bytesBefore;
    while (!queue.isEmpty()) {
      boolean full =
          options.sync() == SyncMode.EVERY
              || bytes + queue.peek().record.length > Limits.MAX_GROUP_BYTES;
      if (full && !group.isEmpty()) {
        break;
      }
      Append append = queue.poll();
      group.add(append);
      bytes += append.record.length;
    }
    return bytes;
  }

  private void commit(List<Append> group) {
    IOException fatal = broken;
    if (fatal != null) {
      fail(group, fatal);
      return;
    }
    group.removeIf(this::isOutOfSequence);
    if (group.isEmpty()) {
      return;
    }
    List<byte[]> records = new ArrayList<>(group.size());
    List<EventBatch> batches = new ArrayList<>(group.size());
    List<EventBatch> ordered = new ArrayList<>(group.size());
    List<SourcePosition> positions = new ArrayList<>();
    long bytes = 0;
    for (Append append : group) {
      records.add(append.record);
      if (append.batch.rows() > 0) {
        batches.add(append.batch);
        ordered.add(append.ordered);
      }
      positions.addAll(append.positions);
      bytes += append.record.length;
    }
    try {
      room.require(bytes);
      wal.append(records);
      if (options.sync() != SyncMode.NONE) {
        sync();
      }
    } catch (IOException e) {
      refusal = e;
      fail(group, e);
      return;
    }
    refusal = null;
    subscriptions.publish(batches, () -> catalog.add(ordered, positions, wal.sequence()));
    count(batches);
    release(group);
    for (Append append : group) {
      answer(append, null);
    }
    freezeIfLarge();
  }

  private void count(List<EventBatch> batches) {
    for (EventBatch batch : batches) {
      counters.appended(batch.rows(), Batches.rawBytes(batch));
    }
  }

  private void sync() throws IOException {
    long start = System.nanoTime();
    wal.sync();
    counters.synced(System.nanoTime() - start);
  }

  private void freezeIfLarge() {
    if (catalog.view().active().contents().footprint() >= options.memoryBytes()
        && catalog.freezeFull(wal.number())) {
      try {
        wal.rotateIfLarge();
      } catch (IOException e) {
        refusal = e; // the log has given up the segment; the next append begins another
      }
    }
  }

  private boolean isOutOfSequence(Append append) {
    boolean is = append.sequence.isBrokenOff();
    if (is) {
      fail(List.of(append), new IOException("rows that come before them were refused"));
    }
    return is;
  }

  private void fail(List<Append> group, IOException reason) {
    release(group);
    for (Append append : group) {
      append.sequence.breakOff();
      answer(append, NoSpace.explain("the rows were not stored", reason));
    }
  }

  private void release(List<Append> group) {
    lock.lock();
    try {
      for (Append append : group) {
        queuedBytes -= append.bytes;
      }
      taken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void answer(Append append, @Nullable IOException failure) {
    Runnable answer =
        () -> {
          if (failure == null) {
            append.answer.complete(null);
          } else {
            append.answer.completeExceptionally(failure);
          }
        };
    if (append.ownThread) {
      answer.run();
    } else {
      answers.execute(answer);
    }
  }

  /// Refuses further appends; the thread ends when those before are answered.
  void close() {
    lock.lock();
    try {
      closed = true;
      queued.signalAll();
      taken.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
