package dev.cordwood.store;

import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Numbers streams, so that rows are compared by number instead of by text.
final class StreamKeys {
  static final String FIELD = "_stream";

  private static final byte[] NONE = {};

  private final Map<ByteKey, Integer> numbers = new HashMap<>();
  private final List<byte[]> texts = new ArrayList<>();
  private final Values values = new Values();
  private final Distinct distinct = new Distinct();

  byte[] text(int number) {
    return texts.get(number);
  }

  /// The number of each row's stream, in order of first appearance; rows without one count as the
  /// empty stream.
  int[] ofRows(@Nullable Column column, int rows) {
    int[] streams = new int[rows];
    if (column == null) {
      Arrays.fill(streams, number(NONE));
    } else if (column instanceof DictionaryColumn dictionary) {
      int[] known = new int[dictionary.size()];
      for (int code = 0; code < known.length; code++) {
        known[code] = number(dictionary.values()[code]);
      }
      int[] codes = dictionary.codes();
      for (int row = 0; row < rows; row++) {
        streams[row] = codes[row] < 0 ? number(NONE) : known[codes[row]];
      }
    } else {
      for (int row = 0; row < rows; row++) {
        streams[row] = number(column.isPresent(row) ? column.bytes(row) : NONE);
      }
    }
    return streams;
  }

  /// As above, for rows that are still in memory.
  int[] ofRows(EventBatch batch) {
    int rows = batch.rows();
    int[] streams = new int[rows];
    EventColumn column = batch.column(FIELD);
    int size = column == null ? 0 : column.size();
    if (size < rows) {
      Arrays.fill(streams, number(NONE));
    }
    if (column == null) {
      return streams;
    }
    if (size == rows && rows > 0 && column.hasOneValue()) {
      Arrays.fill(streams, number(value(column, 0)));
      return streams;
    }
    int[] offsets = column.offsets();
    values.set(column.data(), offsets, offsets, 1, size);
    int[] known = {};
    boolean few = distinct.find(values, VectorEncoder.NO_TYPES, size);
    if (few) {
      known = new int[distinct.count];
      for (int code = 0; code < known.length; code++) {
        known[code] = number(value(column, distinct.firsts[code]));
      }
    }
    for (int i = 0; i < size; i++) {
      streams[column.row(i)] = few ? known[distinct.codes[i]] : number(value(column, i));
    }
    return streams;
  }

  private static byte[] value(EventColumn column, int index) {
    return Arrays.copyOfRange(column.data(), column.start(index), column.end(index));
  }

  /// How many streams have a number.
  int count() {
    return texts.size();
  }

  /// The rank of each number in the order of the texts as bytes.
  int[] ranks() {
    ByteKey[] sorted = numbers.keySet().toArray(new ByteKey[0]);
    Arrays.sort(sorted);
    int[] ranks = new int[sorted.length];
    for (int rank = 0; rank < sorted.length; rank++) {
      ranks[numbers.getOrDefault(sorted[rank], 0)] = rank;
    }
    return ranks;
  }

  private int number(byte[] text) {
    ByteKey key = new ByteKey(text);
    Integer known = numbers.get(key);
    if (known != null) {
      return known;
    }
    numbers.put(key, texts.size());
    texts.add(text);
    return texts.size() - 1;
  }
}
