package dev.cordwood.store;

import dev.cordwood.event.EventBatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Rows that are in memory only (and in the write-ahead log). Changed by one thread at a time;
/// readers get the immutable list that was there when they asked.
///
/// Small batches are joined as they gather, [#FAN_IN] of one size class into one of the next, so
/// that a row is copied a few times at most and readers never meet more than some dozens of small
/// blocks.
final class MemoryTable {
  /// How many neighbours of a size class are joined.
  static final int FAN_IN = 16;

  /// Blocks of so many bytes are not joined any more.
  private static final long LARGE_BYTES = Limits.MAX_BLOCK_BYTES / 8;

  private volatile Contents contents = new Contents(List.of(), 0, 0);

  /// What is there at one moment.
  ///
  /// @param blocks in order of arrival; the list does not change
  /// @param footprint bytes of memory
  record Contents(List<MemoryBlock> blocks, long rows, long footprint) {}

  Contents contents() {
    return contents;
  }

  boolean isEmpty() {
    return contents.rows == 0;
  }

  void add(EventBatch batch) {
    addAll(List.of(batch));
  }

  /// Adds the batches in one step: a reader sees all of them or none.
  void addAll(List<EventBatch> batches) {
    Contents before = contents;
    List<MemoryBlock> blocks = new ArrayList<>(before.blocks.size() + batches.size());
    blocks.addAll(before.blocks);
    long rows = before.rows;
    for (EventBatch batch : batches) {
      if (batch.rows() > 0) {
        blocks.add(block(batch));
        rows += batch.rows();
        while (joinNewest(blocks)) {
          // until no size class is full
        }
      }
    }
    long footprint = 0;
    for (MemoryBlock block : blocks) {
      footprint += block.footprint();
    }
    contents = new Contents(blocks, rows, footprint);
  }

  /// A small batch that comes with much spare room in its arrays is copied without.
  private static MemoryBlock block(EventBatch batch) {
    long needed = batch.bytes() + 256L * (1 + batch.columns().size());
    boolean wasteful = Batches.footprint(batch) > 2 * needed;
    return new MemoryBlock(wasteful ? Batches.concat(List.of(batch)) : batch);
  }

  /// Joins the blocks at the end of the list if [#FAN_IN] of one size class stand there.
  private static boolean joinNewest(List<MemoryBlock> blocks) {
    if (blocks.size() < FAN_IN) {
      return false;
    }
    int sizeClass = sizeClass(blocks.getLast());
    if (sizeClass == Integer.MAX_VALUE) {
      return false;
    }
    List<MemoryBlock> newest = blocks.subList(blocks.size() - FAN_IN, blocks.size());
    List<EventBatch> batches = new ArrayList<>(FAN_IN);
    long rows = 0;
    Set<String> fields = new HashSet<>();
    for (MemoryBlock block : newest) {
      if (sizeClass(block) > sizeClass) {
        return false;
      }
      batches.add(block.batch());
      rows += block.rows();
      fields.addAll(block.fields());
    }
    if (rows * fields.size() > Limits.MAX_BLOCK_CELLS) {
      return false;
    }
    MemoryBlock joined = new MemoryBlock(BatchOrder.byStream(Batches.concat(batches)));
    newest.clear();
    blocks.add(joined);
    return true;
  }

  /// 0 for tiny, rising; MAX_VALUE for blocks that are large enough to stay as they are.
  private static int sizeClass(MemoryBlock block) {
    if (block.rows() >= Limits.MAX_BLOCK_ROWS / 4 || block.batch().bytes() >= LARGE_BYTES) {
      return Integer.MAX_VALUE;
    }
    int byRows = (31 - Integer.numberOfLeadingZeros(block.rows())) / 4;
    int byBytes = (63 - Long.numberOfLeadingZeros(Math.max(1, block.batch().bytes() >> 10))) / 4;
    return Math.max(byRows, byBytes);
  }
}
