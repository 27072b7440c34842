package dev.cordwood.query.match;

import dev.cordwood.store.Bitmap;
import dev.cordwood.store.NumberColumn;
import dev.cordwood.store.TextColumn;
import dev.cordwood.store.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The whole value is one of some texts, to the byte.
final class ExactMatcher extends ValueMatcher {
  /// With more values the token filter is asked nothing: it would cost more than it spares.
  private static final int MAX_PRUNED = 100;

  private final byte[] @Nullable [] slots;
  private final int mask;
  private final List<byte[]> values;
  private final long[][] tokens;
  private final int minLength;
  private final int maxLength;

  ExactMatcher(Collection<String> texts) {
    this.values = texts.stream().distinct().map(t -> t.getBytes(StandardCharsets.UTF_8)).toList();
    int size = Integer.highestOneBit(Math.max(1, values.size()) * 2 - 1) * 2;
    this.slots = new byte[size][];
    this.mask = size - 1;
    int min = Integer.MAX_VALUE;
    int max = -1;
    for (byte[] value : values) {
      int slot = hash(value, 0, value.length) & mask;
      while (slots[slot] != null) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = value;
      min = Math.min(min, value.length);
      max = Math.max(max, value.length);
    }
    this.minLength = min;
    this.maxLength = max;
    this.tokens = tokens(texts);
  }

  private static long[][] tokens(Collection<String> texts) {
    if (texts.isEmpty() || texts.size() > MAX_PRUNED) {
      return new long[0][];
    }
    List<long[]> groups = new ArrayList<>();
    for (String text : texts) {
      long[] hashes = Tokens.hashes(text);
      if (hashes.length == 0) {
        return new long[0][]; // nothing is known of values without words
      }
      groups.add(hashes);
    }
    return groups.toArray(long[][]::new);
  }

  private static int hash(byte[] text, int start, int end) {
    int hash = end - start;
    for (int i = start; i < end; i++) {
      hash = hash * 31 + text[i];
    }
    return hash ^ (hash >>> 15);
  }

  @Override
  public boolean matches(byte[] text, int start, int end) {
    int length = end - start;
    if (length < minLength || length > maxLength) {
      return false;
    }
    if (values.size() == 1) {
      byte[] only = values.getFirst();
      return Arrays.equals(text, start, end, only, 0, only.length);
    }
    for (int slot = hash(text, start, end) & mask; ; slot = (slot + 1) & mask) {
      byte[] value = slots[slot];
      if (value == null) {
        return false;
      }
      if (Arrays.equals(text, start, end, value, 0, value.length)) {
        return true;
      }
    }
  }

  @Override
  public boolean filterPacked(TextColumn column, Bitmap rows) {
    return values.size() == 1 && column.keepEqual(values.getFirst(), rows);
  }

  @Override
  public void filterNumbers(NumberColumn column, Bitmap rows) {
    long[] wanted = new long[values.size()];
    int count = 0;
    for (byte[] value : values) {
      long[] unscaled = new long[1];
      if (DecimalText.read(value, column, unscaled)) {
        wanted[count++] = unscaled[0];
      }
    }
    Arrays.sort(wanted, 0, count);
    long[] unscaled = column.unscaled();
    for (int row = rows.next(0); row >= 0; row = rows.next(row + 1)) {
      boolean found =
          count == 1
              ? unscaled[row] == wanted[0]
              : Arrays.binarySearch(wanted, 0, count, unscaled[row]) >= 0;
      if (!found) {
        rows.clear(row);
      }
    }
  }

  @Override
  public long[][] tokens() {
    return tokens;
  }

  @Override
  public int cost() {
    return 2;
  }
}
