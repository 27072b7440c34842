package dev.cordwood.collect.net;

import dev.cordwood.collect.Limits;
import dev.cordwood.collect.RefusalReason;
import dev.cordwood.event.EventBatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The way of one sender's frames into the store: frames become rows of a batch, batches are handed
/// over when they are full or have waited long enough. Not safe for several threads.
final class RowSink implements Framing.Sink {
  private static final System.Logger LOG = System.getLogger(RowSink.class.getName());

  /// How long rows may wait for more rows to share a batch with.
  static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(80);

  /// Nothing waits.
  static final long NEVER = Long.MAX_VALUE;

  private final RowMakerPool pool;
  private final RowPipe pipe;
  private final PendingBytes pending;
  private Sender sender;
  private @Nullable RowMaker maker;
  private long charged;
  private long firstRowNanos;

  RowSink(RowMakerPool pool, RowPipe pipe, PendingBytes pending, Sender sender) {
    this.pool = pool;
    this.pipe = pipe;
    this.pending = pending;
    this.sender = sender;
  }

  Sender sender() {
    return sender;
  }

  /// The frames that follow are another sender's, whose rows may share a batch with those before.
  void sender(Sender next) {
    RowMaker current = maker;
    if (current != null) {
      current.end(sender);
      current.begin(next);
    }
    sender = next;
  }

  @Override
  public void frame(byte[] bytes, int start, int end) {
    RowMaker current = maker();
    try {
      current.frame(bytes, start, end);
    } catch (RuntimeException e) { // a mistake of ours must not cost more than this frame
      current.builder.dropRow();
      current.refuse(end - start, RefusalReason.BAD_FRAME, "a frame could not be decoded: " + e);
      LOG.log(System.Logger.Level.ERROR, "a frame could not be decoded", e);
    }
    charge(current);
  }

  @Override
  public void cut(byte[] bytes, int start, int end, long length) {
    RowMaker current = maker();
    current.cut(bytes, start, end, length);
    charge(current);
  }

  @Override
  public void bad(RefusalReason reason, String what) {
    maker().counters.refuse(reason, what);
  }

  /// What makes the rows, lent until the next flush. Call [#charge] after use.
  RowMaker maker() {
    RowMaker current = maker;
    if (current == null) {
      current = pool.take(sender);
      maker = current;
      RowMaker lent = current;
      current.whenFull(() -> handOver(lent));
      firstRowNanos = System.nanoTime();
    }
    return current;
  }

  void charge(RowMaker current) {
    long bytes = current.builder.bytes();
    pending.add(bytes - charged);
    charged = bytes;
    if (current.isFull()) {
      flush();
    }
  }

  /// In the middle of a frame: the maker stays.
  private void handOver(RowMaker current) {
    pending.add(current.builder.bytes() - charged);
    charged = 0;
    pipe.send(current.build());
  }

  /// When [#tick] has something to do, as [System#nanoTime] counts, or [#NEVER].
  long due() {
    if (maker != null) {
      return firstRowNanos + FLUSH_NANOS;
    }
    return pipe.isWaiting() ? System.nanoTime() + FLUSH_NANOS : NEVER;
  }

  /// Hands over what has waited long enough, and takes the store's answers.
  void tick(long now) {
    if (maker != null && now - firstRowNanos >= FLUSH_NANOS) {
      flush();
    } else {
      pipe.settle(Limits.MAX_BATCHES_IN_FLIGHT);
    }
  }

  /// Hands over what there is.
  void flush() {
    RowMaker current = maker;
    if (current == null) {
      return;
    }
    maker = null;
    charged = 0;
    boolean any = current.builder.rows() > 0;
    EventBatch batch = any ? current.build() : null;
    pool.give(current, sender);
    if (batch != null) {
      pipe.send(batch);
    }
  }

  /// Hands over what there is and returns when the store has answered for everything.
  ///
  /// @return whether all rows since the last call are durable
  boolean commit() {
    flush();
    return pipe.commit();
  }
}
