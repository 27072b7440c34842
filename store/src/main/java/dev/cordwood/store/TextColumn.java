package dev.cordwood.store;

import dev.cordwood.event.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Text values side by side: row `r` is `data[offsets[r], offsets[r+1])`, UTF-8; absent rows are
/// empty there; there may be more offsets than rows need, and they mean nothing. `types` holds a
/// [ValueType#code()] a row, or a single one when all present values share it.
///
/// Numbers with a unit, addresses, times, UUIDs and hexadecimal ids come from a part in a binary
/// form, *packed*. Their text is made when it is asked for: of all rows by [#data()] and
/// [#offsets()], of some by [#select], of one by [#bytes]. What needs no text asks for [#packed()].
public final class TextColumn implements Column {
  private final Bitmap present;
  private final byte[] types;
  private final @Nullable StoredVector vector;
  private final StoredColumn.Rows rows;
  private volatile @Nullable Texts texts;

  private record Texts(byte[] data, int[] offsets) {}

  public TextColumn(byte[] data, int[] offsets, Bitmap present, byte[] types) {
    this.texts = new Texts(data, offsets);
    this.present = present;
    this.types = types;
    this.vector = null;
    this.rows = StoredColumn.Rows.NONE;
  }

  TextColumn(StoredVector vector, StoredColumn.Rows rows, Bitmap present, byte[] types) {
    this.vector = vector;
    this.rows = rows;
    this.present = present;
    this.types = types;
  }

  public byte[] data() {
    return texts().data;
  }

  public int[] offsets() {
    return texts().offsets;
  }

  public Bitmap present() {
    return present;
  }

  public byte[] types() {
    return types;
  }

  /// Whether the text of all rows has still to be made, and no value is empty.
  public boolean isPacked() {
    return vector != null && texts == null;
  }

  private Texts texts() {
    Texts known = texts;
    if (known == null) {
      int[] all = new int[present.size()];
      Arrays.setAll(all, row -> row);
      known = written(all);
      texts = known;
    }
    return known;
  }

  /// The values as numbers, a row each, and in which form; null when that is not how they are kept.
  public @Nullable PackedValues packed() {
    StoredVector source = vector;
    if (source == null || types.length != 1) {
      return null;
    }
    PackedValues ofValues = source.packed();
    return ofValues == null
        ? null
        : new PackedValues(ofValues.form(), rows.spread(ofValues.numbers()));
  }

  /// Clears the rows whose text is not `value`. Only looks at rows that are set, all of them
  /// present.
  ///
  /// @return false, and nothing is done, when there is no better way than to compare the texts
  public boolean keepEqual(byte[] value, Bitmap wanted) {
    StoredVector.Planes planes = vector instanceof StoredVector.Planes hex ? hex : null;
    if (planes == null || !isPacked()) {
      return false;
    }
    byte[] bytes = planes.parse(value);
    if (bytes.length == 0) {
      wanted.clearAll();
      return true;
    }
    Bitmap found = new Bitmap(wanted.size());
    int index = 0;
    for (int row = present.next(0); row >= 0; row = present.next(row + 1)) {
      if (planes.isEqual(index++, bytes)) {
        found.set(row);
      }
    }
    wanted.and(found);
    return true;
  }

  /// A column of some rows only, in the order given.
  public TextColumn select(int[] selected) {
    Texts chosen;
    Texts known = texts;
    Bitmap there = new Bitmap(selected.length);
    for (int i = 0; i < selected.length; i++) {
      if (present.get(selected[i])) {
        there.set(i);
      }
    }
    byte[] typesOfRows = types;
    if (types.length != 1) {
      typesOfRows = new byte[selected.length];
      for (int i = 0; i < selected.length; i++) {
        typesOfRows[i] = types[selected[i]];
      }
    }
    if (known == null) {
      chosen = written(selected);
    } else {
      ByteSink data = new ByteSink(64);
      int[] offsets = new int[selected.length + 1];
      for (int i = 0; i < selected.length; i++) {
        int from = known.offsets[selected[i]];
        data.put(known.data, from, known.offsets[selected[i] + 1] - from);
        offsets[i + 1] = data.length;
      }
      chosen = new Texts(data.bytes, offsets);
    }
    return new TextColumn(chosen.data, chosen.offsets, there, typesOfRows);
  }

  private Texts written(int[] selected) {
    StoredVector source = vector;
    if (source == null) {
      throw new IllegalStateException("a column without values");
    }
    int[] indexes = new int[selected.length];
    int[] rowOf = new int[selected.length];
    int count = 0;
    for (int i = 0; i < selected.length; i++) {
      if (present.get(selected[i])) {
        rowOf[count] = i;
        indexes[count++] = rows.index(selected[i]);
      }
    }
    int[] places = new int[count];
    source.addLengths(indexes, 0, count, places);
    int[] offsets = StoredColumn.offsets(selected.length, rowOf, places);
    byte[] data = new byte[offsets[selected.length]];
    for (int i = 0; i < count; i++) {
      places[i] = offsets[rowOf[i]];
    }
    source.append(indexes, 0, count, data, places);
    return new Texts(data, offsets);
  }

  @Override
  public int rows() {
    return present.size();
  }

  @Override
  public boolean isPresent(int row) {
    return present.get(row);
  }

  @Override
  public ValueType type(int row) {
    return ValueType.of(types[types.length == 1 ? 0 : row]);
  }

  @Override
  public byte[] bytes(int row) {
    Texts known = texts;
    StoredVector source = vector;
    if (known == null && source != null) {
      if (!present.get(row)) {
        return new byte[0];
      }
      int index = rows.index(row);
      byte[] bytes = new byte[source.length(index)];
      source.write(index, bytes, 0);
      return bytes;
    }
    known = texts();
    return Arrays.copyOfRange(known.data, known.offsets[row], known.offsets[row + 1]);
  }

  @Override
  public String text(int row) {
    Texts known = texts;
    return known == null
        ? new String(bytes(row), StandardCharsets.UTF_8)
        : new String(
            known.data,
            known.offsets[row],
            known.offsets[row + 1] - known.offsets[row],
            StandardCharsets.UTF_8);
  }
}
