package dev.cordwood.store;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads a part in the order of day, stream and time, one block at a time. Stands on a row or
/// behind the last.
final class MergeCursor {
  private final LivePart part;
  private final PartReader reader;
  private final long rowBytes;
  private int nextBlock;
  private @Nullable RowOrigin origin;
  private StreamKeys streams = new StreamKeys();
  private long[] times = {};
  private int[] order = {};
  private RowGroups.Group[] groups = {};
  private int group;
  private int at;

  MergeCursor(LivePart part) throws IOException {
    this.part = part;
    this.reader = part.reader();
    this.rowBytes = part.entry().rawBytes() / Math.max(1, part.entry().rows());
    load();
  }

  /// @return null behind the last row
  @Nullable RowOrigin origin() {
    return origin;
  }

  /// Whether the block can be taken as it is stored: the cursor stands at its first row, it is
  /// large, and none of the other's rows belong in between.
  ///
  /// @param other null when there is none
  boolean isWhole(@Nullable MergeCursor other) {
    int block = nextBlock - 1;
    return group == 0
        && at == 0
        && BlockCutter.isLarge(reader.blockRows(block), reader.blockRawBytes(block))
        && (other == null || !endsBehind(other));
  }

  /// The block as it is stored.
  ///
  /// @return null when that is not how it would be stored now
  @Nullable StoredBlock stored() throws IOException {
    try {
      return reader.stored(nextBlock - 1);
    } catch (CorruptionException e) {
      throw new Merge.UnreadableException(part, e);
    }
  }

  int blockRows() {
    return times.length;
  }

  private boolean endsBehind(MergeCursor other) {
    RowGroups.Group last = groups[groups.length - 1];
    int byDay = Integer.compare(last.day(), other.day());
    int byStream =
        byDay != 0 ? byDay : Arrays.compareUnsigned(streams.text(last.stream()), other.stream());
    return byStream > 0 || (byStream == 0 && times[order[last.to() - 1]] > other.time());
  }

  /// Whether all rows of the block are of one stream.
  boolean isOneStream() {
    return groups.length == 1;
  }

  /// Goes to the next block.
  void nextBlock() throws IOException {
    load();
  }

  /// The last stream of the block.
  byte[] lastStream() {
    return streams.text(groups[groups.length - 1].stream());
  }

  int row() {
    return order[at];
  }

  long time() {
    return times[order[at]];
  }

  int day() {
    return groups[group].day();
  }

  byte[] stream() {
    return streams.text(groups[group].stream());
  }

  /// Goes to the next row.
  ///
  /// @return whether that is there and of the same day and stream, without a change of block
  boolean next() throws IOException {
    at++;
    if (at < groups[group].to()) {
      return true;
    }
    group++;
    if (group == groups.length) {
      load();
    }
    return false;
  }

  private void load() throws IOException {
    group = 0;
    at = 0;
    if (nextBlock == reader.blocks()) {
      origin = null;
      return;
    }
    streams = new StreamKeys();
    Block block;
    int[] streamOf;
    try {
      block = reader.block(nextBlock++);
      times = block.times();
      streamOf = streams.ofRows(block.column(StreamKeys.FIELD), block.rows());
    } catch (CorruptionException e) {
      throw new Merge.UnreadableException(part, e);
    }
    RowGroups rows = new RowGroups(times, streamOf, streams);
    order = rows.order();
    groups = rows.groups();
    origin = new RowOrigin.OfBlock(part, block, rowBytes);
  }

  /// Compares the days and streams of two cursors that stand on rows.
  int compareStream(MergeCursor other) {
    int byDay = Integer.compare(day(), other.day());
    return byDay != 0 ? byDay : Arrays.compareUnsigned(stream(), other.stream());
  }

  int compare(MergeCursor other) {
    int byStream = compareStream(other);
    return byStream != 0 ? byStream : Long.compare(time(), other.time());
  }
}
