package dev.cordwood.query.stats;

import dev.cordwood.event.ValueType;
import dev.cordwood.query.ByteSlice;
import dev.cordwood.query.Cells;
import dev.cordwood.query.Rows;
import dev.cordwood.query.lang.Bucket;
import dev.cordwood.query.lang.GroupKey;
import java.util.Arrays;

/// The distinct values, or buckets, of one field to group by. Rows get their value's number by the
/// cheapest way the cells allow: once a code for dictionaries, by a long for times and bucketed
/// numbers, by bytes for the rest. Text is made once a distinct value, never once a row.
final class KeyColumn {
  private static final String TIME = "_time";
  private static final byte UNSEEN = Byte.MAX_VALUE;

  private final String field;
  private final Bucketing bucketing;
  private final boolean plain;
  private final ByteTable values = new ByteTable();
  private byte[] types = new byte[16];

  /// From a time's or a number's bucket to the number of its text.
  private final LongTable shortcuts = new LongTable();

  private int[] shortcutIds = new int[16];
  private int[] ids = new int[0];
  private int[] idOfCode = new int[0];
  private final ByteSlice slice = new ByteSlice();

  KeyColumn(GroupKey key) {
    field = key.field();
    bucketing = Bucketing.of(key.bucket());
    plain = key.bucket() instanceof Bucket.None;
    Arrays.fill(types, UNSEEN);
  }

  String field() {
    return field;
  }

  int count() {
    return values.size();
  }

  long bytes() {
    return values.bytes()
        + shortcuts.bytes()
        + types.length
        + 4L * (shortcutIds.length + ids.length);
  }

  String text(int id) {
    return values.text(id);
  }

  ValueType type(int id) {
    return ValueType.of(types[id]);
  }

  boolean isEmpty(int id) {
    return values.length(id) == 0;
  }

  int[] assign(Rows rows) {
    int size = rows.size();
    if (ids.length < size) {
      ids = new int[size];
    }
    if (field.equals(TIME) && bucketing.takesTimes()) {
      assignTimes(rows, size);
      return ids;
    }
    Cells cells = rows.cells(field);
    int[] codes = cells.codes();
    if (codes != null) {
      assignCodes(cells, codes, size);
    } else if (plain) {
      assignBytes(cells, size);
    } else {
      assignBuckets(cells, size);
    }
    return ids;
  }

  private void assignTimes(Rows rows, int size) {
    long start = 0;
    long last = -1; // the span of times that are known to lie in the bucket of lastId
    int lastId = -1;
    for (int row = 0; row < size; row++) {
      long nanos = rows.timeNanos(row);
      if (nanos >= start && nanos <= last) {
        ids[row] = lastId;
        continue;
      }
      if (nanos == Rows.NO_TIME) {
        ids[row] = idOf("", ValueType.STRING);
        continue;
      }
      start = bucketing.time(nanos);
      last = bucketing.lastTime(start, nanos);
      lastId = timeId(start);
      ids[row] = lastId;
    }
  }

  private int timeId(long bucket) {
    int shortcut = shortcuts.find(bucket);
    return shortcut >= 0
        ? shortcutIds[shortcut]
        : addShortcut(bucket, idOf(bucketing.timeText(bucket), ValueType.STRING));
  }

  private int addShortcut(long key, int id) {
    int shortcut = shortcuts.idOf(key);
    if (shortcut >= shortcutIds.length) {
      shortcutIds = Arrays.copyOf(shortcutIds, shortcut * 2);
    }
    shortcutIds[shortcut] = id;
    return id;
  }

  private void assignCodes(Cells cells, int[] codes, int size) {
    int count = cells.codeCount();
    if (idOfCode.length < count) {
      idOfCode = new int[count];
    }
    Arrays.fill(idOfCode, 0, count, -1);
    for (int row = 0; row < size; row++) {
      int code = codes[row];
      int id = idOfCode[code];
      if (id < 0) {
        id = bucketId(cells.codeText(code), cells.type(row));
        idOfCode[code] = id;
      }
      ids[row] = id;
    }
  }

  private void assignBytes(Cells cells, int size) {
    for (int row = 0; row < size; row++) {
      cells.slice(row, slice);
      int id = values.idOf(slice.bytes, slice.start, slice.end);
      if (slice.length() > 0) {
        noteType(id, cells.type(row));
      } else {
        noteType(id, ValueType.STRING);
      }
      ids[row] = id;
    }
  }

  private void assignBuckets(Cells cells, int size) {
    for (int row = 0; row < size; row++) {
      double number = bucketing.takesNumbers() ? cells.number(row) : Double.NaN;
      if (Double.isNaN(number)) {
        ids[row] = bucketId(cells.text(row), cells.type(row));
        continue;
      }
      double bucket = bucketing.number(number);
      long key = Double.doubleToLongBits(bucket);
      int shortcut = shortcuts.find(key);
      ids[row] =
          shortcut >= 0
              ? shortcutIds[shortcut]
              : addShortcut(key, idOf(bucketing.numberText(bucket), ValueType.NUMBER));
    }
  }

  private int bucketId(String text, ValueType type) {
    if (text.isEmpty()) {
      return idOf(text, ValueType.STRING);
    }
    String bucket = bucketing.text(text);
    return idOf(bucket, bucketing.type(text, bucket, type));
  }

  private int idOf(String text, ValueType type) {
    int id = values.idOf(text);
    noteType(id, type);
    return id;
  }

  /// The same text with several types is a string: the answer must not depend on which came first.
  private void noteType(int id, ValueType type) {
    if (id >= types.length) {
      int from = types.length;
      types = Arrays.copyOf(types, Math.max(id + 1, types.length * 2));
      Arrays.fill(types, from, types.length, UNSEEN);
    }
    byte known = types[id];
    byte code = type.code();
    types[id] = known == UNSEEN || known == code ? code : ValueType.STRING.code();
  }

  int[] addAll(KeyColumn other) {
    int[] mapping = values.addAll(other.values);
    for (int id = 0; id < mapping.length; id++) {
      noteType(mapping[id], other.type(id));
    }
    return mapping;
  }
}
