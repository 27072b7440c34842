package dev.cordwood.store;

import dev.cordwood.event.EventColumn;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The rows of a memory table at one moment.
final class OpenSegment implements Segment {
  private final List<MemoryBlock> blocks;
  private final long rows;
  private final long minTime;
  private final long maxTime;

  OpenSegment(List<MemoryBlock> blocks) {
    this.blocks = blocks;
    long count = 0;
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (MemoryBlock block : blocks) {
      count += block.rows();
      min = Math.min(min, block.minTime());
      max = Math.max(max, block.maxTime());
    }
    this.rows = count;
    this.minTime = min;
    this.maxTime = max;
  }

  @Override
  public String name() {
    return "open";
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public long minTime() {
    return minTime;
  }

  @Override
  public long maxTime() {
    return maxTime;
  }

  @Override
  public int blocks() {
    return blocks.size();
  }

  @Override
  public int blockRows(int block) {
    return blocks.get(block).rows();
  }

  @Override
  public long blockMinTime(int block) {
    return blocks.get(block).minTime();
  }

  @Override
  public long blockMaxTime(int block) {
    return blocks.get(block).maxTime();
  }

  @Override
  public void prune(String field, long[] tokenHashes, BitSet selected) {
    keepBlocksWith(field, selected);
  }

  @Override
  public void pruneRange(String field, double min, double max, BitSet selected) {
    keepBlocksWith(field, selected);
  }

  @Override
  public Collection<String> fields() {
    Set<String> names = new LinkedHashSet<>();
    for (MemoryBlock block : blocks) {
      for (EventColumn column : block.batch().columns()) {
        names.add(column.name());
      }
    }
    return names;
  }

  @Override
  public Block block(int block) {
    return blocks.get(block);
  }

  private void keepBlocksWith(String field, BitSet selected) {
    for (int i = selected.nextSetBit(0); i >= 0; i = selected.nextSetBit(i + 1)) {
      if (blocks.get(i).batch().column(field) == null) {
        selected.clear(i);
      }
    }
  }
}
