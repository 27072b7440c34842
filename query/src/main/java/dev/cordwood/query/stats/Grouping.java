package dev.cordwood.query.stats;

import dev.cordwood.event.ValueType;
import dev.cordwood.query.Rows;
import dev.cordwood.query.lang.Bucket;
import dev.cordwood.query.lang.GroupKey;
import java.util.Arrays;
import java.util.List;

/// Gives each distinct tuple of field values a dense number. A tuple is a chain of pairs: the
/// number of the tuple so far and the number of the next value, in one long.
public final class Grouping {
  /// Up to this many possible pairs a batch finds them in a plain array instead of the hash table.
  private static final int DIRECT_PAIRS = 1 << 15;

  private static final long MAX_PLACE = Long.MAX_VALUE >>> 1;

  private final KeyColumn[] keys;
  private final LongTable[] pairs;
  private int[] numbers = new int[0];

  /// For each key but the first: see [#direct(int, int, int)].
  private final int[][] direct;

  private final int[] strides;

  public Grouping(List<GroupKey> by) {
    keys = by.stream().map(KeyColumn::new).toArray(KeyColumn[]::new);
    pairs = new LongTable[Math.max(0, keys.length - 1)];
    Arrays.setAll(pairs, k -> new LongTable());
    direct = new int[pairs.length][0];
    strides = new int[pairs.length];
  }

  public static Grouping byFields(List<String> fields) {
    return new Grouping(fields.stream().map(f -> new GroupKey(f, Bucket.NONE)).toList());
  }

  public int keys() {
    return keys.length;
  }

  public String field(int key) {
    return keys[key].field();
  }

  /// The tuples seen so far; always one when there is nothing to group by.
  public int count() {
    return keys.length == 0
        ? 1
        : keys.length == 1 ? keys[0].count() : pairs[pairs.length - 1].size();
  }

  public long bytes() {
    long bytes = 4L * numbers.length;
    for (int[] known : direct) {
      bytes += 4L * known.length;
    }
    for (KeyColumn key : keys) {
      bytes += key.bytes();
    }
    for (LongTable table : pairs) {
      bytes += table.bytes();
    }
    return bytes;
  }

  /// The tuple of each row; the array is valid until the next call.
  public int[] assign(Rows rows) {
    int size = rows.size();
    if (keys.length == 0) {
      if (numbers.length < size) {
        numbers = new int[size];
      }
      return numbers;
    }
    int[] groups = keys[0].assign(rows);
    for (int k = 1; k < keys.length; k++) {
      int known = k == 1 ? keys[0].count() : pairs[k - 2].size();
      groups = combine(k - 1, groups, known, keys[k].assign(rows), keys[k].count(), size);
    }
    return groups;
  }

  private int[] combine(
      int level, int[] left, int leftCount, int[] right, int rightCount, int size) {
    LongTable table = pairs[level];
    if (numbers.length < size) {
      numbers = new int[size];
    }
    int[] groups = numbers;
    int stride = Math.max(strides[level], Integer.highestOneBit(Math.max(1, rightCount - 1)) * 2);
    if ((long) leftCount * stride <= DIRECT_PAIRS) {
      int[] known = direct(level, stride, leftCount);
      for (int row = 0; row < size; row++) {
        row = lookUp(known, left, right, stride, groups, row, size);
        if (row < size) {
          int group = table.idOf((long) left[row] << 32 | right[row]);
          known[left[row] * stride + right[row]] = group;
          groups[row] = group;
        }
      }
      return groups;
    }
    long last = -1;
    int lastGroup = -1;
    for (int row = 0; row < size; row++) {
      long pair = (long) left[row] << 32 | right[row];
      if (pair != last) {
        last = pair;
        lastGroup = table.idOf(pair);
      }
      groups[row] = lastGroup;
    }
    return groups;
  }

  /// The group of each pair seen so far, -1 for others, by `left * stride + right`.
  private int[] direct(int level, int stride, int leftCount) {
    int[] known = direct[level];
    int from = known.length;
    if (stride != strides[level]) {
      strides[level] = stride;
      known = new int[0];
      from = 0;
    }
    if (known.length < leftCount * stride) {
      known = Arrays.copyOf(known, Math.max(1024, Integer.highestOneBit(leftCount * stride) * 2));
      Arrays.fill(known, from, known.length, -1);
      direct[level] = known;
    }
    return known;
  }

  /// Gives rows their group by `direct`, from `from` on.
  ///
  /// @return the first row whose pair has none yet, or `size`
  private static int lookUp(
      int[] direct, int[] left, int[] right, int stride, int[] groups, int from, int size) {
    for (int row = from; row < size; row++) {
      int group = direct[left[row] * stride + right[row]];
      if (group < 0) {
        return row;
      }
      groups[row] = group;
    }
    return size;
  }

  /// All groups in the natural order of their members, the first member first.
  int[] order() {
    int count = count();
    long[] places = new long[count];
    long bound = 1; // no place is higher
    for (int key = 0; key < keys.length; key++) {
      int[] ranks = keys[key].ranks();
      if (bound > MAX_PLACE / Math.max(1, ranks.length)) {
        bound = close(places);
      }
      for (int group = 0; group < count; group++) {
        places[group] = places[group] * ranks.length + ranks[valueOf(group, key)];
      }
      bound *= ranks.length;
    }
    close(places);
    int[] order = new int[count];
    for (int group = 0; group < count; group++) {
      order[(int) places[group]] = group;
    }
    return order;
  }

  /// Makes places dense, in the same order.
  ///
  /// @return how many there are
  private static int close(long[] places) {
    long[] sorted = places.clone();
    Arrays.sort(sorted);
    int count = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[count++] = sorted[i];
      }
    }
    for (int i = 0; i < places.length; i++) {
      places[i] = Arrays.binarySearch(sorted, 0, count, places[i]);
    }
    return count;
  }

  /// Adds the other's tuples.
  ///
  /// @return this grouping's number for each of the other's
  public int[] addAll(Grouping other) {
    if (keys.length == 0) {
      return new int[1];
    }
    int[] mapping = keys[0].addAll(other.keys[0]);
    for (int k = 1; k < keys.length; k++) {
      int[] values = keys[k].addAll(other.keys[k]);
      LongTable theirs = other.pairs[k - 1];
      int[] next = new int[theirs.size()];
      for (int id = 0; id < next.length; id++) {
        long pair = theirs.key(id);
        next[id] =
            pairs[k - 1].idOf((long) mapping[(int) (pair >>> 32)] << 32 | values[(int) pair]);
      }
      mapping = next;
    }
    return mapping;
  }

  public String text(int group, int key) {
    return keys[key].text(valueOf(group, key));
  }

  public ValueType type(int group, int key) {
    return keys[key].type(valueOf(group, key));
  }

  /// Whether all members of the tuple are empty.
  public boolean isEmpty(int group) {
    for (int key = 0; key < keys.length; key++) {
      if (!keys[key].isEmpty(valueOf(group, key))) {
        return false;
      }
    }
    return true;
  }

  private int valueOf(int group, int key) {
    int at = group;
    for (int k = keys.length - 1; k > 0; k--) {
      long pair = pairs[k - 1].key(at);
      if (k == key) {
        return (int) pair;
      }
      at = (int) (pair >>> 32);
    }
    return at;
  }
}
