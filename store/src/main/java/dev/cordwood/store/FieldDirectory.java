package dev.cordwood.store;

import java.util.Arrays;

/// The column directory of one field: where its chunk is in each block that has it, and what its
/// values are like there.
final class FieldDirectory {
  private final int[] blocks;
  private final long[] places;
  private final int[] lengths;
  private final int[] crcs;
  private final byte[] encodings;
  private final byte[] flags;
  private final int[] present;
  private final long[] valueBytes;

  /// Minimum and maximum, then signature, two longs each; empty where no entry has them.
  private final long[] ranges;

  private final long[] signatures;

  FieldDirectory(byte[] section, int count, int partBlocks) {
    ByteSource source = new ByteSource(section);
    blocks = new int[count];
    places = new long[count];
    lengths = new int[count];
    crcs = new int[count];
    encodings = new byte[count];
    flags = new byte[count];
    present = new int[count];
    valueBytes = new long[count];
    long[] allRanges = new long[count * 2];
    long[] allSignatures = new long[count * 2];
    int block = 0;
    long end = 0;
    for (int i = 0; i < count; i++) {
      int step = source.count(partBlocks, "a block");
      block += step;
      if (block >= partBlocks || (i > 0 && step == 0)) {
        throw new MalformedException("block " + block + " of " + partBlocks);
      }
      blocks[i] = block;
      places[i] = end + source.zigzag();
      lengths[i] = source.count(Integer.MAX_VALUE - 8, "a chunk's length");
      end = places[i] + lengths[i];
      crcs[i] = source.i32();
      encodings[i] = Encoding.of(source.u8()).code();
      flags[i] = (byte) source.u8();
      present[i] = source.count(Limits.MAX_BLOCK_ROWS, "the number of values");
      valueBytes[i] = source.varint();
      if (has(i, ColumnStats.HAS_RANGE)) {
        allRanges[i * 2] = source.i64();
        allRanges[i * 2 + 1] = source.i64();
      }
      if (has(i, ColumnStats.HAS_SIGNATURE)) {
        allSignatures[i * 2] = source.i64();
        allSignatures[i * 2 + 1] = source.i64();
      }
    }
    source.end();
    ranges = allRanges;
    signatures = allSignatures;
  }

  /// The entry of a block, or negative when the block does not have the field.
  int find(int block) {
    if (block < blocks.length && blocks[block] == block) {
      return block;
    }
    return Arrays.binarySearch(blocks, block);
  }

  int count() {
    return blocks.length;
  }

  int block(int entry) {
    return blocks[entry];
  }

  long place(int entry) {
    return places[entry];
  }

  int length(int entry) {
    return lengths[entry];
  }

  int crc(int entry) {
    return crcs[entry];
  }

  Encoding encoding(int entry) {
    return Encoding.of(encodings[entry]);
  }

  boolean has(int entry, int flag) {
    return (flags[entry] & flag) != 0;
  }

  int present(int entry) {
    return present[entry];
  }

  long valueBytes(int entry) {
    return valueBytes[entry];
  }

  boolean overlaps(int entry, double min, double max) {
    return Double.longBitsToDouble(ranges[entry * 2]) <= max
        && Double.longBitsToDouble(ranges[entry * 2 + 1]) >= min;
  }

  /// What the entry says of its values.
  ColumnStats stats(int entry) {
    ColumnStats stats = new ColumnStats();
    stats.encoding = encoding(entry);
    stats.flags = flags[entry];
    stats.present = present[entry];
    stats.valueBytes = valueBytes[entry];
    stats.min = Double.longBitsToDouble(ranges[entry * 2]);
    stats.max = Double.longBitsToDouble(ranges[entry * 2 + 1]);
    stats.signatureLow = signatures[entry * 2];
    stats.signatureHigh = signatures[entry * 2 + 1];
    return stats;
  }

  /// Whether all of the tokens may be among those of the entry, by its signature.
  boolean mayHold(int entry, int[] tokens) {
    long low = signatures[entry * 2];
    long high = signatures[entry * 2 + 1];
    for (int token : tokens) {
      if ((low & ColumnStats.signatureLow(token)) == 0
          || (high & ColumnStats.signatureHigh(token)) == 0) {
        return false;
      }
    }
    return true;
  }

  /// Roughly what this takes in memory.
  long bytes() {
    return blocks.length * 66L + 128;
  }
}
