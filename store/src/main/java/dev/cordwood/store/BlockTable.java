package dev.cordwood.store;

/// What a part says of its blocks: rows, times, and where the time column is.
final class BlockTable {
  private final int[] rows;
  private final long[] minTimes;
  private final long[] maxTimes;
  private final int[] schemas;
  private final long[] rawBytes;
  private final PartFile.Section[] times;

  BlockTable(byte[] section, int blocks) {
    ByteSource source = new ByteSource(section);
    rows = new int[blocks];
    minTimes = new long[blocks];
    maxTimes = new long[blocks];
    schemas = new int[blocks];
    rawBytes = new long[blocks];
    times = new PartFile.Section[blocks];
    for (int block = 0; block < blocks; block++) {
      rows[block] = source.count(Limits.MAX_BLOCK_ROWS, "the rows of a block");
      if (rows[block] == 0) {
        throw new MalformedException("a block without rows");
      }
      minTimes[block] = source.zigzag();
      maxTimes[block] = minTimes[block] + source.varint();
      schemas[block] = source.count(blocks, "a schema");
      rawBytes[block] = source.varint();
      long place = source.varint();
      long length = source.varint();
      times[block] = new PartFile.Section(place, length, source.i32());
    }
    source.end();
  }

  int blocks() {
    return rows.length;
  }

  int rows(int block) {
    return rows[block];
  }

  long minTime(int block) {
    return minTimes[block];
  }

  long maxTime(int block) {
    return maxTimes[block];
  }

  int schema(int block) {
    return schemas[block];
  }

  long rawBytes(int block) {
    return rawBytes[block];
  }

  PartFile.Section times(int block) {
    return times[block];
  }

  /// Rows of all blocks.
  long rows() {
    long all = 0;
    for (int count : rows) {
      all += count;
    }
    return all;
  }
}
