package dev.cordwood.collect;

import dev.cordwood.event.Lines;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads a stream in pieces that end where lines end, for parsing on several threads. Starts with
/// small pieces, so that a small body costs little.
public final class ChunkReader {
  /// Whole lines; or, if `lineLength` is not 0, the start of a single line that has this length.
  public record Chunk(byte[] bytes, int end, long lineLength) {}

  private static final int FIRST_BYTES = 64 << 10;

  private final InputStream input;
  private final int maxLineBytes;
  private final boolean live;
  private byte[] rest = {};
  private int restStart;
  private int restEnd;
  private int wanted = FIRST_BYTES;
  private boolean ended;
  private @Nullable IOException failure;
  private long bytesRead;

  /// @param live whether to hand out lines as they come instead of waiting for a full piece
  public ChunkReader(InputStream input, int maxLineBytes, boolean live) {
    this.input = input;
    this.maxLineBytes = maxLineBytes;
    this.live = live;
  }

  /// @return null at the end of the input, or when it failed
  @Nullable Chunk next() {
    if (ended && restStart == restEnd) {
      return null;
    }
    byte[] bytes = new byte[Math.max(wanted, restEnd - restStart + 1024)];
    int end = restEnd - restStart;
    System.arraycopy(rest, restStart, bytes, 0, end);
    restStart = 0;
    restEnd = 0;
    int searched = 0;
    while (true) {
      end = fill(bytes, end);
      int feed = Lines.lastIndexOfLineFeed(bytes, searched, end);
      if (ended) {
        return last(bytes, end, feed);
      }
      if (feed >= 0) {
        wanted = Math.min(Limits.CHUNK_BYTES, wanted * 4);
        rest = bytes;
        restStart = feed + 1;
        restEnd = end;
        return new Chunk(bytes, feed + 1, 0);
      }
      if (end > maxLineBytes) {
        return longLine(bytes, end);
      }
      searched = end;
      bytes = Arrays.copyOf(bytes, Math.min(bytes.length * 4, maxLineBytes + 1024));
    }
  }

  private @Nullable Chunk last(byte[] bytes, int end, int feed) {
    int usable = failure == null ? end : feed + 1; // half a line of a broken input is no line
    return usable <= 0 ? null : new Chunk(bytes, usable, 0);
  }

  /// Skips to the end of a line that is too long already.
  private @Nullable Chunk longLine(byte[] start, int end) {
    long length = end;
    byte[] buffer = new byte[FIRST_BYTES];
    while (!ended) {
      int filled = fill(buffer, 0);
      int feed = Lines.indexOfLineFeed(buffer, 0, filled);
      if (feed >= 0) {
        length += feed;
        rest = buffer;
        restStart = feed + 1;
        restEnd = filled;
        break;
      }
      length += filled;
    }
    return failure == null ? new Chunk(start, maxLineBytes, length) : null;
  }

  private int fill(byte[] bytes, int from) {
    int end = from;
    try {
      while (end < bytes.length) {
        int count = input.read(bytes, end, bytes.length - end);
        if (count < 0) {
          ended = true;
          break;
        }
        end += count;
        bytesRead += count;
        if (live
            && input.available() == 0
            && Lines.lastIndexOfLineFeed(bytes, end - count, end) >= 0) {
          break;
        }
      }
    } catch (IOException e) {
      failure = e;
      ended = true;
    }
    return end;
  }

  /// Why the input ended early, or null.
  @Nullable IOException failure() {
    return failure;
  }

  public long bytesRead() {
    return bytesRead;
  }
}
