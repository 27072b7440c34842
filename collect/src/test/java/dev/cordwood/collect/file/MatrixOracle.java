package dev.cordwood.collect.file;

import dev.cordwood.store.Block;
import dev.cordwood.store.Column;
import dev.cordwood.store.Segment;
import dev.cordwood.store.Snapshot;
import dev.cordwood.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Knows every line that was written, how often, and in which order, and compares that with what a
/// store has.
final class MatrixOracle {
  private static final int SHOWN = 5;
  private static final int MAX_KEPT = 64 << 10;
  private static final int NUMBER_AT = 5;
  private static final int NUMBER_END = 14;
  private static final int FILE_END = 28;

  private record Stored(long time, String message, boolean marked) {}

  private final Map<String, Integer> expected = new LinkedHashMap<>();
  private final Set<String> losable = new HashSet<>();
  private final Set<String> cut = new HashSet<>();
  private long next;
  private long rows;
  private boolean losing;
  private int files;

  synchronized int nextFile() {
    return ++files;
  }

  /// What the next line begins with.
  ///
  /// @param file number of the file, another one after it was truncated: lines of one keep their
  ///   order
  synchronized String nextLine(int file) {
    return "line %09d of file %05d ".formatted(next++, file);
  }

  /// What is kept of a message: of a very long one its start, its length and a hash.
  private static String kept(String message) {
    return message.length() <= MAX_KEPT
        ? message
        : "%s… (%d, %x)"
            .formatted(message.substring(0, FILE_END), message.length(), message.hashCode());
  }

  /// This is going to be written and makes one row.
  synchronized void expect(String text) {
    String message = kept(text);
    expected.merge(message, 1, Integer::sum);
    rows++;
    if (losing) {
      losable.add(message);
    }
  }

  /// As [#expect], and the row says that something is missing.
  synchronized void expectCut(String message) {
    expect(message);
    cut.add(kept(message));
  }

  /// What is written from here on may be lost, or may no longer be.
  synchronized void losing(boolean value) {
    losing = value;
  }

  synchronized long rows() {
    return rows;
  }

  /// Rows that must be there at least.
  synchronized long certainRows() {
    return rows - losable.stream().mapToInt(line -> expected.getOrDefault(line, 0)).sum();
  }

  /// How a store differs from what was written.
  ///
  /// @param lost lines that are missing, each as often as it is missing
  /// @param lostInWindow lines missing that may be lost
  /// @param lostBytes of those lines
  /// @param gapBytes which the store itself says are lost
  record Difference(
      long rows,
      List<String> lost,
      long lostInWindow,
      long lostBytes,
      long gapBytes,
      List<String> repeated,
      List<String> unknown,
      List<String> disordered) {
    boolean isNone() {
      return gapBytes <= lostBytes
          && lost.isEmpty()
          && repeated.isEmpty()
          && unknown.isEmpty()
          && disordered.isEmpty();
    }

    @Override
    public String toString() {
      return "lost %d%s, allowed %d (%d bytes, gaps %d), twice %d%s, unknown %d%s, out of order %d%s"
          .formatted(
              lost.size(),
              some(lost),
              lostInWindow,
              lostBytes,
              gapBytes,
              repeated.size(),
              some(repeated),
              unknown.size(),
              some(unknown),
              disordered.size(),
              some(disordered));
    }

    private static String some(List<String> lines) {
      if (lines.isEmpty()) {
        return "";
      }
      StringBuilder text = new StringBuilder(" [");
      int step = Math.max(1, lines.size() / SHOWN);
      for (int i = 0; i < lines.size(); i += step) {
        String line = lines.get(i);
        text.append(line, 0, Math.min(line.length(), 60)).append("… ");
      }
      return text.append(']').toString();
    }
  }

  synchronized Difference compare(Store store) throws IOException {
    List<Stored> stored = new ArrayList<>();
    long gapBytes = read(store, stored);
    Map<String, Integer> found = new HashMap<>();
    List<String> repeated = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (Stored row : stored) {
      int count = found.merge(row.message, 1, Integer::sum);
      Integer wanted = expected.get(row.message);
      if (wanted == null) {
        unknown.add(row.message);
      } else if (cut.contains(row.message) != row.marked) {
        unknown.add("wrongly marked: " + row.message);
      } else if (count > wanted) {
        repeated.add(row.message);
      }
    }
    List<String> lost = new ArrayList<>();
    long lostInWindow = 0;
    long lostBytes = 0;
    for (Map.Entry<String, Integer> line : expected.entrySet()) {
      int missing = line.getValue() - found.getOrDefault(line.getKey(), 0);
      for (int i = 0; i < missing; i++) {
        if (losable.contains(line.getKey())) {
          lostInWindow++;
          lostBytes += line.getKey().getBytes(StandardCharsets.UTF_8).length + 1;
        } else {
          lost.add(line.getKey());
        }
      }
    }
    return new Difference(
        stored.size(),
        lost,
        lostInWindow,
        lostBytes,
        gapBytes,
        repeated,
        unknown,
        disorder(stored));
  }

  /// Lines that stand behind a later one of their file.
  private static List<String> disorder(List<Stored> stored) {
    Map<String, String> last = new HashMap<>();
    List<String> wrong = new ArrayList<>();
    for (Stored row : stored) {
      if (row.message.length() >= FILE_END && row.message.startsWith("line ")) {
        String file = row.message.substring(NUMBER_END, FILE_END);
        String number = row.message.substring(NUMBER_AT, NUMBER_END);
        String before = last.put(file, number);
        if (before != null && before.compareTo(number) > 0) {
          wrong.add(row.message);
        }
      }
    }
    return wrong;
  }

  /// All rows by time, those of one time in the order in which the store has them. Rows that speak
  /// of a gap are no lines.
  ///
  /// @return the bytes of all gaps
  private static long read(Store store, List<Stored> rows) throws IOException {
    long gapBytes = 0;
    try (Snapshot snapshot = store.snapshot()) {
      for (Segment segment : snapshot.segments()) {
        for (int i = 0; i < segment.blocks(); i++) {
          gapBytes += read(segment.block(i), rows);
        }
      }
    }
    rows.sort(Comparator.comparingLong(Stored::time));
    return gapBytes;
  }

  private static long read(Block block, List<Stored> rows) throws IOException {
    long[] times = block.times();
    Column messages = block.column("_msg");
    Column errors = block.column("_error");
    Column gaps = block.column("gap.bytes");
    long gapBytes = 0;
    for (int row = 0; row < block.rows(); row++) {
      if (gaps != null && gaps.isPresent(row)) {
        gapBytes += Long.parseLong(gaps.text(row));
      } else {
        boolean present = messages != null && messages.isPresent(row);
        String message = present ? kept(messages.text(row)) : "(no message)";
        boolean marked = errors != null && errors.isPresent(row);
        rows.add(new Stored(times[row], message, marked));
      }
    }
    return gapBytes;
  }
}
