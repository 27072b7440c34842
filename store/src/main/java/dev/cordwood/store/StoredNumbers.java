package dev.cordwood.store;

/// Values that are kept as 64-bit integers.
abstract sealed class StoredNumbers extends StoredVector
    permits StoredNumbers.Decimal, StoredNumbers.Affix, StoredNumbers.Address, StoredNumbers.Time {
  private static final long[] NOTHING = {};

  long[] values = NOTHING;

  StoredNumbers(int count) {
    super(count);
  }

  abstract LongDecoder decoder();

  @Override
  void decode() {
    values = decoder().decode();
  }

  abstract PackedForm form();

  @Override
  PackedValues packed() {
    return new PackedValues(form(), values);
  }

  static final class Decimal extends StoredNumbers {
    final int scale;
    final int minDigits;
    private final LongDecoder decoder;

    @Override
    PackedForm form() {
      return NumberColumn.form(scale, minDigits);
    }

    Decimal(ChunkReader chunk, int count) {
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
    Variables variables(boolean decoded) {
      if (scale > 0 || decoder.least() < 0) {
        return Variables.of("-." + Variables.DIGITS, 1, NumberText.MAX_LENGTH);
      }
      return Variables.of(
          Variables.DIGITS,
          NumberText.length(decoder.least()),
          NumberText.length(decoder.greatest()));
    }

    @Override
    int length(int index) {
      return NumberText.length(values[index], scale, minDigits);
    }

    @Override
    void addLengths(int[] indexes, int from, int to, int[] lengths) {
      for (int i = from; i < to; i++) {
        lengths[i] += NumberText.length(values[indexes[i]], scale, minDigits);
      }
    }

    @Override
    int write(int index, byte[] target, int at) {
      return at + NumberText.write(values[index], scale, minDigits, target, at);
    }

    @Override
    void append(int[] indexes, int from, int to, byte[] target, int[] at) {
      for (int i = from; i < to; i++) {
        at[i] += NumberText.write(values[indexes[i]], scale, minDigits, target, at[i]);
      }
    }
  }

  static final class Affix extends StoredNumbers {
    private final byte[] prefix;
    private final byte[] suffix;
    private final int width;
    private final LongDecoder decoder;

    private record AffixForm(ByteKey prefix, int width, ByteKey suffix) implements PackedForm {
      @Override
      public byte[] text(long number) {
        byte[] text = new byte[Affix.length(prefix.bytes(), width, suffix.bytes(), number)];
        Affix.write(prefix.bytes(), width, suffix.bytes(), number, text, 0);
        return text;
      }
    }

    @Override
    PackedForm form() {
      return new AffixForm(new ByteKey(prefix), width, new ByteKey(suffix));
    }

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
    void decode() {
      super.decode();
      for (long value : values) {
        if (value < 0 || (width > 0 && NumberText.length(value) > width)) {
          throw new MalformedException(value + " between prefix and suffix");
        }
      }
    }

    @Override
    Variables variables(boolean decoded) {
      int min = width > 0 ? width : NumberText.length(Math.max(0, decoder.least()));
      int max = width > 0 ? width : NumberText.length(decoder.greatest());
      return Variables.of(prefix, Variables.DIGITS, min, max, suffix);
    }

    private static int length(byte[] prefix, int width, byte[] suffix, long value) {
      return prefix.length + suffix.length + (width > 0 ? width : NumberText.length(value));
    }

    private static int write(
        byte[] prefix, int width, byte[] suffix, long value, byte[] target, int at) {
      int position = at;
      for (byte b : prefix) {
        target[position++] = b;
      }
      position +=
          NumberText.digits(value, width > 0 ? width : NumberText.length(value), target, position);
      for (byte b : suffix) {
        target[position++] = b;
      }
      return position;
    }

    @Override
    int length(int index) {
      return length(prefix, width, suffix, values[index]);
    }

    @Override
    void addLengths(int[] indexes, int from, int to, int[] lengths) {
      for (int i = from; i < to; i++) {
        lengths[i] += length(prefix, width, suffix, values[indexes[i]]);
      }
    }

    @Override
    int write(int index, byte[] target, int at) {
      return write(prefix, width, suffix, values[index], target, at);
    }

    @Override
    void append(int[] indexes, int from, int to, byte[] target, int[] at) {
      for (int i = from; i < to; i++) {
        at[i] = write(prefix, width, suffix, values[indexes[i]], target, at[i]);
      }
    }
  }

  static final class Address extends StoredNumbers {
    private final LongDecoder decoder;

    private record AddressForm() implements PackedForm {
      @Override
      public byte[] text(long number) {
        byte[] text = new byte[Ipv4.length(number)];
        Ipv4.write(number, text, 0);
        return text;
      }
    }

    @Override
    PackedForm form() {
      return new AddressForm();
    }

    Address(ChunkReader chunk, int count) {
      super(count);
      decoder = new LongDecoder(chunk, count);
    }

    @Override
    LongDecoder decoder() {
      return decoder;
    }

    @Override
    Variables variables(boolean decoded) {
      return Variables.of("." + Variables.DIGITS, Ipv4.MIN_LENGTH, Ipv4.MAX_LENGTH);
    }

    @Override
    int length(int index) {
      return Ipv4.length(values[index]);
    }

    @Override
    int write(int index, byte[] target, int at) {
      return at + Ipv4.write(values[index], target, at);
    }
  }

  static final class Time extends StoredNumbers {
    private final IsoTime shape;
    private final int length;
    private final LongDecoder decoder;

    private record TimeForm(byte separator, byte point, int digits, ByteKey zone)
        implements PackedForm {
      @Override
      public byte[] text(long number) {
        IsoTime shape = new IsoTime(separator, point, digits, zone.bytes());
        byte[] text = new byte[shape.length()];
        shape.write(number, text, 0);
        return text;
      }
    }

    @Override
    PackedForm form() {
      return new TimeForm(
          shape.separator(), shape.point(), shape.digits(), new ByteKey(shape.zone()));
    }

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
    void decode() {
      super.decode();
      for (long value : values) {
        if (!shape.isInRange(value)) {
          throw new MalformedException(value + " is no time");
        }
      }
    }

    @Override
    Variables variables(boolean decoded) {
      return Variables.ANY; // a word cannot have the signs of a time
    }

    @Override
    int length(int index) {
      return length;
    }

    @Override
    int write(int index, byte[] target, int at) {
      return at + shape.write(values[index], target, at);
    }
  }
}
