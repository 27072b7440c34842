package dev.cordwood.collect.redact;

import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventColumn;
import dev.cordwood.event.JsonStrings;
import dev.cordwood.event.Utf8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Keeps `_stream`, such as `{host="h",service="s"}`, in step with the fields it repeats.
final class StreamLabels {
  private static final byte[] ELLIPSIS = Words.bytes("…");

  private StreamLabels() {}

  /// The streams with the values that the fields have now.
  ///
  /// @param batch as it was
  /// @param redacted the fields that have other values now
  static EventColumn repeat(EventColumn stream, EventBatch batch, List<EventColumn> redacted) {
    List<Label> labels = new ArrayList<>();
    for (EventColumn column : redacted) {
      EventColumn before = batch.column(column.name());
      if (before != null && isLabel(stream, column.name())) {
        labels.add(new Label(before, column, Label.key(column.name())));
      }
    }
    if (labels.isEmpty()) {
      return stream;
    }
    Rebuilt rebuilt = new Rebuilt(stream.size());
    for (int i = 0; i < stream.size(); i++) {
      byte[] text = Arrays.copyOfRange(stream.data(), stream.start(i), stream.end(i));
      for (Label label : labels) {
        text = label.replace(text, stream.row(i));
      }
      rebuilt.add(text);
    }
    return new EventColumn(
        stream.name(), stream.size(), stream.rows(), rebuilt.offsets, stream.types(), rebuilt.data);
  }

  private static boolean isLabel(EventColumn stream, String name) {
    byte[] key = Label.key(name);
    for (int i = 0; i < stream.size(); i++) {
      if (Label.find(stream.data(), stream.start(i), stream.end(i), key) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static final class Rebuilt {
    final int[] offsets;
    byte[] data = new byte[1024];
    int count;

    Rebuilt(int size) {
      offsets = new int[size + 1];
    }

    void add(byte[] text) {
      int start = offsets[count];
      if (start + text.length > data.length) {
        data = Arrays.copyOf(data, Math.max(start + text.length, data.length * 2));
      }
      System.arraycopy(text, 0, data, start, text.length);
      offsets[++count] = start + text.length;
    }
  }

  /// A field that is a label, before and after.
  private record Label(EventColumn before, EventColumn after, byte[] key) {
    static byte[] key(String name) {
      boolean plain = true;
      for (int i = 0; i < name.length(); i++) {
        char c = name.charAt(i);
        plain &= c < 0x80 && (Character.isLetterOrDigit(c) || "_.:/@-".indexOf(c) >= 0);
      }
      byte[] bytes = Words.bytes(name);
      byte[] key = new byte[3 + bytes.length * JsonStrings.MAX_GROWTH];
      int end;
      if (plain) {
        System.arraycopy(bytes, 0, key, 0, bytes.length);
        end = bytes.length;
      } else {
        end = JsonStrings.quote(bytes, 0, bytes.length, key, 0);
      }
      key[end++] = '=';
      return Arrays.copyOf(key, end);
    }

    /// Where the quote of the label's value is, or -1. Strings are passed over whole.
    static int find(byte[] text, int from, int to, byte[] key) {
      int at = from + 1; // the brace
      while (at < to) {
        int nameEnd = at;
        if (text[nameEnd] == '"') {
          nameEnd = endOfString(text, nameEnd, to);
        }
        while (nameEnd < to && text[nameEnd] != '=') {
          nameEnd++;
        }
        int quote = nameEnd + 1;
        if (quote >= to) {
          return -1;
        }
        if (Arrays.equals(text, at, quote, key, 0, key.length)) {
          return quote;
        }
        at = endOfString(text, quote, to) + 1; // the comma
      }
      return -1;
    }

    private static int endOfString(byte[] text, int quote, int to) {
      int at = quote + 1;
      while (at < to && text[at] != '"') {
        at += text[at] == '\\' ? 2 : 1;
      }
      return Math.min(at + 1, to);
    }

    byte[] replace(byte[] text, int row) {
      int index = after.indexOfRow(row);
      int quote = index < 0 ? -1 : find(text, 0, text.length, key);
      if (quote < 0) {
        return text;
      }
      int start = after.start(index);
      int end = after.end(index);
      boolean same =
          Arrays.equals(
              before.data(), before.start(index), before.end(index), after.data(), start, end);
      if (same) {
        return text;
      }
      int kept =
          Utf8.cut(after.data(), start, end, dev.cordwood.event.Limits.MAX_STREAM_VALUE_BYTES);
      byte[] quoted = new byte[2 + (kept - start) * JsonStrings.MAX_GROWTH + ELLIPSIS.length];
      int length = JsonStrings.quote(after.data(), start, kept - start, quoted, 0);
      if (kept < end) {
        System.arraycopy(ELLIPSIS, 0, quoted, length - 1, ELLIPSIS.length);
        length += ELLIPSIS.length;
        quoted[length - 1] = '"';
      }
      int behind = endOfString(text, quote, text.length);
      byte[] replaced = new byte[quote + length + text.length - behind];
      System.arraycopy(text, 0, replaced, 0, quote);
      System.arraycopy(quoted, 0, replaced, quote, length);
      System.arraycopy(text, behind, replaced, quote + length, text.length - behind);
      return replaced;
    }
  }
}
