package dev.cordwood.store;

import java.io.IOException;
import java.util.BitSet;
import java.util.Collection;

/// A run of blocks that are pruned together: an immutable part on disk, or rows that are still in
/// memory.
public interface Segment {
  /// A name for logs and error messages: the part's path, or `open`.
  String name();

  long rows();

  long minTime();

  long maxTime();

  int blocks();

  int blockRows(int block);

  long blockMinTime(int block);

  long blockMaxTime(int block);

  /// Clears the blocks in which no row can have a value of `field` that holds all of the tokens,
  /// given as hashes by [Tokens]. False positives are possible, false negatives are not.
  void prune(String field, long[] tokenHashes, BitSet blocks) throws IOException;

  /// Clears the blocks in which no row has `field`, or none has a number in it within `[min, max]`,
  /// judged by zone maps. For a field that is not purely numeric in a block the block stays.
  void pruneRange(String field, double min, double max, BitSet blocks) throws IOException;

  /// Every field that occurs in this segment.
  Collection<String> fields() throws IOException;

  Block block(int block) throws IOException;
}
