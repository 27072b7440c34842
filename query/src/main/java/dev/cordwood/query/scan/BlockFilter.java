package dev.cordwood.query.scan;

import dev.cordwood.store.Bitmap;
import dev.cordwood.store.Segment;
import java.io.IOException;
import java.util.BitSet;

/// A filter over whole blocks. Holds scratch space: each worker has its own.
public abstract class BlockFilter {
  /// Clears the rows that do not match. Only looks at rows that are set.
  public abstract void apply(BlockColumns block, Bitmap rows) throws IOException;

  /// Clears the blocks in which no row can match, as far as zone maps and token filters tell.
  public void prune(Segment segment, BitSet blocks) throws IOException {}

  /// A rough cost a row, to run cheap filters first.
  abstract int cost();

  /// Every row.
  static final BlockFilter ALL =
      new BlockFilter() {
        @Override
        public void apply(BlockColumns block, Bitmap rows) {}

        @Override
        int cost() {
          return 0;
        }
      };
}
