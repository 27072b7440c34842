package dev.cordwood.event;

import java.util.List;

/// The fields of a row that a [RowEnrichment] watches, by their place in its list. They become
/// fields of the row when it ends, but for those that were taken out. Not safe for several threads.
public final class WatchedFields {
  private static final byte[] NO_BYTES = {};

  private final FieldName[] names;
  private final ValueType[] types;
  private final byte[][] sources;
  private final int[] starts;
  private final int[] ends;
  private long present;

  WatchedFields(FieldNames known, List<String> watched) {
    if (watched.size() > RowEnrichment.MAX_WATCHED) {
      throw new IllegalArgumentException(watched.size() + " fields to watch");
    }
    int count = watched.size();
    names = new FieldName[count];
    types = new ValueType[count];
    sources = new byte[count][];
    starts = new int[count];
    ends = new int[count];
    for (int i = 0; i < count; i++) {
      names[i] = known.get(watched.get(i));
      types[i] = ValueType.NULL;
      sources[i] = NO_BYTES;
    }
  }

  void clear() {
    present = 0;
  }

  void hold(int index, ValueType type, byte[] source, int start, int length) {
    present |= 1L << index;
    types[index] = type;
    sources[index] = source;
    starts[index] = start;
    ends[index] = start + length;
  }

  /// Which fields the row has: a bit for each, from the lowest.
  public long present() {
    return present;
  }

  public boolean has(int index) {
    return (present >>> index & 1) != 0;
  }

  /// Whether the row has it, as a string that is not empty.
  public boolean hasText(int index) {
    return has(index) && types[index] == ValueType.STRING && ends[index] > starts[index];
  }

  public FieldName name(int index) {
    return names[index];
  }

  public ValueType type(int index) {
    return types[index];
  }

  public byte[] source(int index) {
    return sources[index];
  }

  public int start(int index) {
    return starts[index];
  }

  public int end(int index) {
    return ends[index];
  }

  /// Leaves the field out of the row.
  public void remove(int index) {
    present &= ~(1L << index);
  }
}
