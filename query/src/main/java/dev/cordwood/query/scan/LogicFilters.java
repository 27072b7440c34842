package dev.cordwood.query.scan;

import dev.cordwood.store.Bitmap;
import dev.cordwood.store.Segment;
import java.io.IOException;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/// AND, OR and NOT.
final class LogicFilters {
  private LogicFilters() {}

  private static BlockFilter[] cheapFirst(List<BlockFilter> filters) {
    return filters.stream()
        .sorted(Comparator.comparingInt(BlockFilter::cost))
        .toArray(BlockFilter[]::new);
  }

  private static int sumOfCosts(BlockFilter[] filters) {
    int cost = 0;
    for (BlockFilter filter : filters) {
      cost += filter.cost();
    }
    return cost;
  }

  static final class And extends BlockFilter {
    private final BlockFilter[] filters;

    And(List<BlockFilter> filters) {
      this.filters = cheapFirst(filters);
    }

    @Override
    public void apply(BlockColumns block, Bitmap rows) throws IOException {
      for (BlockFilter filter : filters) {
        filter.apply(block, rows);
        if (rows.isEmpty()) {
          return;
        }
      }
    }

    @Override
    public void prune(Segment segment, BitSet blocks) throws IOException {
      for (BlockFilter filter : filters) {
        if (blocks.isEmpty()) {
          return;
        }
        filter.prune(segment, blocks);
      }
    }

    @Override
    int cost() {
      return sumOfCosts(filters);
    }
  }

  static final class Or extends BlockFilter {
    private final BlockFilter[] filters;

    Or(List<BlockFilter> filters) {
      this.filters = cheapFirst(filters);
    }

    @Override
    public void apply(BlockColumns block, Bitmap rows) throws IOException {
      Bitmap open = rows.copy();
      rows.clearAll();
      for (BlockFilter filter : filters) {
        Bitmap found = open.copy();
        filter.apply(block, found);
        rows.or(found);
        open.andNot(found);
        if (open.isEmpty()) {
          return;
        }
      }
    }

    @Override
    public void prune(Segment segment, BitSet blocks) throws IOException {
      BitSet open = (BitSet) blocks.clone();
      blocks.clear();
      for (BlockFilter filter : filters) {
        BitSet possible = (BitSet) open.clone();
        filter.prune(segment, possible);
        blocks.or(possible);
        open.andNot(possible);
        if (open.isEmpty()) {
          return;
        }
      }
    }

    @Override
    int cost() {
      return sumOfCosts(filters);
    }
  }

  static final class Not extends BlockFilter {
    private final BlockFilter filter;

    Not(BlockFilter filter) {
      this.filter = filter;
    }

    @Override
    public void apply(BlockColumns block, Bitmap rows) throws IOException {
      Bitmap found = rows.copy();
      filter.apply(block, found);
      rows.andNot(found);
    }

    @Override
    int cost() {
      return filter.cost();
    }
  }
}
