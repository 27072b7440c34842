package dev.cordwood.store;

import org.jspecify.annotations.Nullable;

/// A list of values as [VectorEncoder] wrote it. Making one reads the chunk's head; [#load()]
/// decompresses; then single values can be written out as text. Safe for several threads once
/// loaded.
abstract sealed class StoredVector
    permits StoredVector.Constant,
        StoredVector.Dictionary,
        StoredNumbers,
        StoredVector.Planes,
        StoredVector.Plain,
        StoredTemplates {
  final int count;
  private boolean loaded;

  StoredVector(int count) {
    this.count = count;
  }

  /// Decompresses, once. For one thread at a time.
  final void load() {
    if (!loaded) {
      decode();
      loaded = true;
    }
  }

  abstract void decode();

  /// What the values have in common, as far as the head tells.
  ///
  /// @param decoded whether to decompress the values if that tells more
  abstract Variables variables(boolean decoded);

  /// The values as numbers; null when they cannot be told apart by 64 bits.
  @Nullable PackedValues packed() {
    return null;
  }

  abstract int length(int index);

  /// Adds the lengths of some values to `lengths`, from place `from` up to `to`. Shapes that are
  /// frequent in templates have loops of their own, in which nothing is looked up a value.
  void addLengths(int[] indexes, int from, int to, int[] lengths) {
    for (int i = from; i < to; i++) {
      lengths[i] += length(indexes[i]);
    }
  }

  /// Writes the value's text, of [#length] bytes.
  ///
  /// @return where it ends
  abstract int write(int index, byte[] target, int at);

  /// Writes some values, each to a place of its own, and moves the places behind them.
  void append(int[] indexes, int from, int to, byte[] target, int[] at) {
    for (int i = from; i < to; i++) {
      at[i] = write(indexes[i], target, at[i]);
    }
  }

  /// Reads a list of `count` values, at least one, from the chunk's head.
  ///
  /// @param depth 0 for a column, where templates may be
  static StoredVector read(ChunkReader chunk, int count, int depth) {
    if (depth > MAX_DEPTH) {
      throw new MalformedException("lists within lists");
    }
    Encoding encoding = Encoding.of(chunk.head().u8());
    return switch (encoding) {
      case CONSTANT -> new Constant(chunk, count);
      case DICTIONARY -> new Dictionary(chunk, count, depth);
      case NUMBER -> new StoredNumbers.Decimal(chunk, count);
      case AFFIX -> new StoredNumbers.Affix(chunk, count);
      case IPV4 -> new StoredNumbers.Address(chunk, count);
      case TIME -> new StoredNumbers.Time(chunk, count);
      case HEX -> new Planes(chunk, count, chunk.head().count(MAX_WIDTH, "a width"), false);
      case UUID -> new Planes(chunk, count, 16, true);
      case TEMPLATE -> {
        if (depth > 0) {
          throw new MalformedException("templates within lists");
        }
        yield new StoredTemplates(chunk, count);
      }
      case PLAIN -> new Plain(chunk, count);
    };
  }

  private static final int MAX_DEPTH = 2;
  private static final int MAX_WIDTH = 128;
  private static final int MAX_TEXT = Limits.MAX_ROW_BYTES;

  static final class Constant extends StoredVector {
    private final ChunkReader chunk;
    private final ChunkReader.Blob blob;
    byte[] value = {};

    Constant(ChunkReader chunk, int count) {
      super(count);
      this.chunk = chunk;
      blob = chunk.text(chunk.head().count(MAX_TEXT, "a value's length"));
    }

    @Override
    void decode() {
      value = chunk.bytes(blob);
    }

    @Override
    Variables variables(boolean decoded) {
      load();
      return Variables.constant(value);
    }

    @Override
    int length(int index) {
      return value.length;
    }

    @Override
    int write(int index, byte[] target, int at) {
      System.arraycopy(value, 0, target, at, value.length);
      return at + value.length;
    }
  }

  static final class Dictionary extends StoredVector {
    private final ChunkReader chunk;
    private final ChunkReader.Blob[] planes;
    private final int size;
    private final StoredVector distinct;
    int[] codes = {};
    byte[][] values = {};

    Dictionary(ChunkReader chunk, int count, int depth) {
      super(count);
      this.chunk = chunk;
      size = chunk.head().count(Math.min(count, VectorEncoder.MAX_DICTIONARY), "a dictionary");
      if (size == 0) {
        throw new MalformedException("an empty dictionary");
      }
      planes = new ChunkReader.Blob[size > VectorEncoder.SMALL_DICTIONARY ? 2 : 1];
      for (int p = 0; p < planes.length; p++) {
        planes[p] = chunk.numbers(count);
      }
      distinct = read(chunk, size, depth + 1);
    }

    int size() {
      return size;
    }

    @Override
    void decode() {
      codes = codes(chunk, planes, count, size, "a code");
      distinct.load();
      values = new byte[size][];
      for (int i = 0; i < size; i++) {
        values[i] = new byte[distinct.length(i)];
        distinct.write(i, values[i], 0);
      }
    }

    @Override
    Variables variables(boolean decoded) {
      return distinct.variables(decoded);
    }

    @Override
    int length(int index) {
      return values[codes[index]].length;
    }

    @Override
    void addLengths(int[] indexes, int from, int to, int[] lengths) {
      for (int i = from; i < to; i++) {
        lengths[i] += values[codes[indexes[i]]].length;
      }
    }

    @Override
    int write(int index, byte[] target, int at) {
      byte[] value = values[codes[index]];
      System.arraycopy(value, 0, target, at, value.length);
      return at + value.length;
    }

    @Override
    void append(int[] indexes, int from, int to, byte[] target, int[] at) {
      for (int i = from; i < to; i++) {
        at[i] = write(indexes[i], target, at[i]);
      }
    }
  }

  /// Byte planes to numbers below `bound`.
  static int[] codes(
      ChunkReader chunk, ChunkReader.Blob[] planes, int count, int bound, String what) {
    int[] codes = new int[count];
    for (int p = 0; p < planes.length; p++) {
      byte[] plane = chunk.bytes(planes[p]);
      int shift = p * 8;
      for (int i = 0; i < count; i++) {
        codes[i] |= (plane[i] & 0xff) << shift;
      }
    }
    int most = 0;
    for (int code : codes) {
      most = Math.max(most, code);
    }
    if (most >= bound) {
      throw new MalformedException(what + " is " + most + ", but there are only " + bound);
    }
    return codes;
  }

  /// Hexadecimal digits or UUIDs, as planes of bytes.
  static final class Planes extends StoredVector {
    private final ChunkReader chunk;
    private final ChunkReader.Blob[] blobs;
    private final int width;
    private final boolean uuid;
    private byte[] planes = {};

    Planes(ChunkReader chunk, int count, int width, boolean uuid) {
      super(count);
      this.chunk = chunk;
      this.width = width;
      this.uuid = uuid;
      blobs = new ChunkReader.Blob[width];
      for (int p = 0; p < width; p++) {
        blobs[p] = chunk.numbers(count);
      }
    }

    @Override
    void decode() {
      planes = new byte[Math.multiplyExact(width, count)];
      for (int p = 0; p < width; p++) {
        chunk.copy(blobs[p], planes, p * count);
      }
    }

    @Override
    Variables variables(boolean decoded) {
      int length = length(0);
      return Variables.of(uuid ? "-" + Variables.HEX_DIGITS : Variables.HEX_DIGITS, length, length);
    }

    /// Hexadecimal digits of some bytes, which are the lowest of the number.
    private record Form(int width) implements PackedForm {
      @Override
      public byte[] text(long number) {
        byte[] bytes = new byte[width];
        for (int i = 0; i < width; i++) {
          bytes[i] = (byte) (number >>> (width - 1 - i) * 8);
        }
        byte[] text = new byte[width * 2];
        Hex.fromPlanes(bytes, width, 0, 1, text, 0);
        return text;
      }
    }

    @Override
    @Nullable PackedValues packed() {
      if (uuid || width > Long.BYTES) {
        return null;
      }
      long[] numbers = new long[count];
      for (int p = 0; p < width; p++) {
        for (int i = 0; i < count; i++) {
          numbers[i] = numbers[i] << 8 | (planes[p * count + i] & 0xff);
        }
      }
      return new PackedValues(new Form(width), numbers);
    }

    /// The bytes of a text; none when it cannot be one of the values.
    byte[] parse(byte[] text) {
      byte[] bytes = new byte[width];
      boolean fits =
          text.length == length(0)
              && (uuid
                  ? Hex.uuid(text, 0) == 0 && Hex.uuidToPlanes(text, 0, bytes, 0, 1)
                  : Hex.toPlanes(text, 0, width, bytes, 0, 1));
      return fits ? bytes : new byte[0];
    }

    boolean isEqual(int index, byte[] bytes) {
      for (int p = 0; p < width; p++) {
        if (planes[p * count + index] != bytes[p]) {
          return false;
        }
      }
      return true;
    }

    @Override
    int length(int index) {
      return uuid ? width * 2 + 4 : width * 2;
    }

    @Override
    int write(int index, byte[] target, int at) {
      if (uuid) {
        Hex.uuidFromPlanes(planes, index, count, target, at);
      } else {
        Hex.fromPlanes(planes, width, index, count, target, at);
      }
      return at + length(index);
    }
  }

  static final class Plain extends StoredVector {
    private final ChunkReader chunk;
    private final LongDecoder lengths;
    private final int total;
    private final int[] offsets;
    private final ChunkReader.Blob blob;
    private byte[] data = {};

    Plain(ChunkReader chunk, int count) {
      super(count);
      this.chunk = chunk;
      ByteSource head = chunk.head();
      lengths = new LongDecoder(chunk, count);
      total = head.count(Integer.MAX_VALUE - 8, "the length of all text");
      blob = chunk.text(total);
      offsets = new int[count + 1];
    }

    @Override
    void decode() {
      int[] each = lengths.decodeInts(total, "a length");
      long end = 0;
      for (int i = 0; i < count; i++) {
        end += each[i];
        if (end > total) {
          break;
        }
        offsets[i + 1] = (int) end;
      }
      if (end != total) {
        throw new MalformedException("lengths and text do not agree");
      }
      data = chunk.bytes(blob);
    }

    @Override
    Variables variables(boolean decoded) {
      if (!decoded) {
        return Variables.ANY;
      }
      load();
      int shortest = Integer.MAX_VALUE;
      int longest = 0;
      for (int i = 0; i < count; i++) {
        shortest = Math.min(shortest, length(i));
        longest = Math.max(longest, length(i));
      }
      return Variables.in(data, shortest, longest);
    }

    byte[] data() {
      return data;
    }

    int[] offsets() {
      return offsets;
    }

    @Override
    int length(int index) {
      return offsets[index + 1] - offsets[index];
    }

    @Override
    int write(int index, byte[] target, int at) {
      int length = length(index);
      System.arraycopy(data, offsets[index], target, at, length);
      return at + length;
    }

    @Override
    void append(int[] indexes, int from, int to, byte[] target, int[] at) {
      for (int i = from; i < to; i++) {
        at[i] = write(indexes[i], target, at[i]);
      }
    }
  }
}
