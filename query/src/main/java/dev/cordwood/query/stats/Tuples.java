package dev.cordwood.query.stats;

import dev.cordwood.event.ValueType;
import dev.cordwood.query.ByteSlice;
import dev.cordwood.query.Cells;
import dev.cordwood.query.Rows;
import dev.cordwood.query.lang.FieldMatch;
import dev.cordwood.query.rows.RowsBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Dense numbers for the distinct tuples of some fields. Fields that are named go the fast way of
/// [Grouping]; where the fields are "all" or go by prefix, they differ from batch to batch, and a
/// tuple is the names, types and values of those that are not empty.
public final class Tuples {
  private final List<FieldMatch> fields;
  private final Grouping grouping;
  private final boolean named;
  private final ByteTable encoded = new ByteTable();
  private final ByteSlice slice = new ByteSlice();
  private byte[] key = new byte[64];
  private int[] numbers = new int[0];
  private boolean[] empty = new boolean[16];
  private int known;

  private Tuples(List<FieldMatch> fields) {
    this.fields = fields;
    this.named = !fields.isEmpty() && fields.stream().noneMatch(FieldMatch::prefix);
    this.grouping =
        Grouping.byFields(named ? fields.stream().map(FieldMatch::name).toList() : List.of());
  }

  public static Tuples of(List<FieldMatch> fields) {
    return new Tuples(fields);
  }

  /// @param fields empty for all
  public static Tuples ofFields(List<String> fields) {
    return new Tuples(fields.stream().map(FieldMatch::field).toList());
  }

  public int count() {
    return named ? grouping.count() : encoded.size();
  }

  public long bytes() {
    return grouping.bytes() + encoded.bytes() + empty.length + 4L * numbers.length;
  }

  /// Whether the tuple has no value at all.
  public boolean isEmpty(int tuple) {
    return empty[tuple];
  }

  /// Each row's tuple; the array is valid until the next call.
  public int[] assign(Rows rows) {
    int[] assigned;
    if (named) {
      assigned = grouping.assign(rows);
    } else {
      encode(rows);
      assigned = numbers;
    }
    noteEmpty();
    return assigned;
  }

  private void noteEmpty() {
    int count = count();
    if (empty.length < count) {
      empty = Arrays.copyOf(empty, Aggregator.capacity(empty.length, count));
    }
    for (; known < count; known++) {
      empty[known] = named ? grouping.isEmpty(known) : encoded.length(known) == 0;
    }
  }

  private void encode(Rows rows) {
    if (numbers.length < rows.size()) {
      numbers = new int[rows.size()];
    }
    List<String> names = Batch.matching(rows, fields).stream().sorted().toList();
    Cells[] cells = names.stream().map(rows::cells).toArray(Cells[]::new);
    byte[][] labels = new byte[cells.length][];
    for (int f = 0; f < labels.length; f++) {
      labels[f] = names.get(f).getBytes(StandardCharsets.UTF_8);
    }
    for (int row = 0; row < rows.size(); row++) {
      int length = 0;
      for (int f = 0; f < cells.length; f++) {
        cells[f].slice(row, slice);
        if (slice.length() > 0) {
          length = append(labels[f], 0, labels[f].length, length);
          key[length++] = cells[f].type(row).code();
          length = append(slice.bytes, slice.start, slice.end, length);
        }
      }
      numbers[row] = encoded.idOf(key, 0, length);
    }
  }

  /// Length first, so that no two tuples have the same bytes.
  private int append(byte[] bytes, int start, int end, int at) {
    int size = end - start;
    if (at + size + 5 > key.length) {
      key = Arrays.copyOf(key, Math.max(key.length * 2, at + size + 5));
    }
    key[at] = (byte) (size >>> 24);
    key[at + 1] = (byte) (size >>> 16);
    key[at + 2] = (byte) (size >>> 8);
    key[at + 3] = (byte) size;
    System.arraycopy(bytes, start, key, at + 4, size);
    return at + 4 + size;
  }

  /// @return this one's number for each of the other's tuples
  public int[] addAll(Tuples other) {
    int[] mapping = named ? grouping.addAll(other.grouping) : encoded.addAll(other.encoded);
    noteEmpty();
    return mapping;
  }

  /// Sets the tuple's fields in the row that is being built.
  public void write(int tuple, RowsBuilder row) {
    if (named) {
      for (int k = 0; k < grouping.keys(); k++) {
        row.set(grouping.field(k), grouping.text(tuple, k), grouping.type(tuple, k));
      }
      return;
    }
    byte[] bytes = encoded.copy(tuple);
    int at = 0;
    while (at < bytes.length) {
      int nameLength = size(bytes, at);
      String name = new String(bytes, at + 4, nameLength, StandardCharsets.UTF_8);
      at += 4 + nameLength;
      ValueType type = ValueType.of(bytes[at++]);
      int length = size(bytes, at);
      row.set(name, new String(bytes, at + 4, length, StandardCharsets.UTF_8), type);
      at += 4 + length;
    }
  }

  private static int size(byte[] bytes, int at) {
    return bytes[at] << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | bytes[at + 3] & 0xff;
  }

  /// The order of the tuples' texts, for answers that do not depend on who came first.
  public int compare(int left, int right) {
    if (!named) {
      return encoded.compare(left, right);
    }
    for (int k = 0; k < grouping.keys(); k++) {
      int compared = grouping.text(left, k).compareTo(grouping.text(right, k));
      if (compared != 0) {
        return compared;
      }
    }
    return 0;
  }
}
