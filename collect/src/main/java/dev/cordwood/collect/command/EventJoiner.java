package dev.cordwood.collect.command;

import dev.cordwood.collect.LineSplitter;
import dev.cordwood.collect.format.LineJoiner;
import dev.cordwood.collect.format.MultiLine;
import java.util.Arrays;

/// Joins the lines of one stream to events, such as the lines of a stack trace. Holds the lines of
/// at most one event, of no more bytes than a line may have. Not safe for several threads.
final class EventJoiner implements LineSplitter.Sink {
  /// Receives events: lines joined with LFs, without the last one. The bytes are only good during
  /// the call.
  interface Sink {
    /// @param isRest whether it is the rest of one that had grown too long
    void event(byte[] bytes, int start, int end, boolean isRest);

    /// See [LineSplitter.Sink#longLine].
    void longLine(byte[] bytes, int start, int end, long length);
  }

  private static final int MAX_IDLE_BYTES = 64 << 10;
  private static final byte[] NOTHING = {};

  private final LineJoiner joiner;
  private final Sink sink;
  private byte[] event = NOTHING;
  private int length;
  private boolean isRest;

  EventJoiner(MultiLine lines, int maxLineBytes, Sink sink) {
    joiner = new LineJoiner(lines, maxLineBytes);
    this.sink = sink;
  }

  @Override
  public void line(byte[] bytes, int start, int end) {
    if (joiner.isOpen()) {
      if (joiner.continues(bytes, start, end)) {
        if (length > 0 && event[length - 1] == '\r') {
          length--; // of a line that ends with CR and LF
        }
        keep(bytes, start, end, true);
        return;
      }
      handOver(); // the joiner stays open: it knows whether the next event is the rest of this one
    }
    joiner.begin(bytes, start, end);
    isRest = joiner.isRest();
    if (joiner.mayContinue()) {
      keep(bytes, start, end, false);
      return;
    }
    joiner.reset();
    sink.event(bytes, start, end, isRest);
  }

  @Override
  public void longLine(byte[] bytes, int start, int end, long originalLength) {
    flush();
    sink.longLine(bytes, start, end, originalLength);
  }

  /// Whether an event waits for lines that may go on with it.
  boolean isOpen() {
    return joiner.isOpen();
  }

  /// Nothing goes on with the event that is open, if there is one.
  void flush() {
    if (joiner.isOpen()) {
      handOver();
      joiner.reset();
    }
  }

  private void keep(byte[] bytes, int start, int end, boolean isNext) {
    int needed = length + (isNext ? 1 : 0) + end - start;
    if (needed > event.length) {
      event = Arrays.copyOf(event, Math.max(needed, 2 * event.length));
    }
    if (isNext) {
      event[length++] = '\n';
    }
    System.arraycopy(bytes, start, event, length, end - start);
    length = needed;
  }

  private void handOver() {
    int end = length;
    length = 0;
    sink.event(event, 0, end, isRest);
    if (event.length > MAX_IDLE_BYTES) {
      event = NOTHING;
    }
  }
}
