package dev.cordwood.collect;

import dev.cordwood.event.Lines;
import java.util.Arrays;

/// Cuts a stream of bytes, in pieces of any size, into lines. Never holds more than one line, and
/// of that no more than the limit: of a longer one only the start is kept, the rest is counted.
public final class LineSplitter {
  /// Receives lines without their LF. The bytes are only good during the call.
  public interface Sink {
    void line(byte[] bytes, int start, int end);

    /// A line of which `[start, end)` is the start and `length` the whole.
    void longLine(byte[] bytes, int start, int end, long length);
  }

  private static final int MAX_IDLE_CARRY = 64 << 10;
  private static final byte[] NOTHING = {};

  private final int maxLineBytes;
  private final Sink sink;
  private byte[] carry = NOTHING;
  private int carried;
  private long lineLength;

  public LineSplitter(int maxLineBytes, Sink sink) {
    this.maxLineBytes = maxLineBytes;
    this.sink = sink;
  }

  public void feed(byte[] bytes, int start, int end) {
    int at = start;
    if (lineLength > 0) {
      int feed = Lines.indexOfLineFeed(bytes, at, end);
      keep(bytes, at, feed < 0 ? end : feed);
      if (feed < 0) {
        return;
      }
      finish();
      at = feed + 1;
    }
    while (at < end) {
      int feed = Lines.indexOfLineFeed(bytes, at, end);
      if (feed < 0) {
        keep(bytes, at, end);
        return;
      }
      int length = feed - at;
      if (length <= maxLineBytes) {
        sink.line(bytes, at, feed);
      } else {
        sink.longLine(bytes, at, at + maxLineBytes, length);
      }
      at = feed + 1;
    }
  }

  /// The end of the input: what came after the last LF is a line too.
  public void finish() {
    if (lineLength == 0) {
      return;
    }
    int length = carried;
    byte[] line = carry;
    long whole = lineLength;
    carried = 0;
    lineLength = 0;
    if (carry.length > MAX_IDLE_CARRY) {
      carry = NOTHING;
    }
    if (whole <= maxLineBytes) {
      sink.line(line, 0, length);
    } else {
      sink.longLine(line, 0, length, whole);
    }
  }

  /// Bytes since the last LF.
  public long unfinishedBytes() {
    return lineLength;
  }

  private void keep(byte[] bytes, int start, int end) {
    int length = Math.min(end - start, maxLineBytes - carried);
    lineLength += end - start;
    if (length <= 0) {
      return;
    }
    if (carried + length > carry.length) {
      int wider = Math.max(carried + length, Math.min(carry.length * 2, maxLineBytes));
      carry = Arrays.copyOf(carry, wider);
    }
    System.arraycopy(bytes, start, carry, carried, length);
    carried += length;
  }
}
