package dev.cordwood.store;

import dev.cordwood.event.ValueType;

/// Decodes a column's chunk into one of the four shapes of [Column].
final class StoredColumn {
  /// No piece of a chunk is longer: a block holds less, but for a block of one large row.
  static final int MAX_PIECE = Limits.MAX_ROW_BYTES + (1 << 20);

  private final int rows;
  private final int count;
  private final int typeMode;
  private final ChunkReader chunk;
  private final StoredVector vector;
  private final Bitmap present;
  private final byte[] types;

  private StoredColumn(byte[] bytes, int rows) {
    this.rows = rows;
    chunk = new ChunkReader(bytes, MAX_PIECE);
    ByteSource head = chunk.head();
    count = head.count(rows, "the number of values");
    if (count == 0) {
      throw new MalformedException("a column without values");
    }
    int presence = head.u8();
    LongDecoder list = null;
    ChunkReader.Blob bits = null;
    switch (presence) {
      case BlockEncoder.ALL_ROWS -> {}
      case BlockEncoder.BITMAP -> bits = chunk.numbers((rows + 7) >>> 3);
      case BlockEncoder.ROW_LIST -> list = new LongDecoder(chunk, count);
      default -> throw new MalformedException("presence " + presence);
    }
    typeMode = head.u8();
    ChunkReader.Blob typeBlob = null;
    if (typeMode == BlockEncoder.TYPE_A_VALUE) {
      typeBlob = chunk.numbers(count);
    } else if (typeMode != BlockEncoder.TYPE_A_CODE && typeMode >= ValueType.values().length) {
      throw new MalformedException("type " + typeMode);
    }
    vector = StoredVector.read(chunk, count, 0);
    if (typeMode == BlockEncoder.TYPE_A_CODE) {
      if (!(vector instanceof StoredVector.Dictionary dictionary)) {
        throw new MalformedException("types of codes without a dictionary");
      }
      typeBlob = chunk.numbers(dictionary.size());
    }
    chunk.endOfHead();
    present = presentRows(bits, list);
    types = typeBlob == null ? new byte[] {(byte) typeMode} : checkedTypes(chunk.bytes(typeBlob));
    vector.load();
  }

  /// @throws MalformedException when the bytes follow no format
  static Column decode(byte[] chunk, int rows) {
    return new StoredColumn(chunk, rows).column();
  }

  static long[] decodeTimes(byte[] bytes, int rows) {
    ChunkReader chunk = new ChunkReader(bytes, MAX_PIECE);
    LongDecoder times = new LongDecoder(chunk, rows);
    chunk.endOfHead();
    return times.decode();
  }

  private Bitmap presentRows(
      ChunkReader.@org.jspecify.annotations.Nullable Blob bits,
      @org.jspecify.annotations.Nullable LongDecoder list) {
    Bitmap bitmap = new Bitmap(rows);
    if (bits != null) {
      byte[] bytes = chunk.bytes(bits);
      long[] words = bitmap.words();
      for (int i = 0; i < bytes.length; i++) {
        words[i >>> 3] |= (bytes[i] & 0xffL) << ((i & 7) << 3);
      }
      if ((rows & 63) != 0 && words[words.length - 1] >>> (rows & 63) != 0) {
        throw new MalformedException("rows beyond the block");
      }
    } else if (list != null) {
      for (int row : list.decodeInts(rows - 1, "a row")) {
        bitmap.set(row);
      }
    } else {
      bitmap.setAll();
    }
    if (bitmap.cardinality() != count) {
      throw new MalformedException("not as many rows as values");
    }
    return bitmap;
  }

  private static byte[] checkedTypes(byte[] types) {
    for (byte type : types) {
      if (type < 0 || type >= ValueType.values().length) {
        throw new MalformedException("type " + type);
      }
    }
    return types;
  }

  private Column column() {
    return switch (vector) {
      case StoredVector.Constant constant when typeMode < BlockEncoder.TYPE_A_VALUE ->
          new DictionaryColumn(
              codes(new int[count]), new byte[][] {constant.value}, types(new byte[] {types[0]}));
      case StoredVector.Dictionary dictionary when typeMode != BlockEncoder.TYPE_A_VALUE -> {
        byte[] ofCode = types;
        if (typeMode != BlockEncoder.TYPE_A_CODE) {
          ofCode = new byte[dictionary.values.length];
          java.util.Arrays.fill(ofCode, types[0]);
        }
        yield new DictionaryColumn(codes(dictionary.codes), dictionary.values, types(ofCode));
      }
      case StoredNumbers.Decimal number when isNumberType() ->
          new NumberColumn(
              new Rows(present, count).spread(number.values),
              number.scale,
              number.minDigits,
              present,
              ValueType.of(types[0]));
      case StoredTemplates templates when typeMode == ValueType.STRING.code() ->
          new StoredTemplateColumn(templates, present, new Rows(present, count));
      case StoredVector.Plain plain -> plain(plain);
      default -> text();
    };
  }

  private boolean isNumberType() {
    return typeMode == ValueType.NUMBER.code() || typeMode == ValueType.STRING.code();
  }

  private static ValueType[] types(byte[] codes) {
    ValueType[] types = new ValueType[codes.length];
    for (int i = 0; i < codes.length; i++) {
      types[i] = ValueType.of(codes[i]);
    }
    return types;
  }

  private int[] codes(int[] ofValues) {
    return new Rows(present, count).spread(ofValues);
  }

  /// Which value each row has: the values are those of the present rows, in their order.
  static final class Rows {
    static final Rows NONE = new Rows(new Bitmap(0), 0);

    private final Bitmap present;
    private final boolean all;

    /// How many rows are present below each word of the bitmap.
    private final int[] before;

    /// @param count of values
    Rows(Bitmap present, int count) {
      this.present = present;
      all = count == present.size();
      before = new int[all ? 0 : present.words().length];
      for (int w = 1; w < before.length; w++) {
        before[w] = before[w - 1] + Long.bitCount(present.words()[w - 1]);
      }
    }

    /// @param row one that is present
    int index(int row) {
      return all
          ? row
          : before[row >>> 6] + Long.bitCount(present.words()[row >>> 6] & (1L << row) - 1);
    }

    /// From one a value to one a row, -1 where there is none.
    int[] spread(int[] ofValues) {
      if (all) {
        return ofValues;
      }
      int[] ofRows = new int[present.size()];
      java.util.Arrays.fill(ofRows, -1);
      int index = 0;
      for (int row = present.next(0); row >= 0; row = present.next(row + 1)) {
        ofRows[row] = ofValues[index++];
      }
      return ofRows;
    }

    /// As [#spread(int[])], with 0 where there is none.
    long[] spread(long[] ofValues) {
      if (all) {
        return ofValues;
      }
      long[] ofRows = new long[present.size()];
      int index = 0;
      for (int row = present.next(0); row >= 0; row = present.next(row + 1)) {
        ofRows[row] = ofValues[index++];
      }
      return ofRows;
    }
  }

  private byte[] typesByRow() {
    if (types.length == 1 || count == rows) {
      return types;
    }
    byte[] ofRows = new byte[rows];
    int index = 0;
    for (int row = present.next(0); row >= 0; row = present.next(row + 1)) {
      ofRows[row] = types[index++];
    }
    return ofRows;
  }

  private TextColumn plain(StoredVector.Plain plain) {
    int[] offsets = plain.offsets();
    if (count != rows) {
      offsets = new int[rows + 1];
      int index = 0;
      for (int row = 0; row < rows; row++) {
        if (present.get(row)) {
          index++;
        }
        offsets[row + 1] = plain.offsets()[index];
      }
    }
    return new TextColumn(plain.data(), offsets, present, typesByRow());
  }

  private TextColumn text() {
    return new TextColumn(vector, new Rows(present, count), present, typesByRow());
  }

  /// Where texts begin that are laid side by side.
  ///
  /// @param rowAt which of `count` rows has the i-th length; the others are empty
  static int[] offsets(int count, int[] rowAt, int[] lengths) {
    int[] offsets = new int[count + 1];
    for (int i = 0; i < lengths.length; i++) {
      offsets[rowAt[i] + 1] = lengths[i];
    }
    long end = 0;
    for (int row = 0; row < count; row++) {
      end += offsets[row + 1];
      offsets[row + 1] = (int) Math.min(end, Integer.MAX_VALUE);
    }
    if (end > MAX_PIECE) {
      throw new MalformedException("more text than a block can hold");
    }
    return offsets;
  }
}
