package dev.cordwood.store;

/// A list of values as [VectorEncoder] wrote it. Making one reads the chunk's head; [#load()]
/// decompresses; then single values can be written out as text. Safe for several threads once
/// loaded.
abstract sealed class StoredVector
    permits StoredVector.Constant,
        StoredVector.Dictionary,
        StoredVector.Numeric,
        StoredVector.Planes,
        StoredVector.Plain,
        StoredTemplates {
  final int count;

  StoredVector(int count) {
    this.count = count;
  }

  abstract void load();

  abstract int length(int index);

  /// No value is longer.
  abstract int maxLength();

  /// Writes the value's text, of [#length] bytes.
  ///
  /// @return where it ends
  abstract int write(int index, byte[] target, int at);

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
      case NUMBER -> new DecimalNumbers(chunk, count);
      case AFFIX -> new Affix(chunk, count);
      case IPV4 -> new Address(chunk, count);
      case TIME -> new Time(chunk, count);
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
    void load() {
      value = chunk.bytes(blob);
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

    @Override
    int maxLength() {
      return value.length;
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
    void load() {
      codes = codes(chunk, planes, count, size, "a code");
      distinct.load();
      values = new byte[size][];
      for (int i = 0; i < size; i++) {
        values[i] = new byte[distinct.length(i)];
        distinct.write(i, values[i], 0);
      }
    }

    @Override
    int length(int index) {
      return values[codes[index]].length;
    }

    @Override
    int write(int index, byte[] target, int at) {
      byte[] value = values[codes[index]];
      System.arraycopy(value, 0, target, at, value.length);
      return at + value.length;
    }

    @Override
    int maxLength() {
      return distinct.maxLength();
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

  /// Values that are kept as 64-bit integers.
  abstract static sealed class Numeric extends StoredVector
      permits DecimalNumbers, Affix, Address, Time {
    private static final long[] NOTHING = {};
    long[] values = NOTHING;

    Numeric(int count) {
      super(count);
    }

    abstract LongDecoder decoder();

    @Override
    void load() {
      values = decoder().decode();
    }
  }

  static final class DecimalNumbers extends Numeric {
    final int scale;
    final int minDigits;
    private final LongDecoder decoder;

    DecimalNumbers(ChunkReader chunk, int count) {
      super(count);
      scale = chunk.head().u8();
      minDigits = chunk.head().u8();
      if (scale > NumberScan.MAX_SCALE || minDigits > scale) {
        throw new MalformedException("numbers of scale " + scale + " with " + minDigits);
      }
      decoder = new LongDecoder(chunk, count);
    }

    @Override
    LongDecoder decoder() {
      return decoder;
    }

    @Override
    int length(int index) {
      return NumberText.length(values[index], scale, minDigits);
    }

    @Override
    int write(int index, byte[] target, int at) {
      return at + NumberText.write(values[index], scale, minDigits, target, at);
    }

    @Override
    int maxLength() {
      return NumberText.MAX_LENGTH;
    }
  }

  static final class Affix extends Numeric {
    private final byte[] prefix;
    private final byte[] suffix;
    private final int width;
    private final LongDecoder decoder;

    Affix(ChunkReader chunk, int count) {
      super(count);
      ByteSource head = chunk.head();
      prefix = head.sized();
      suffix = head.sized();
      width = head.u8();
      if (width > NumberScan.MAX_SCALE) {
        throw new MalformedException("numbers of " + width + " digits");
      }
      decoder = new LongDecoder(chunk, count);
    }

    @Override
    LongDecoder decoder() {
      return decoder;
    }

    @Override
    void load() {
      super.load();
      for (long value : values) {
        if (value < 0 || (width > 0 && NumberText.length(value) > width)) {
          throw new MalformedException(value + " between prefix and suffix");
        }
      }
    }

    @Override
    int length(int index) {
      return prefix.length + suffix.length + (width > 0 ? width : NumberText.length(values[index]));
    }

    @Override
    int write(int index, byte[] target, int at) {
      int position = at;
      for (byte b : prefix) {
        target[position++] = b;
      }
      long value = values[index];
      position +=
          NumberText.digits(value, width > 0 ? width : NumberText.length(value), target, position);
      for (byte b : suffix) {
        target[position++] = b;
      }
      return position;
    }

    @Override
    int maxLength() {
      return prefix.length + suffix.length + NumberText.MAX_LENGTH;
    }
  }

  static final class Address extends Numeric {
    private final LongDecoder decoder;

    Address(ChunkReader chunk, int count) {
      super(count);
      decoder = new LongDecoder(chunk, count);
    }

    @Override
    LongDecoder decoder() {
      return decoder;
    }

    @Override
    int length(int index) {
      return Ipv4.length(values[index]);
    }

    @Override
    int write(int index, byte[] target, int at) {
      return at + Ipv4.write(values[index], target, at);
    }

    @Override
    int maxLength() {
      return Ipv4.MAX_LENGTH;
    }
  }

  static final class Time extends Numeric {
    private final IsoTime shape;
    private final int length;
    private final LongDecoder decoder;

    Time(ChunkReader chunk, int count) {
      super(count);
      ByteSource head = chunk.head();
      byte separator = (byte) head.u8();
      byte point = (byte) head.u8();
      int digits = head.count(IsoTime.MAX_DIGITS, "the digits of a second");
      shape = new IsoTime(separator, point, digits, head.sized());
      length = shape.length();
      decoder = new LongDecoder(chunk, count);
    }

    @Override
    LongDecoder decoder() {
      return decoder;
    }

    @Override
    void load() {
      super.load();
      for (long value : values) {
        if (!shape.isInRange(value)) {
          throw new MalformedException(value + " is no time");
        }
      }
    }

    @Override
    int length(int index) {
      return length;
    }

    @Override
    int write(int index, byte[] target, int at) {
      return at + shape.write(values[index], target, at);
    }

    @Override
    int maxLength() {
      return length;
    }
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
    void load() {
      planes = new byte[Math.multiplyExact(width, count)];
      for (int p = 0; p < width; p++) {
        chunk.copy(blobs[p], planes, p * count);
      }
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

    @Override
    int maxLength() {
      return width * 2 + 4;
    }
  }

  static final class Plain extends StoredVector {
    private final ChunkReader chunk;
    private final LongDecoder lengths;
    private final int total;
    private final int[] offsets;
    private final ChunkReader.Blob blob;
    private byte[] data = {};
    private int longest;

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
    void load() {
      int[] each = lengths.decodeInts(total, "a length");
      long end = 0;
      for (int i = 0; i < count; i++) {
        end += each[i];
        if (end > total) {
          break;
        }
        offsets[i + 1] = (int) end;
        longest = Math.max(longest, each[i]);
      }
      if (end != total) {
        throw new MalformedException("lengths and text do not agree");
      }
      data = chunk.bytes(blob);
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
    int maxLength() {
      return longest;
    }
  }
}
