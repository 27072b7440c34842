package dev.cordwood.store;

import java.util.Arrays;

/// Writes a list of values in the encoding that suits it. Each encoding is taken only when every
/// value passes its exactness rule, so that decoding gives back the same bytes; what nothing else
/// takes is plain.
///
/// The order, and why: *constant*; *dictionary* when the distinct values are few, because filters
/// and statistics then work on codes, faster than on numbers even; *number*; then the binary forms
/// of text, which halve what zstd cannot compress; then a *dictionary* of more values, up to where
/// it stops being smaller; *templates*; *plain*.
final class VectorEncoder {
  /// What is allowed for a list of values.
  enum Role {
    /// A column whose values all have the type STRING.
    STRINGS,
    /// A column of values of another type, or of several.
    OTHERS,
    /// The distinct values of a dictionary.
    DICTIONARY_VALUES,
    /// What fills one hole of one template.
    VARIABLES
  }

  static final int MAX_DICTIONARY = 65_536;

  /// Up to so many values a dictionary is preferred over numbers.
  static final int SMALL_DICTIONARY = 256;

  /// A small dictionary must be used so many times over.
  private static final int SMALL_DICTIONARY_USE = 8;

  /// Bytes that a code costs, about, in eighths: what a large dictionary must save.
  private static final int CODE_EIGHTHS = 14;

  private static final int UUID_LENGTH = 36;
  private static final int MIN_HEX = 4;
  private static final int MAX_HEX = 256;
  private static final int MIN_TEMPLATE_ROWS = 16;

  private final ChunkWriter out;
  private final LongEncoder longs = new LongEncoder();
  private final NumberScan numbers = new NumberScan();
  private final Distinct distinct = new Distinct();
  private final Values nested = new Values();
  private final ByteSink scratch = new ByteSink(1 << 14);
  private final TemplateEncoder templates;
  private int[] firstStarts = new int[256];
  private int[] firstEnds = new int[256];
  private long[] work = new long[Limits.MAX_BLOCK_ROWS];

  VectorEncoder(ChunkWriter out, TokenSet tokens) {
    this.out = out;
    this.templates = new TemplateEncoder(out, tokens, this);
  }

  Distinct distinct() {
    return distinct;
  }

  NumberScan numbers() {
    return numbers;
  }

  LongEncoder longs() {
    return longs;
  }

  /// Writes the values, at least one.
  Encoding encode(Values values, Role role) {
    if (work.length < values.count) {
      work = new long[values.count];
    }
    if (values.allSame()) {
      out.head.u8(Encoding.CONSTANT.code());
      out.head.varint(values.length(0));
      out.text(values.data, values.start(0), values.length(0));
      return Encoding.CONSTANT;
    }
    boolean nestedList = role == Role.DICTIONARY_VALUES;
    boolean few = false;
    int found = -1;
    boolean numeric = values.length(0) > 0 && NumberScan.canStart(values.data[values.start(0)]);
    if (!nestedList && !(role == Role.VARIABLES && numeric)) {
      int count = values.count;
      int limit =
          numeric ? Math.min(SMALL_DICTIONARY, count / SMALL_DICTIONARY_USE) : count - count / 4;
      if (limit > 1 && distinct.find(values, NO_TYPES, Math.min(limit, MAX_DICTIONARY))) {
        found = distinct.count;
        few =
            found <= count / SMALL_DICTIONARY_USE && found <= SMALL_DICTIONARY
                || !numeric && found <= Math.max(count / 4, 2);
      }
    }
    if (few) {
      return dictionary(values);
    }
    if (numeric && numbers.scan(values)) {
      return number(values.count);
    }
    if (numeric && !nestedList && found < 0) {
      int limit = Math.min(MAX_DICTIONARY, values.count - values.count / 4);
      if (limit > 1 && distinct.find(values, NO_TYPES, limit)) {
        found = distinct.count;
      }
    }
    int width = fixedWidth(values);
    if (width > 0 && found > 0 && isDictionarySmaller(found, values.count, width)) {
      return dictionary(values);
    }
    if (width == 0 && found > 0 && found <= values.count / 4) {
      return dictionary(values);
    }
    Encoding special = special(values);
    if (special != null) {
      return special;
    }
    if (role == Role.STRINGS && values.count >= MIN_TEMPLATE_ROWS && templates.split(values)) {
      templates.write(values);
      return Encoding.TEMPLATE;
    }
    if (found > 0 && found <= values.count / 2) {
      return dictionary(values);
    }
    return plain(values);
  }

  static final byte[] NO_TYPES = {};

  /// Writes what [#distinct()] has found in the values.
  Encoding dictionary(Values values) {
    int count = distinct.count;
    int total = values.count;
    if (firstStarts.length < count) {
      firstStarts = new int[Math.max(count, firstStarts.length * 2)];
      firstEnds = new int[firstStarts.length];
    }
    for (int code = 0; code < count; code++) {
      firstStarts[code] = values.start(distinct.firsts[code]);
      firstEnds[code] = values.end(distinct.firsts[code]);
    }
    out.head.u8(Encoding.DICTIONARY.code());
    out.head.varint(count);
    byte[] plane = bytes(total);
    for (int i = 0; i < total; i++) {
      plane[i] = (byte) distinct.codes[i];
    }
    out.numbers(plane, 0, total);
    if (count > SMALL_DICTIONARY) {
      for (int i = 0; i < total; i++) {
        plane[i] = (byte) (distinct.codes[i] >>> 8);
      }
      out.numbers(plane, 0, total);
    }
    nested.set(values.data, firstStarts, firstEnds, 0, count);
    encode(nested, Role.DICTIONARY_VALUES);
    return Encoding.DICTIONARY;
  }

  private Encoding number(int count) {
    out.head.u8(Encoding.NUMBER.code());
    out.head.u8(numbers.scale);
    out.head.u8(numbers.minDigits);
    longs.encode(numbers.unscaled, count, out);
    return Encoding.NUMBER;
  }

  private Encoding plain(Values values) {
    out.head.u8(Encoding.PLAIN.code());
    long total = 0;
    boolean contiguous = true;
    for (int i = 0; i < values.count; i++) {
      work[i] = values.length(i);
      total += work[i];
      contiguous &= i == 0 || values.start(i) == values.end(i - 1);
    }
    longs.encode(work, values.count, out);
    out.head.varint(total);
    if (contiguous) {
      out.text(values.data, values.start(0), (int) total);
      return Encoding.PLAIN;
    }
    scratch.clear();
    scratch.ensure((int) total);
    for (int i = 0; i < values.count; i++) {
      scratch.put(values.data, values.start(i), values.length(i));
    }
    out.text(scratch.bytes, 0, scratch.length);
    return Encoding.PLAIN;
  }

  /// How many bytes a value takes in binary when its text looks like one of the fixed binary forms,
  /// judged by the first value, else 0.
  private static int fixedWidth(Values values) {
    int start = values.start(0);
    int length = values.length(0);
    if (length == UUID_LENGTH && Hex.uuid(values.data, start) >= 0) {
      return 16;
    }
    if (length >= MIN_HEX
        && length <= MAX_HEX
        && (length & 1) == 0
        && Hex.isHex(values.data, start, start + length)) {
      return length / 2;
    }
    return Ipv4.parse(values.data, start, start + length) >= 0 ? 4 : 0;
  }

  private static boolean isDictionarySmaller(int distinct, int count, int width) {
    return (long) distinct * width * 8 + (long) count * CODE_EIGHTHS < (long) count * width * 8;
  }

  private @org.jspecify.annotations.Nullable Encoding special(Values values) {
    int start = values.start(0);
    int length = values.length(0);
    byte[] data = values.data;
    if (length == 0) {
      return null;
    }
    if (affix(values)) {
      return Encoding.AFFIX;
    }
    if (length >= MIN_HEX
        && length <= MAX_HEX
        && (length & 1) == 0
        && Hex.isHex(data, start, start + length)
        && hex(values, length)) {
      return Encoding.HEX;
    }
    if (length == UUID_LENGTH && Hex.uuid(data, start) >= 0 && uuid(values)) {
      return Encoding.UUID;
    }
    if (Ipv4.parse(data, start, start + length) >= 0 && ipv4(values)) {
      return Encoding.IPV4;
    }
    IsoTime shape = IsoTime.of(data, start, start + length);
    if (shape != null && time(values, shape)) {
      return Encoding.TIME;
    }
    return null;
  }

  private boolean ipv4(Values values) {
    for (int i = 0; i < values.count; i++) {
      long address = Ipv4.parse(values.data, values.start(i), values.end(i));
      if (address < 0) {
        return false;
      }
      work[i] = address;
    }
    out.head.u8(Encoding.IPV4.code());
    longs.encode(work, values.count, out);
    return true;
  }

  private boolean time(Values values, IsoTime shape) {
    for (int i = 0; i < values.count; i++) {
      work[i] = shape.parse(values.data, values.start(i), values.end(i));
      if (work[i] == IsoTime.NO_TIME) {
        return false;
      }
    }
    ByteSink head = out.head;
    head.u8(Encoding.TIME.code());
    head.u8(shape.separator());
    head.u8(shape.point());
    head.u8(shape.digits());
    head.sized(shape.zone(), 0, shape.zone().length);
    longs.encode(work, values.count, out);
    return true;
  }

  private boolean hex(Values values, int length) {
    int width = length / 2;
    int count = values.count;
    byte[] planes = bytes(Math.multiplyExact(width, count));
    for (int i = 0; i < count; i++) {
      if (values.length(i) != length
          || !Hex.toPlanes(values.data, values.start(i), width, planes, i, count)) {
        return false;
      }
    }
    out.head.u8(Encoding.HEX.code());
    out.head.varint(width);
    planes(planes, width, count);
    return true;
  }

  private boolean uuid(Values values) {
    int count = values.count;
    byte[] planes = bytes(Math.multiplyExact(16, count));
    for (int i = 0; i < count; i++) {
      int start = values.start(i);
      if (values.length(i) != UUID_LENGTH
          || Hex.uuid(values.data, start) < 0
          || !Hex.uuidToPlanes(values.data, start, planes, i, count)) {
        return false;
      }
    }
    out.head.u8(Encoding.UUID.code());
    planes(planes, 16, count);
    return true;
  }

  private void planes(byte[] planes, int width, int count) {
    for (int p = 0; p < width; p++) {
      out.numbers(planes, p * count, count);
    }
  }

  /// Prefix and suffix are what stands before the first and behind the last digit of the first
  /// value.
  private boolean affix(Values values) {
    byte[] data = values.data;
    int start = values.start(0);
    int end = values.end(0);
    int from = start;
    while (from < end && !isDigit(data[from])) {
      from++;
    }
    int to = end;
    while (to > from && !isDigit(data[to - 1])) {
      to--;
    }
    if (from == to) {
      return false;
    }
    int prefix = from - start;
    int suffix = end - to;
    int least = Integer.MAX_VALUE;
    int most = 0;
    boolean padded = false;
    for (int i = 0; i < values.count; i++) {
      int first = values.start(i) + prefix;
      int last = values.end(i) - suffix;
      int digits = last - first;
      if (digits < 1
          || digits > NumberScan.MAX_SCALE
          || !Arrays.equals(data, start, from, data, values.start(i), first)
          || !Arrays.equals(data, to, end, data, last, values.end(i))) {
        return false;
      }
      long number = 0;
      for (int k = first; k < last; k++) {
        if (!isDigit(data[k])) {
          return false;
        }
        number = number * 10 + data[k] - '0';
      }
      work[i] = number;
      padded |= data[first] == '0' && digits > 1;
      least = Math.min(least, digits);
      most = Math.max(most, digits);
    }
    if (padded && least != most) {
      return false;
    }
    out.head.u8(Encoding.AFFIX.code());
    out.head.sized(data, start, prefix);
    out.head.sized(data, to, suffix);
    out.head.u8(padded ? least : 0);
    longs.encode(work, values.count, out);
    return true;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private byte[] bytes(int size) {
    scratch.clear();
    scratch.ensure(size);
    return scratch.bytes;
  }
}
