package dev.cordwood.query.stats;

import dev.cordwood.event.ValueType;
import dev.cordwood.query.Cells;
import dev.cordwood.query.JsonRows;
import dev.cordwood.query.lang.Bucket;
import dev.cordwood.query.lang.FieldMatch;
import dev.cordwood.query.lang.GroupKey;
import dev.cordwood.query.value.NaturalKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `values` and `uniq_values`: a JSON array of values with their types. Each distinct value is kept
/// once; a group keeps numbers of values.
final class ValuesAggregator extends Aggregator {
  private final List<FieldMatch> fields;
  private final boolean unique;
  private final long limit;

  /// All fields' values have numbers in one table, by way of one column a field.
  private final ByteTable values = new ByteTable();

  private byte[] types = new byte[16];
  private final Map<String, KeyColumn> columns = new HashMap<>();
  private final Map<String, int[]> numberOf = new HashMap<>();
  private final LongTable pairs = new LongTable();
  private int[][] lists = new int[1][];
  private int[] sizes = new int[1];
  private long listBytes;

  ValuesAggregator(List<FieldMatch> fields, boolean unique, long limit) {
    this.fields = fields;
    this.unique = unique;
    this.limit = limit == 0 ? Integer.MAX_VALUE - 16 : limit;
    Arrays.fill(types, UNSEEN);
  }

  private static final byte UNSEEN = Byte.MAX_VALUE;

  @Override
  void add(Batch batch, int[] groups, int groupCount) {
    grow(groupCount);
    for (String field : batch.fields(fields)) {
      KeyColumn column =
          columns.computeIfAbsent(field, name -> new KeyColumn(new GroupKey(name, Bucket.NONE)));
      int[] ids = column.assign(batch.rows());
      int[] numbers = numbers(field, column);
      Cells cells = batch.cells(field);
      for (int row = 0; row < batch.size(); row++) {
        int group = groups[row];
        if (group >= 0 && !(unique && column.isEmpty(ids[row]))) {
          append(group, numbers[ids[row]]);
        }
      }
      assert cells.size() == batch.size();
    }
  }

  /// The number in [#values] of each of the column's values.
  private int[] numbers(String field, KeyColumn column) {
    int[] numbers = numberOf.getOrDefault(field, new int[0]);
    int from = numbers.length;
    if (column.count() > from) {
      numbers = Arrays.copyOf(numbers, column.count());
      for (int id = from; id < numbers.length; id++) {
        numbers[id] = values.idOf(column.text(id));
        note(numbers[id], column.type(id).code());
      }
      numberOf.put(field, numbers);
    }
    return numbers;
  }

  private void note(int id, byte type) {
    if (id >= types.length) {
      int from = types.length;
      types = Arrays.copyOf(types, Math.max(id + 1, from * 2));
      Arrays.fill(types, from, types.length, UNSEEN);
    }
    types[id] = types[id] == UNSEEN || types[id] == type ? type : ValueType.STRING.code();
  }

  private void append(int group, int value) {
    int size = sizes[group];
    if (size >= limit) {
      return;
    }
    if (unique) {
      int before = pairs.size();
      if (pairs.idOf((long) group << 32 | value) != before) {
        return;
      }
    }
    int[] list = lists[group];
    if (list == null) {
      list = new int[4];
      lists[group] = list;
      listBytes += 32;
    } else if (size == list.length) {
      list = Arrays.copyOf(list, size + (size >> 1));
      lists[group] = list;
      listBytes += 4L * (list.length - size);
    }
    list[size] = value;
    sizes[group] = size + 1;
  }

  private void grow(int groupCount) {
    if (groupCount > sizes.length) {
      int length = capacity(sizes.length, groupCount);
      lists = Arrays.copyOf(lists, length);
      sizes = Arrays.copyOf(sizes, length);
    }
  }

  @Override
  void merge(Aggregator other, int[] mapping, int groupCount) {
    grow(groupCount);
    ValuesAggregator theirs = (ValuesAggregator) other;
    int[] numbers = values.addAll(theirs.values);
    for (int id = 0; id < numbers.length; id++) {
      note(numbers[id], theirs.types[id]);
    }
    for (int group = 0; group < Math.min(mapping.length, theirs.sizes.length); group++) {
      int[] list = theirs.lists[group];
      for (int i = 0; i < theirs.sizes[group]; i++) {
        append(mapping[group], numbers[list[i]]);
      }
    }
  }

  @Override
  long bytes() {
    long bytes = values.bytes() + types.length + pairs.bytes() + 12L * sizes.length + listBytes;
    for (KeyColumn column : columns.values()) {
      bytes += column.bytes() + 4L * column.count();
    }
    return bytes;
  }

  @Override
  String text(int group) {
    List<Integer> ids = new ArrayList<>();
    int @Nullable [] list = group < sizes.length ? lists[group] : null;
    for (int i = 0; list != null && i < sizes[group]; i++) {
      ids.add(list[i]);
    }
    if (unique) {
      Map<Integer, NaturalKey> keys = new HashMap<>();
      ids.forEach(id -> keys.put(id, NaturalKey.of(values.text(id))));
      ids.sort(Comparator.<Integer, NaturalKey>comparing(keys::get).thenComparing(values::compare));
    }
    StringBuilder out = new StringBuilder("[");
    for (int id : ids) {
      if (out.length() > 1) {
        out.append(',');
      }
      JsonRows.value(values.text(id), ValueType.of(types[id]), out);
    }
    return out.append(']').toString();
  }

  @Override
  ValueType type(int group) {
    return ValueType.JSON;
  }
}
