package dev.cordwood.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Makes the `_stream` value of a row: the stream fields that have a value, sorted by name, as
/// `{host="h",service="s"}`, or `{}`. Values are JSON strings; so are names that hold anything but
/// letters, digits and `_ . - : / @`. Remembers what it made, so that a repeat costs a comparison.
/// Not safe for several threads.
public final class StreamText {
  private static final byte[] ELLIPSIS = "…".getBytes(StandardCharsets.UTF_8);

  private record Cached(byte[] key, int hash, byte[] text) {}

  private final byte[][] names;
  private @Nullable Cached[] slots = new Cached[256];
  private int count;
  private byte[] key = new byte[256];
  private int keyLength;
  private Cached last = new Cached(new byte[0], 0, "{}".getBytes(StandardCharsets.UTF_8));

  /// @param names sorted
  StreamText(List<String> names) {
    this.names = new byte[names.size()][];
    for (int i = 0; i < this.names.length; i++) {
      this.names[i] = name(names.get(i));
    }
  }

  /// The text of a stream that is known as a whole. Of more than [Limits#MAX_OPTION_FIELDS] fields
  /// the first ones count.
  public static byte[] of(SortedMap<String, String> fields) {
    List<String> names = fields.keySet().stream().limit(Limits.MAX_OPTION_FIELDS).toList();
    StreamText stream = new StreamText(names);
    stream.begin();
    int index = 0;
    for (String name : names) {
      byte[] value = String.valueOf(fields.get(name)).getBytes(StandardCharsets.UTF_8);
      stream.value(index++, value, 0, value.length);
    }
    return stream.text();
  }

  void begin() {
    keyLength = 0;
  }

  /// Gives the value of the stream field with this index; indices rise. Fields that are left out or
  /// empty have no part in the stream.
  void value(int field, byte[] source, int start, int length) {
    if (length == 0) {
      return;
    }
    int end = Utf8.cut(source, start, start + length, Limits.MAX_STREAM_VALUE_BYTES);
    int kept = end - start;
    int needed = keyLength + kept + 4;
    if (needed > key.length) {
      key = Arrays.copyOf(key, needed * 2);
    }
    key[keyLength] = (byte) field;
    key[keyLength + 1] = (byte) (kept < length ? 1 : 0);
    key[keyLength + 2] = (byte) (kept >>> 8);
    key[keyLength + 3] = (byte) kept;
    System.arraycopy(source, start, key, keyLength + 4, kept);
    keyLength = needed;
  }

  byte[] text() {
    if (Arrays.equals(last.key, 0, last.key.length, key, 0, keyLength)) {
      return last.text;
    }
    int hash = Swar.hash(key, 0, keyLength);
    int mask = slots.length - 1;
    int slot = hash & mask;
    for (Cached cached; (cached = slots[slot]) != null; slot = (slot + 1) & mask) {
      if (cached.hash == hash
          && Arrays.equals(cached.key, 0, cached.key.length, key, 0, keyLength)) {
        last = cached;
        return cached.text;
      }
    }
    last = new Cached(Arrays.copyOf(key, keyLength), hash, make());
    remember(last);
    return last.text;
  }

  private byte[] make() {
    int size = 2;
    for (int at = 0; at < keyLength; ) {
      int length = (key[at + 2] & 0xff) << 8 | (key[at + 3] & 0xff);
      size += names[key[at]].length + 4 + ELLIPSIS.length + length * JsonStrings.MAX_GROWTH;
      at += 4 + length;
    }
    byte[] text = new byte[size];
    int end = 0;
    text[end++] = '{';
    for (int at = 0; at < keyLength; ) {
      int length = (key[at + 2] & 0xff) << 8 | (key[at + 3] & 0xff);
      if (end > 1) {
        text[end++] = ',';
      }
      byte[] name = names[key[at]];
      System.arraycopy(name, 0, text, end, name.length);
      end += name.length;
      text[end++] = '=';
      end = JsonStrings.quote(key, at + 4, length, text, end);
      if (key[at + 1] != 0) {
        System.arraycopy(ELLIPSIS, 0, text, end - 1, ELLIPSIS.length);
        end += ELLIPSIS.length;
        text[end - 1] = '"';
      }
      at += 4 + length;
    }
    text[end++] = '}';
    return Arrays.copyOf(text, end);
  }

  private void remember(Cached cached) {
    if (count == Limits.MAX_CACHED_STREAMS) {
      slots = new Cached[256];
      count = 0;
    } else if ((count + 1) * 2 > slots.length) {
      @Nullable Cached[] narrow = slots;
      slots = new Cached[narrow.length * 2];
      for (Cached old : narrow) {
        if (old != null) {
          put(slots, old);
        }
      }
    }
    count++;
    put(slots, cached);
  }

  private static void put(@Nullable Cached[] slots, Cached cached) {
    int mask = slots.length - 1;
    int slot = cached.hash & mask;
    while (slots[slot] != null) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = cached;
  }

  private static byte[] name(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (name.matches("[A-Za-z0-9_.:/@-]+")) {
      return bytes;
    }
    byte[] quoted = new byte[2 + bytes.length * JsonStrings.MAX_GROWTH];
    return Arrays.copyOf(quoted, JsonStrings.quote(bytes, 0, bytes.length, quoted, 0));
  }
}
