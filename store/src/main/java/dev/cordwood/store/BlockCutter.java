package dev.cordwood.store;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Cuts rows that come sorted by stream and time into blocks: a stream with enough rows gets blocks
/// of its own, smaller ones share blocks; rows within a block are sorted by time.
///
/// What a whole part promises: streams rise from block to block, except that the streams within one
/// shared block are mixed. Merges build on that to read a part as one sorted sequence, and stay
/// correct, only less well ordered, where it does not hold.
final class BlockCutter {
  /// From so many rows on a block belongs to its stream alone.
  private static final int ENOUGH_ROWS = Limits.MAX_BLOCK_ROWS / 4;

  private static final long ENOUGH_BYTES = Limits.MAX_BLOCK_BYTES / 4;

  /// Rows are counted by the average of their source; the rest is for those above it.
  private static final long FULL_BYTES = Limits.MAX_BLOCK_BYTES / 4 * 3L;

  /// Takes finished blocks.
  interface Sink {
    void write(BlockBuilder builder) throws IOException;
  }

  private final Sink sink;
  private final BlockBuilder builder;
  private final @Nullable RowOrigin[] origins = new RowOrigin[Limits.MAX_BLOCK_ROWS];
  private final int[] starts = new int[Limits.MAX_BLOCK_ROWS];
  private final int[] ends = new int[Limits.MAX_BLOCK_ROWS];
  private final RowRuns runs = new RowRuns();

  /// Runs of rows that were added and not moved yet.
  private int size;

  /// Their rows.
  private int count;

  private long bytes;
  private boolean shared;

  BlockCutter(BlockBuilder builder, Sink sink) {
    this.builder = builder;
    this.sink = sink;
  }

  /// The rows that follow belong to another stream than those before.
  void nextStream() throws IOException {
    if (!builder.isEmpty() || count >= ENOUGH_ROWS || bytes >= ENOUGH_BYTES) {
      finish();
    } else {
      shared |= count > 0;
    }
  }

  /// Rows `[from, to)` of the origin.
  void add(RowOrigin origin, int from, int to) throws IOException {
    int at = from;
    while (at < to) {
      if (count == Limits.MAX_BLOCK_ROWS || bytes >= FULL_BYTES) {
        if (shared) {
          finish();
        } else {
          move();
        }
      }
      long fitting = 1 + (FULL_BYTES - bytes) / Math.max(1, origin.rowBytes());
      int length = (int) Math.min(Math.min(to - at, Limits.MAX_BLOCK_ROWS - count), fitting);
      origins[size] = origin;
      starts[size] = at;
      ends[size++] = at + length;
      count += length;
      bytes += origin.rowBytes() * length;
      at += length;
    }
  }

  /// Rows that are not in a block yet.
  int rows() {
    return builder.rows() + count;
  }

  /// Whether there are rows, and too few for a block that stays as it is, see [#isLarge].
  boolean isWaiting() {
    int waiting = rows();
    return waiting > 0 && !isLarge(waiting, builder.bytes() + bytes);
  }

  /// Whether a block is worth keeping as it is.
  static boolean isLarge(int rows, long rawBytes) {
    return rows >= Limits.MAX_BLOCK_ROWS / 2 || rawBytes >= Limits.MAX_BLOCK_BYTES / 2;
  }

  /// Writes what was added as the last block.
  void finish() throws IOException {
    move();
    if (!builder.isEmpty()) {
      writeBlock();
    }
  }

  /// Moves all rows into the builder, and blocks that are full to the sink.
  private void move() throws IOException {
    for (int i = 0; i < size; i++) {
      runs.add(Objects.requireNonNull(origins[i]).source(), starts[i], ends[i]);
    }
    while (!runs.isEmpty()) {
      builder.append(runs);
      if (!runs.isEmpty()) {
        writeBlock();
      }
    }
    Arrays.fill(origins, 0, size, null);
    size = 0;
    count = 0;
    bytes = 0;
    shared = false;
  }

  private void writeBlock() throws IOException {
    builder.sortByTime(); // a shared block has one stream behind the other
    sink.write(builder);
    builder.clear();
  }
}
