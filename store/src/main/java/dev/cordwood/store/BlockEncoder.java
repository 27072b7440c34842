package dev.cordwood.store;

import java.util.Arrays;

/// Turns collected rows into the bytes of a block. Holds the compressor and all scratch memory, so
/// keep one a thread and use it for many parts. Not safe for several threads.
final class BlockEncoder implements AutoCloseable {
  /// How a chunk says which rows have a value.
  static final int ALL_ROWS = 0;

  static final int BITMAP = 1;
  static final int ROW_LIST = 2;

  /// How a chunk says which types the values have, beside the type's code when it is one for all.
  static final int TYPE_A_VALUE = 16;

  static final int TYPE_A_CODE = 17;

  /// A row list is written when fewer than one row in so many has a value.
  private static final int SPARSE = 32;

  private final Compressor compressor;
  private final ChunkWriter chunk;
  private final VectorEncoder vectors;
  private final TokenSet tokens = new TokenSet();
  private final Words words = new Words();
  private final Values values = new Values();
  private final long[] rowList = new long[Limits.MAX_BLOCK_ROWS / SPARSE + 1];
  private byte[] bits = new byte[Limits.MAX_BLOCK_ROWS / 8];

  /// @param level zstd's level: 1 for flushes, 6 for merges
  BlockEncoder(int level) {
    compressor = new Compressor(level);
    chunk = new ChunkWriter(compressor);
    vectors = new VectorEncoder(chunk, tokens);
  }

  /// The tokens of the block's columns so far.
  TokenSet tokens() {
    return tokens;
  }

  void beginBlock() {
    tokens.clear();
  }

  /// Appends the chunk of the times to the sink.
  void times(long[] times, int rows, ByteSink sink) {
    chunk.begin();
    vectors.longs().encode(times, rows, chunk);
    chunk.finish(sink);
  }

  /// Appends a column's chunk to the sink, and its tokens to the block's.
  void column(ColumnBuffer column, int rows, ByteSink sink, ColumnStats stats) {
    stats.clear();
    stats.present = column.size;
    stats.valueBytes = column.offsets[column.size];
    chunk.begin();
    chunk.head.varint(column.size);
    presence(column, rows);
    values.set(column.data, column.offsets, column.offsets, 1, column.size);
    if (column.hasOneType()) {
      byte type = column.types[0];
      chunk.head.u8(type);
      boolean strings = type == dev.cordwood.event.ValueType.STRING.code();
      stats.encoding =
          vectors.encode(values, strings ? VectorEncoder.Role.STRINGS : VectorEncoder.Role.OTHERS);
    } else {
      stats.encoding = severalTypes(column);
    }
    chunk.finish(sink);
    describe(stats);
  }

  private void presence(ColumnBuffer column, int rows) {
    int size = column.size;
    if (size == rows) {
      chunk.head.u8(ALL_ROWS);
    } else if (size < rows / SPARSE || size == 1) {
      chunk.head.u8(ROW_LIST);
      for (int i = 0; i < size; i++) {
        rowList[i] = column.rows[i];
      }
      vectors.longs().encode(rowList, size, chunk);
    } else {
      chunk.head.u8(BITMAP);
      int length = (rows + 7) >>> 3;
      if (bits.length < length) {
        bits = new byte[length];
      }
      Arrays.fill(bits, 0, length, (byte) 0);
      for (int i = 0; i < size; i++) {
        int row = column.rows[i];
        bits[row >>> 3] |= (byte) (1 << (row & 7));
      }
      chunk.numbers(bits, 0, length);
    }
  }

  private Encoding severalTypes(ColumnBuffer column) {
    Distinct distinct = vectors.distinct();
    int limit = Math.min(column.size / 2, VectorEncoder.MAX_DICTIONARY);
    if (limit > 1 && distinct.find(values, column.types, limit)) {
      chunk.head.u8(TYPE_A_CODE);
      int count = distinct.count;
      byte[] types = new byte[count];
      for (int code = 0; code < count; code++) {
        types[code] = column.types[distinct.firsts[code]];
      }
      Encoding encoding = vectors.dictionary(values);
      chunk.numbers(types, 0, count);
      return encoding;
    }
    chunk.head.u8(TYPE_A_VALUE);
    chunk.numbers(column.types, 0, column.size);
    return vectors.encode(values, VectorEncoder.Role.OTHERS);
  }

  /// Zone map and tokens, from what encoding has found out.
  private void describe(ColumnStats stats) {
    switch (stats.encoding) {
      case CONSTANT -> few(stats, 1);
      case DICTIONARY -> few(stats, vectors.distinct().count);
      case NUMBER -> {
        long[] unscaled = vectors.numbers().unscaled;
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < values.count; i++) {
          min = Math.min(min, unscaled[i]);
          max = Math.max(max, unscaled[i]);
        }
        stats.range(min, max, vectors.numbers().scale);
      }
      case TEMPLATE -> stats.flags |= ColumnStats.IN_FILTER; // splitting has found the tokens
      case AFFIX, IPV4, UUID, HEX, TIME, PLAIN -> {
        stats.flags |= ColumnStats.IN_FILTER;
        for (int i = 0; i < values.count; i++) {
          addTokens(values.start(i), values.end(i));
        }
      }
    }
  }

  private void few(ColumnStats stats, int distinct) {
    int[] firsts = vectors.distinct().firsts;
    boolean signed = true;
    for (int code = 0; code < distinct && signed; code++) {
      int value = stats.encoding == Encoding.CONSTANT ? 0 : firsts[code];
      int start = values.start(value);
      if (values.length(value) > TemplateEncoder.MAX_VALUE_BYTES) {
        signed = false;
        break;
      }
      Tokens.split(values.data, start, values.end(value), words);
      for (int word = 0; word < words.count && signed; word++) {
        signed = stats.sign(words.hashes[word]);
      }
    }
    if (signed) {
      stats.flags |= ColumnStats.HAS_SIGNATURE;
    } else {
      stats.flags |= ColumnStats.IN_FILTER;
    }
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    boolean numeric = true;
    NumberScan numbers = vectors.numbers();
    for (int code = 0; code < distinct; code++) {
      int value = stats.encoding == Encoding.CONSTANT ? 0 : firsts[code];
      if (!signed) {
        addTokens(values.start(value), values.end(value));
      }
      if (numeric) {
        numeric = numbers.scanOne(values, value);
        if (numeric) {
          stats.range(numbers.oneUnscaled, numbers.oneUnscaled, numbers.oneScale);
          least = Math.min(least, stats.min);
          most = Math.max(most, stats.max);
        }
      }
    }
    if (numeric) {
      stats.min = least;
      stats.max = most;
    } else {
      stats.flags &= ~ColumnStats.HAS_RANGE;
    }
  }

  private void addTokens(int start, int end) {
    if (end - start > TemplateEncoder.MAX_VALUE_BYTES) {
      Tokens.forEach(values.data, start, end, (from, to, hash) -> tokens.add(hash));
    } else {
      Tokens.split(values.data, start, end, words);
      tokens.addAll(words);
    }
  }

  @Override
  public void close() {
    compressor.close();
  }
}
