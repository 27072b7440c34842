package dev.cordwood.collect.redact;

import dev.cordwood.event.EventColumn;
import dev.cordwood.event.JsonStrings;
import dev.cordwood.event.ValueType;
import java.util.Arrays;
import java.util.List;

/// Makes a column anew with other text in place of what was found. Rows and types stay.
final class ColumnRewriter {
  private final EventColumn column;
  private final byte[][] replacements;
  private final int[] found;
  private final boolean allStrings;
  private byte[] out;
  private int size;

  private ColumnRewriter(
      EventColumn column, byte[][] replacements, int[] found, boolean allStrings) {
    this.column = column;
    this.replacements = replacements;
    this.found = found;
    this.allStrings = allStrings;
    out = new byte[Math.max(64, column.offsets()[column.size()] - column.offsets()[0])];
  }

  /// @param found counts by rule, to be added to
  /// @return the same column when nothing can be replaced
  static EventColumn rewrite(EventColumn column, Spans spans, byte[][] replacements, int[] found) {
    return new ColumnRewriter(column, replacements, found, false).run(spans.merged());
  }

  /// As [#rewrite], for text in which values are JSON strings: only these are changed.
  static EventColumn rewriteStrings(
      EventColumn column, Spans spans, byte[][] replacements, int[] found) {
    return new ColumnRewriter(column, replacements, found, true).run(spans.merged());
  }

  private EventColumn run(List<Spans.Span> spans) {
    byte[] data = column.data();
    int[] offsets = new int[column.size() + 1];
    int copied = column.offsets()[0];
    boolean changed = false;
    int next = 0;
    for (int i = 0; i < column.size(); i++) {
      int to = column.end(i);
      int first = next;
      while (next < spans.size() && spans.get(next).start() < to) {
        next++;
      }
      if (next > first) {
        boolean json = allStrings || column.types()[i] == ValueType.JSON.code();
        List<Spans.Span> own = spans.subList(first, next);
        List<Spans.Span> clipped = json ? JsonText.clip(data, column.start(i), to, own) : own;
        for (Spans.Span span : clipped) {
          copy(data, copied, span.start());
          replace(span.rule(), json);
          copied = span.end();
          changed = true;
        }
      }
      copy(data, copied, to);
      copied = to;
      offsets[i + 1] = size;
    }
    if (!changed) {
      return column;
    }
    return new EventColumn(
        column.name(),
        column.size(),
        column.rows(),
        offsets,
        column.types(),
        out.length > size + (size >> 2) + 64 ? Arrays.copyOf(out, size) : out);
  }

  private void replace(int rule, boolean json) {
    found[rule]++;
    byte[] text = replacements[rule];
    if (!json) {
      copy(text, 0, text.length);
      return;
    }
    byte[] quoted = new byte[2 + text.length * JsonStrings.MAX_GROWTH];
    int end = JsonStrings.quote(text, 0, text.length, quoted, 0);
    copy(quoted, 1, end - 1);
  }

  private void copy(byte[] from, int start, int end) {
    int length = end - start;
    if (size + length > out.length) {
      out = Arrays.copyOf(out, Math.max(size + length, out.length + (out.length >> 1)));
    }
    System.arraycopy(from, start, out, size, length);
    size += length;
  }
}
