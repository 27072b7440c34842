package dev.cordwood.collect.file;

import dev.cordwood.store.Block;
import dev.cordwood.store.Column;
import dev.cordwood.store.Segment;
import dev.cordwood.store.Snapshot;
import dev.cordwood.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Compares the lines of several writers with what is in a store.
final class SoakOracle {
  /// Where the numbered text may stand.
  private static final String[] FIELDS = {"file_path", "_msg"};

  /// How a store differs from what was written.
  record Difference(long lines, long lost, long repeated, long unknown, String examples) {
    boolean isNone() {
      return lost == 0 && repeated == 0 && unknown == 0;
    }

    @Override
    public String toString() {
      return "%d lines: lost %d, twice %d, unknown %d%s"
          .formatted(lines, lost, repeated, unknown, examples);
    }
  }

  private final Map<String, byte[]> found = new TreeMap<>();
  private final StringBuilder examples = new StringBuilder();
  private long unknown;

  /// @param written how many numbers each writer has written
  SoakOracle(Map<String, Integer> written) {
    written.forEach((writer, numbers) -> found.put(writer, new byte[numbers]));
  }

  long lines() {
    return found.values().stream().mapToLong(numbers -> SoakLine.lines(numbers.length)).sum();
  }

  Difference compare(Store store) throws IOException {
    try (Snapshot snapshot = store.snapshot()) {
      for (Segment segment : snapshot.segments()) {
        for (int i = 0; i < segment.blocks(); i++) {
          count(segment.block(i));
        }
      }
    }
    long lost = 0;
    long repeated = 0;
    for (Map.Entry<String, byte[]> writer : found.entrySet()) {
      byte[] counts = writer.getValue();
      int begun = 0;
      for (int number = 0; number < counts.length; number++) {
        int more = counts[number] - SoakLine.times(number);
        lost += Math.max(0, -more);
        repeated += Math.max(0, more);
        boolean ends =
            number + 1 == counts.length || sign(counts, number + 1) != sign(counts, number);
        if (ends) {
          example(sign(counts, number), writer.getKey(), begun, number);
          begun = number + 1;
        }
      }
    }
    return new Difference(lines(), lost, repeated, unknown, examples.toString());
  }

  private void count(Block block) throws IOException {
    List<Column> columns = new ArrayList<>();
    for (String field : FIELDS) {
      Column column = block.column(field);
      if (column != null) {
        columns.add(column);
      }
    }
    for (int row = 0; row < block.rows(); row++) {
      count(text(columns, row));
    }
  }

  private static String text(List<Column> columns, int row) {
    for (Column column : columns) {
      if (column.isPresent(row)) {
        return column.text(row);
      }
    }
    return "(no text)";
  }

  private void count(String text) {
    for (Map.Entry<String, byte[]> writer : found.entrySet()) {
      int number = SoakLine.number(writer.getKey(), text);
      if (number >= 0 && number < writer.getValue().length) {
        writer.getValue()[number]++;
        return;
      }
    }
    unknown++;
    example("unknown: " + text);
  }

  private static int sign(byte[] counts, int number) {
    return Integer.signum(counts[number] - SoakLine.times(number));
  }

  private void example(int sign, String writer, int from, int to) {
    if (sign != 0) {
      example("%s: %s %d to %d".formatted(sign < 0 ? "lost" : "twice", writer, from, to));
    }
  }

  private void example(String text) {
    if (examples.length() < 1000) {
      examples.append("\n  ").append(text, 0, Math.min(200, text.length()));
    }
  }
}
