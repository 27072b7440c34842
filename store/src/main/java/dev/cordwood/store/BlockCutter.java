package dev.cordwood.store;

import java.io.IOException;

/// Cuts rows that come sorted by stream and time into blocks: a stream with enough rows gets blocks
/// of its own, smaller ones share blocks; rows within a block are sorted by time.
///
/// What a whole part promises: streams rise from block to block, except that the streams within one
/// shared block are mixed. Merges build on that to read a part as one sorted sequence, and stay
/// correct, only less well ordered, where it does not hold.
@SuppressWarnings("ReferenceEquality") // origins are the same or different, never alike
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
  private final RowOrigin[] origins = new RowOrigin[Limits.MAX_BLOCK_ROWS];
  private final int[] rows = new int[Limits.MAX_BLOCK_ROWS];
  private final long[] times = new long[Limits.MAX_BLOCK_ROWS];
  private final int[] order = new int[Limits.MAX_BLOCK_ROWS];
  private final RowSource[] sources = new RowSource[Limits.MAX_BLOCK_ROWS];
  private final int[] run = new int[Limits.MAX_BLOCK_ROWS];
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

  void add(RowOrigin origin, int row, long time) throws IOException {
    if (count == rows.length || bytes >= FULL_BYTES) {
      if (shared) {
        finish();
      } else {
        move();
      }
    }
    origins[count] = origin;
    rows[count] = row;
    times[count] = time;
    count++;
    bytes += origin.rowBytes();
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
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    if (shared) {
      TimeSort.sort(order, 0, count, times);
    }
    for (int i = 0; i < count; i++) {
      sources[i] = origins[order[i]].source();
      run[i] = rows[order[i]];
    }
    int taken = 0;
    while (taken < count) {
      taken += builder.append(sources, run, taken, count);
      if (taken < count) {
        writeBlock();
      }
    }
    java.util.Arrays.fill(sources, 0, count, null);
    java.util.Arrays.fill(origins, 0, count, null);
    count = 0;
    bytes = 0;
    shared = false;
  }

  private void writeBlock() throws IOException {
    sink.write(builder);
    builder.clear();
  }
}
