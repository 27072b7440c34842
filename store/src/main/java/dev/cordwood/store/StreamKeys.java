package dev.cordwood.store;

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

  /// A stream's text as a map key.
  private record Key(byte[] text) implements Comparable<Key> {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && Arrays.equals(text, key.text);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(text);
    }

    @Override
    public int compareTo(Key other) {
      return Arrays.compareUnsigned(text, other.text);
    }
  }

  private final Map<Key, Integer> numbers = new HashMap<>();
  private final List<byte[]> texts = new ArrayList<>();

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

  /// The rank of each number in the order of the texts as bytes.
  int[] ranks() {
    Key[] sorted = numbers.keySet().toArray(new Key[0]);
    Arrays.sort(sorted);
    int[] ranks = new int[sorted.length];
    for (int rank = 0; rank < sorted.length; rank++) {
      ranks[numbers.getOrDefault(sorted[rank], 0)] = rank;
    }
    return ranks;
  }

  private int number(byte[] text) {
    Key key = new Key(text);
    Integer known = numbers.get(key);
    if (known != null) {
      return known;
    }
    numbers.put(key, texts.size());
    texts.add(text);
    return texts.size() - 1;
  }
}
