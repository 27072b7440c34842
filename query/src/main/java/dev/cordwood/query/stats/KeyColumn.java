package dev.cordwood.query.stats;

import dev.cordwood.event.ValueType;
import dev.cordwood.query.ByteSlice;
import dev.cordwood.query.Cells;
import dev.cordwood.query.PackedCells;
import dev.cordwood.query.Rows;
import dev.cordwood.query.lang.Bucket;
import dev.cordwood.query.lang.GroupKey;
import dev.cordwood.query.value.NaturalKey;
import dev.cordwood.store.PackedForm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The distinct values, or buckets, of one field to group by. Rows get their value's number by the
/// cheapest way the cells allow: once a code for dictionaries, by a long for times and bucketed
/// numbers, by bytes for the rest. Text is made once a distinct value, never once a row.
final class KeyColumn {
  private static final String TIME = "_time";
  private static final byte UNSEEN = Byte.MAX_VALUE;

  /// A field with more forms than this, one or so a block, goes by its text.
  private static final int MAX_FORMS = 64;

  private final String field;
  private final Bucketing bucketing;
  private final boolean plain;
  private final ByteTable values = new ByteTable();
  private byte[] types = new byte[16];

  /// From a time's or a number's bucket to the number of its text.
  private final NumberIds shortcuts = new NumberIds();

  /// The same for values that are kept as numbers, by their form.
  private final Map<PackedForm, NumberIds> packed = new HashMap<>();

  private long packedBytes;

  /// All values seen, while they are of one form; `values` is empty then.
  private @Nullable NumberKeys compact;

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
    return compact == null ? values.size() : compact.size();
  }

  long bytes() {
    return values.bytes()
        + shortcuts.bytes()
        + packedBytes
        + (compact == null ? 0 : compact.bytes())
        + types.length
        + 4L * ids.length;
  }

  String text(int id) {
    return compact == null ? values.text(id) : new String(compact.text(id), StandardCharsets.UTF_8);
  }

  ValueType type(int id) {
    return ValueType.of(types[id]);
  }

  /// The place of each value in the natural order, values without order by their text.
  int[] ranks() {
    int count = count();
    NaturalKey[] keys = new NaturalKey[count];
    Integer[] order = new Integer[count];
    for (int id = 0; id < count; id++) {
      keys[id] = NaturalKey.of(text(id));
      order[id] = id;
    }
    Arrays.sort(
        order,
        (left, right) -> {
          int compared = keys[left].compareTo(keys[right]);
          return compared != 0 ? compared : keys[left].text().compareTo(keys[right].text());
        });
    int[] ranks = new int[count];
    for (int place = 0; place < count; place++) {
      ranks[order[place]] = place;
    }
    return ranks;
  }

  boolean isEmpty(int id) {
    return compact == null ? values.length(id) == 0 : compact.isEmpty(id);
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
    PackedCells numbers = codes == null && plain ? cells.packed() : null;
    if (numbers != null && isCompact(numbers.form())) {
      assignCompact(numbers, size);
      return ids;
    }
    expand();
    if (codes != null) {
      assignCodes(cells, codes, size);
    } else if (numbers != null && isKnown(numbers.form())) {
      assignPacked(cells, numbers, size);
    } else if (plain) {
      assignBytes(cells, size);
    } else {
      assignBuckets(cells, size);
    }
    return ids;
  }

  /// Whether all values so far, these included, are of one form.
  private boolean isCompact(PackedForm form) {
    if (compact == null && values.size() == 0) {
      compact = new NumberKeys(form);
    }
    return compact != null && compact.form().equals(form);
  }

  /// Gives the values their text, because others come that are of another form. They keep their
  /// numbers.
  private void expand() {
    NumberKeys numbers = compact;
    if (numbers != null) {
      compact = null;
      for (int id = 0; id < numbers.size(); id++) {
        byte[] text = numbers.text(id);
        values.idOf(text, 0, text.length);
      }
      packed.put(numbers.form(), numbers.ids());
      packedBytes += numbers.ids().bytes();
    }
  }

  private boolean isKnown(PackedForm form) {
    return packed.containsKey(form) || packed.size() < MAX_FORMS;
  }

  private void assignCompact(PackedCells numbers, int size) {
    NumberKeys keys = compact;
    if (keys == null) {
      throw new IllegalStateException("values of several forms");
    }
    long[] all = numbers.numbers();
    boolean[] missing = numbers.missing();
    for (int row = 0; row < size; row++) {
      if (missing != null && missing[row]) {
        ids[row] = keys.emptyId();
        noteType(ids[row], ValueType.STRING);
      } else {
        ids[row] = keys.idOf(all[row]);
      }
    }
    noteTypes(numbers.type(), missing, size);
  }

  private void noteTypes(ValueType type, boolean @Nullable [] missing, int size) {
    byte code = type.code();
    for (int row = 0; row < size; row++) {
      int id = ids[row];
      if ((missing == null || !missing[row]) && (id >= types.length || types[id] != code)) {
        noteType(id, type);
      }
    }
  }

  private void assignTimes(Rows rows, int size) {
    long[] times = rows.times();
    int row = 0;
    while (row < size) {
      long nanos = times[row];
      if (nanos == Rows.NO_TIME) {
        ids[row++] = idOf("", ValueType.STRING);
        continue;
      }
      long start = bucketing.time(nanos);
      row = fill(ids, timeId(start), times, row, size, start, bucketing.lastTime(start, nanos));
    }
  }

  /// Gives an id to the rows from `from` on whose times lie within a span.
  ///
  /// @return the first row behind them
  private static int fill(
      int[] ids, int id, long[] times, int from, int size, long start, long last) {
    int row = from;
    do {
      ids[row++] = id;
    } while (row < size && times[row] >= start && times[row] <= last);
    return row;
  }

  private int timeId(long bucket) {
    int known = shortcuts.find(bucket);
    return known != NumberIds.UNKNOWN
        ? known
        : addShortcut(bucket, idOf(bucketing.timeText(bucket), ValueType.STRING));
  }

  private int addShortcut(long number, int id) {
    shortcuts.put(number, id);
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

  private void assignPacked(Cells cells, PackedCells numbers, int size) {
    NumberIds known = packed.computeIfAbsent(numbers.form(), form -> new NumberIds());
    long before = known.bytes();
    long[] all = numbers.numbers();
    boolean[] missing = numbers.missing();
    for (int row = 0; row < size; row++) {
      if (missing != null && missing[row]) {
        ids[row] = idOf("", ValueType.STRING);
        continue;
      }
      int id = known.find(all[row]);
      if (id == NumberIds.UNKNOWN) {
        cells.slice(row, slice);
        id = values.idOf(slice.bytes, slice.start, slice.end);
        known.put(all[row], id);
      }
      ids[row] = id;
    }
    noteTypes(numbers.type(), missing, size);
    packedBytes += known.bytes() - before;
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
      int known = shortcuts.find(key);
      ids[row] =
          known != NumberIds.UNKNOWN
              ? known
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
    int[] mapping;
    NumberKeys theirs = other.compact;
    if (theirs != null && isCompact(theirs.form()) && compact != null) {
      mapping = compact.addAll(theirs);
    } else {
      expand();
      other.expand();
      mapping = values.addAll(other.values);
    }
    for (int id = 0; id < mapping.length; id++) {
      noteType(mapping[id], other.type(id));
    }
    return mapping;
  }
}
