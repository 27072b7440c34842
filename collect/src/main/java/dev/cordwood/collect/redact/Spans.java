package dev.cordwood.collect.redact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What was found in a column, in any order.
final class Spans {
  /// Bytes `[start, end)` of a column that a rule found.
  record Span(int start, int end, int rule) {}

  private static final Comparator<Span> ORDER =
      Comparator.comparingInt(Span::start).thenComparingInt(Span::rule);

  private final List<Span> spans = new ArrayList<>();
  private int coveredTo;

  int count() {
    return spans.size();
  }

  boolean isEmpty() {
    return spans.isEmpty();
  }

  /// Adds what a detector found; it is not looked at again.
  void add(int start, int end, int rule) {
    addBeside(start, end, rule);
    coveredTo = Math.max(coveredTo, end);
  }

  /// Adds what was found in a look at the whole value.
  void addBeside(int start, int end, int rule) {
    if (start < end) {
      spans.add(new Span(start, end, rule));
    }
  }

  /// Up to where a secret reaches that was found.
  int coveredTo() {
    return coveredTo;
  }

  /// In order, those that overlap as one, named after the first.
  List<Span> merged() {
    spans.sort(ORDER);
    List<Span> merged = new ArrayList<>(spans.size());
    for (Span span : spans) {
      Span last = merged.isEmpty() ? null : merged.getLast();
      if (last == null || span.start >= last.end) {
        merged.add(span);
      } else if (span.end > last.end) {
        merged.set(merged.size() - 1, new Span(last.start, span.end, last.rule));
      }
    }
    return merged;
  }
}
