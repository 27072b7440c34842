package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;
import dev.cordwood.event.Row;
import dev.cordwood.event.Timestamps;
import dev.cordwood.event.Utf8;
import dev.cordwood.event.ValueType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What a format found in one line, before it is known whether the whole line is of that format:
/// nothing reaches the row until [#addTo]. Values are ranges of byte arrays that must stay as they
/// are until then. Made to be reused; not safe for several threads.
public final class LineFields {
  private static final byte[] NO_BYTES = {};

  private final Row row;
  private FieldName[] names = new FieldName[32];
  private ValueType[] types = new ValueType[32];
  private byte[][] sources = new byte[32][];
  private int[] starts = new int[32];
  private int[] ends = new int[32];
  private int size;

  private long time = Timestamps.NONE;
  private boolean zoned;
  private byte @Nullable [] level;
  private byte[] content = NO_BYTES;
  private int contentStart;
  private int contentEnd;
  private boolean hasContent;

  public LineFields(Row row) {
    this.row = row;
  }

  public void clear() {
    size = 0;
    time = Timestamps.NONE;
    zoned = false;
    level = null;
    content = NO_BYTES;
    hasContent = false;
    contentStart = 0;
    contentEnd = 0;
  }

  /// A field's handle, to be looked up once by a format and kept.
  public FieldName name(String name) {
    return row.name(name);
  }

  /// As [#name(String)], for a name that came with the data.
  public FieldName name(byte[] bytes, int start, int length) {
    return row.name(bytes, start, length);
  }

  public void text(FieldName name, byte[] source, int start, int end) {
    put(name, ValueType.STRING, source, start, end);
  }

  /// A value that has been checked to be a JSON number.
  public void number(FieldName name, byte[] source, int start, int end) {
    put(name, ValueType.NUMBER, source, start, end);
  }

  public void put(FieldName name, ValueType type, byte[] source, int start, int end) {
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
      types = Arrays.copyOf(types, size * 2);
      sources = Arrays.copyOf(sources, size * 2);
      starts = Arrays.copyOf(starts, size * 2);
      ends = Arrays.copyOf(ends, size * 2);
    }
    names[size] = name;
    types[size] = type;
    sources[size] = source;
    starts[size] = start;
    ends[size] = end;
    size++;
  }

  public int size() {
    return size;
  }

  /// The line's time.
  ///
  /// @param hasZone whether the line said in which zone it is
  public void time(long nanos, boolean hasZone) {
    time = nanos;
    zoned = hasZone;
  }

  /// [Timestamps#NONE] when the line has none.
  public long time() {
    return time;
  }

  public boolean isZoned() {
    return zoned;
  }

  /// A level that the line has as a number or in a form of its own, as one of [Levels]'; a level
  /// that stands there as a word is added as the field `level`, as it is.
  public void level(byte[] made) {
    level = made;
  }

  public byte @Nullable [] level() {
    return level;
  }

  /// What the line is about: the message, which becomes `_msg`, or is of a format of its own when
  /// this one is an envelope.
  public void content(byte[] source, int start, int end) {
    content = source;
    hasContent = true;
    contentStart = start;
    contentEnd = end;
  }

  public byte[] contentSource() {
    return content;
  }

  public int contentStart() {
    return contentStart;
  }

  public int contentEnd() {
    return contentEnd;
  }

  /// Whether there is content, be it empty.
  public boolean hasContent() {
    return hasContent;
  }

  /// Adds the fields that the open row does not have; those that it has with another value get a
  /// prefix before their name.
  void addMissingTo(Row target, byte[] prefix) {
    for (int i = 0; i < size; i++) {
      FieldName name = names[i];
      byte[] source = sources[i];
      int start = starts[i];
      int end = ends[i];
      if (types[i] == ValueType.STRING && !Utf8.isValid(source, start, end)) {
        source = Utf8.repair(source, start, end);
        start = 0;
        end = source.length;
      }
      if (target.has(name)) {
        if (target.isSame(name, source, start, end)) {
          continue;
        }
        name = target.prefixed(prefix, name);
      }
      if (target.hasRoomFor(name)) {
        target.add(name, types[i], source, start, end - start);
      }
    }
  }

  /// Adds the fields to the row that is open; neither level, time nor content.
  public void addTo(Row target) {
    for (int i = 0; i < size; i++) {
      FieldName name = names[i];
      if (!target.hasRoomFor(name)) {
        continue;
      }
      int length = ends[i] - starts[i];
      if (types[i] == ValueType.STRING && !Utf8.isValid(sources[i], starts[i], ends[i])) {
        target.text(name, sources[i], starts[i], ends[i]);
      } else {
        target.add(name, types[i], sources[i], starts[i], length);
      }
    }
  }
}
