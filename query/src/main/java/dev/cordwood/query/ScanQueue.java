package dev.cordwood.query;

import dev.cordwood.query.lang.TimeRange;
import dev.cordwood.query.scan.BlockFilter;
import dev.cordwood.store.Segment;
import java.io.IOException;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// The blocks that are still to be scanned, the most wanted by time first. A segment stands in the
/// queue as a whole until it is its turn; only then is it pruned, so that a query that ends early
/// never touches the token filters of old parts.
final class ScanQueue {
  private final TimeOrder order;
  private final ScanCounters counters;
  private final PriorityQueue<Item> items =
      new PriorityQueue<>(Comparator.comparingLong(Item::rank).reversed());

  /// @param block -1 for the whole segment
  record Item(Segment segment, int block, long rank) {}

  ScanQueue(List<Segment> segments, TimeRange range, TimeOrder order, ScanCounters counters) {
    this.order = order;
    this.counters = counters;
    for (Segment segment : segments) {
      if (segment.rows() > 0
          && segment.maxTime() >= range.minNanos()
          && segment.minTime() <= range.maxNanos()) {
        counters.planned(segment.blocks(), segment.rows());
        items.add(new Item(segment, -1, order.bestRank(segment.minTime(), segment.maxTime())));
      }
    }
  }

  /// The next block, or null when there is none that can have a row above `threshold`. Prunes
  /// segments with the caller's filter on the way.
  @Nullable Item next(BlockFilter filter, long threshold) {
    while (true) {
      Item item;
      synchronized (items) {
        item = items.poll();
        if (item == null) {
          return null;
        }
        if (threshold != Long.MIN_VALUE && item.rank <= threshold) {
          items.clear();
          return null;
        }
      }
      if (item.block >= 0) {
        return item;
      }
      open(item.segment, filter);
    }
  }

  private void open(Segment segment, BlockFilter filter) {
    BitSet blocks = new BitSet(segment.blocks());
    blocks.set(0, segment.blocks());
    try {
      filter.prune(segment, blocks);
    } catch (IOException e) {
      counters.problem(segment.name() + ": " + e.getMessage());
      blocks.set(0, segment.blocks()); // what cannot be pruned is read
    }
    counters.skipped(segment.blocks() - blocks.cardinality());
    synchronized (items) {
      for (int b = blocks.nextSetBit(0); b >= 0; b = blocks.nextSetBit(b + 1)) {
        long rank = order.bestRank(segment.blockMinTime(b), segment.blockMaxTime(b));
        items.add(new Item(segment, b, rank));
      }
    }
  }
}
