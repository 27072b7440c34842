package dev.cordwood.query.scan;

import dev.cordwood.query.lang.TimeRange;
import dev.cordwood.query.value.Times;
import dev.cordwood.store.Bitmap;
import dev.cordwood.store.Segment;
import java.io.IOException;
import java.util.BitSet;
import java.util.function.LongPredicate;

/// Filters on `_time`, as stored.
final class TimeFilters {
  private static final int EPOCH_DAY_OF_WEEK = 4; // a Thursday, Sunday being 0

  private TimeFilters() {}

  static BlockFilter range(TimeRange range) {
    return new BlockFilter() {
      @Override
      public void apply(BlockColumns block, Bitmap rows) throws IOException {
        if (range.contains(block.minTime()) && range.contains(block.maxTime())) {
          return;
        }
        if (block.maxTime() < range.minNanos() || block.minTime() > range.maxNanos()) {
          rows.clearAll();
          return;
        }
        keep(rows, block.times(), range::contains);
      }

      @Override
      public void prune(Segment segment, BitSet blocks) {
        for (int b = blocks.nextSetBit(0); b >= 0; b = blocks.nextSetBit(b + 1)) {
          if (segment.blockMaxTime(b) < range.minNanos()
              || segment.blockMinTime(b) > range.maxNanos()) {
            blocks.clear(b);
          }
        }
      }

      @Override
      int cost() {
        return 1;
      }
    };
  }

  static BlockFilter dayRange(long min, long max, long offset) {
    return onEach(time -> {
      long ofDay = Math.floorMod(time + offset, Times.DAY);
      return ofDay >= min && ofDay <= max;
    });
  }

  static BlockFilter weekRange(int first, int last, long offset) {
    return onEach(time -> {
      long day = Math.floorDiv(time + offset, Times.DAY);
      int ofWeek = (int) Math.floorMod(day + EPOCH_DAY_OF_WEEK, 7L);
      return first <= last ? ofWeek >= first && ofWeek <= last : ofWeek >= first || ofWeek <= last;
    });
  }

  private static BlockFilter onEach(LongPredicate matches) {
    return new BlockFilter() {
      @Override
      public void apply(BlockColumns block, Bitmap rows) throws IOException {
        keep(rows, block.times(), matches);
      }

      @Override
      int cost() {
        return 2;
      }
    };
  }

  private static void keep(Bitmap rows, long[] times, LongPredicate matches) {
    long[] words = rows.words();
    for (int w = 0; w < words.length; w++) {
      long keep = 0;
      for (long left = words[w]; left != 0; left &= left - 1) {
        if (matches.test(times[(w << 6) + Long.numberOfTrailingZeros(left)])) {
          keep |= left & -left;
        }
      }
      words[w] = keep;
    }
  }
}
