package dev.cordwood.query;

import dev.cordwood.event.ValueType;
import dev.cordwood.query.value.Values;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One field of some [Rows]. In LogsQL a missing field and an empty value are the same for filters
/// and statistics, so [#text] is "" for both; [#isMissing] tells them apart where output must.
///
/// Implementations may decode lazily; they are used by one thread at a time.
public abstract class Cells {
  /// The field of rows that do not have it.
  public static Cells missing(int size) {
    return new Constant(size, null, ValueType.STRING);
  }

  public static Cells constant(int size, String text) {
    return new Constant(size, text, ValueType.STRING);
  }

  public static Cells ofStrings(@Nullable String[] texts) {
    return new Strings(texts, null);
  }

  public static Cells of(@Nullable String[] texts, ValueType[] types) {
    return new Strings(texts, types);
  }

  public static Cells ofNumbers(@Nullable String[] texts) {
    ValueType[] types = new ValueType[texts.length];
    Arrays.fill(types, ValueType.NUMBER);
    return new Strings(texts, types);
  }

  public abstract int size();

  public abstract boolean isMissing(int row);

  /// Whether the value is missing or "".
  public boolean isEmpty(int row) {
    return isMissing(row) || text(row).isEmpty();
  }

  /// The value's text; "" when missing.
  public abstract String text(int row);

  /// Points `slice` at the value's UTF-8; empty when missing. Without a copy where the cells have
  /// the bytes at hand.
  public void slice(int row, ByteSlice slice) {
    byte[] bytes = text(row).getBytes(StandardCharsets.UTF_8);
    slice.set(bytes, 0, bytes.length);
  }

  /// The value's JSON type; of no meaning when missing.
  public abstract ValueType type(int row);

  /// When the distinct values are few: a code for each row, each an index for [#codeText]. Null
  /// when there is no dictionary. Rows that are missing have a code too, whose text is "".
  public int @Nullable [] codes() {
    return null;
  }

  public int codeCount() {
    return 0;
  }

  public String codeText(int code) {
    throw new UnsupportedOperationException("no dictionary");
  }

  /// When the values are kept as numbers: those of these rows. Null when they are not.
  public @Nullable PackedCells packed() {
    return null;
  }

  /// The value as a number, NaN when it is none (numbers, durations, sizes and IPv4 are a matter of
  /// the caller; this is plain decimal only).
  public double number(int row) {
    return Values.plainNumber(text(row));
  }

  private static final class Constant extends Cells {
    private final int size;
    private final @Nullable String text;
    private final ValueType type;

    Constant(int size, @Nullable String text, ValueType type) {
      this.size = size;
      this.text = text;
      this.type = type;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public boolean isMissing(int row) {
      return text == null;
    }

    @Override
    public String text(int row) {
      return text == null ? "" : text;
    }

    @Override
    public ValueType type(int row) {
      return type;
    }

    @Override
    public int[] codes() {
      return new int[size];
    }

    @Override
    public int codeCount() {
      return 1;
    }

    @Override
    public String codeText(int code) {
      return text(0);
    }
  }

  private static final class Strings extends Cells {
    private final @Nullable String[] texts;
    private final ValueType @Nullable [] types;

    Strings(@Nullable String[] texts, ValueType @Nullable [] types) {
      this.texts = texts;
      this.types = types;
    }

    @Override
    public int size() {
      return texts.length;
    }

    @Override
    public boolean isMissing(int row) {
      return texts[row] == null;
    }

    @Override
    public String text(int row) {
      String text = texts[row];
      return text == null ? "" : text;
    }

    @Override
    public ValueType type(int row) {
      return types == null ? ValueType.STRING : types[row];
    }
  }
}
