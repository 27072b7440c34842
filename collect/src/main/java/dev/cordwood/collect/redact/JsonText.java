package dev.cordwood.collect.redact;

import java.util.ArrayList;
import java.util.List;

/// Keeps JSON text valid: what is replaced in it lies within one string and splits no escape.
final class JsonText {
  private JsonText() {}

  /// The spans, or what of them lies within strings, of JSON text `data[from, to)`.
  ///
  /// @param spans in order, within the text
  static List<Spans.Span> clip(byte[] data, int from, int to, List<Spans.Span> spans) {
    List<Spans.Span> clipped = new ArrayList<>(spans.size());
    int next = 0;
    int at = from;
    while (at < to && next < spans.size()) {
      if (data[at] != '"') {
        at++;
        continue;
      }
      int start = at + 1;
      int end = start;
      while (end < to && data[end] != '"') {
        end += data[end] == '\\' ? 2 : 1;
      }
      end = Math.min(end, to);
      while (next < spans.size() && spans.get(next).end() <= start) {
        next++;
      }
      for (int i = next; i < spans.size() && spans.get(i).start() < end; i++) {
        add(data, start, end, spans.get(i), clipped);
      }
      at = end + 1;
    }
    return clipped;
  }

  private static void add(
      byte[] data, int start, int end, Spans.Span span, List<Spans.Span> clipped) {
    int lastEnd = clipped.isEmpty() ? start : Math.max(start, clipped.getLast().end());
    int wantedStart = Math.max(lastEnd, span.start());
    int wantedEnd = Math.min(end, span.end());
    int first = -1;
    int at = lastEnd;
    while (at < end && (first < 0 || at < wantedEnd)) {
      int unitEnd = Math.min(end, unit(data, at, end));
      if (first < 0 && unitEnd > wantedStart) {
        first = at;
      }
      at = unitEnd;
    }
    if (first >= 0 && first < wantedEnd) {
      clipped.add(new Spans.Span(first, at, span.rule()));
    }
  }

  /// Where a byte ends, or an escape, or a pair of them that is one character.
  private static int unit(byte[] data, int at, int end) {
    if (data[at] != '\\') {
      return at + 1;
    }
    if (at + 1 < end && data[at + 1] == 'u') {
      boolean high =
          at + 11 < end
              && Words.lower(data[at + 2]) == 'd'
              && "89ab".indexOf(Words.lower(data[at + 3])) >= 0
              && data[at + 6] == '\\'
              && data[at + 7] == 'u';
      return high ? at + 12 : at + 6;
    }
    return at + 2;
  }
}
