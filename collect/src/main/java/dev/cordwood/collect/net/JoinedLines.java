package dev.cordwood.collect.net;

import dev.cordwood.collect.RefusalReason;
import dev.cordwood.collect.format.LineJoiner;
import java.util.concurrent.TimeUnit;

/// Joins the lines of one sender to events, such as the lines of a stack trace, on their way to the
/// rows. An event that may go on waits for the next line, but not for long.
final class JoinedLines implements Framing.Sink {
  /// How long an event may wait for its next line.
  static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final byte[] LINE_FEED = {'\n'};

  private final LineJoiner joiner;
  private final FrameBuffer event;
  private final int maxBytes;
  private final RowSink rows;
  private boolean isRest;
  private long lastLineNanos;

  /// @param event for the lines of an event that may go on
  JoinedLines(LineJoiner joiner, FrameBuffer event, int maxBytes, RowSink rows) {
    this.joiner = joiner;
    this.event = event;
    this.maxBytes = maxBytes;
    this.rows = rows;
  }

  @Override
  public void frame(byte[] bytes, int start, int end) {
    if (joiner.isOpen()) {
      if (joiner.continues(bytes, start, end)) {
        event.append(LINE_FEED, 0, 1, maxBytes);
        keep(bytes, start, end);
        return;
      }
      handOver();
    }
    joiner.begin(bytes, start, end);
    isRest = joiner.isRest();
    if (joiner.mayContinue()) {
      keep(bytes, start, end);
      return;
    }
    mark();
    rows.frame(bytes, start, end);
    joiner.reset();
  }

  private void keep(byte[] bytes, int start, int end) {
    event.append(bytes, start, end, maxBytes);
    lastLineNanos = System.nanoTime();
  }

  private void mark() {
    if (isRest) {
      ((LineRows) rows.maker()).continued();
    }
  }

  private void handOver() {
    mark();
    DelimitedFraming.hand(event, rows);
  }

  @Override
  public void cut(byte[] bytes, int start, int end, long length) {
    flush();
    rows.cut(bytes, start, end, length);
  }

  @Override
  public void bad(RefusalReason reason, String what) {
    rows.bad(reason, what);
  }

  /// Hands over the event that is open, if there is one.
  void flush() {
    if (joiner.isOpen()) {
      handOver();
      joiner.reset();
    }
  }

  /// When [#tick] has something to do, as [System#nanoTime] counts, or [RowSink#NEVER].
  long due() {
    return joiner.isOpen() ? lastLineNanos + QUIET_NANOS : RowSink.NEVER;
  }

  void tick(long now) {
    if (joiner.isOpen() && now - lastLineNanos >= QUIET_NANOS) {
      flush();
    }
  }
}
