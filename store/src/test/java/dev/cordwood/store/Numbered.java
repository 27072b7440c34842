package dev.cordwood.store;

import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.ValueType;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/// Rows with a number each, so that a lost or doubled row shows.
final class Numbered {
  static final long START = 1_795_233_130_000_000_000L;

  private Numbered() {}

  static EventBatch batch(int first, int count) {
    EventBatchBuilder builder = new EventBatchBuilder();
    for (int i = first; i < first + count; i++) {
      add(builder, i, START + i * 1_000_000L, "app" + i % 3);
    }
    return builder.build();
  }

  static void add(EventBatchBuilder builder, int number, long time, String stream) {
    builder.beginRow();
    builder.add("n", ValueType.NUMBER, "" + number);
    builder.add("_stream", ValueType.STRING, "{service=\"" + stream + "\"}");
    builder.add("_msg", ValueType.STRING, "request " + number + " of user" + number % 7 + " done");
    if (number % 5 == 0) {
      builder.add("rare", ValueType.BOOLEAN, "true");
    }
    builder.endRow(time);
  }

  /// How often each number is there.
  static SortedMap<Integer, Integer> in(Store store) throws IOException {
    try (Snapshot snapshot = store.snapshot()) {
      return in(snapshot);
    }
  }

  static SortedMap<Integer, Integer> in(Snapshot snapshot) throws IOException {
    TreeMap<Integer, Integer> found = new TreeMap<>();
    for (Segment segment : snapshot.segments()) {
      for (int b = 0; b < segment.blocks(); b++) {
        Block block = segment.block(b);
        Column numbers = block.column("n");
        if (numbers == null) {
          throw new AssertionError("a block of " + segment.name() + " without numbers");
        }
        Column messages = block.column("_msg");
        for (int row = 0; row < block.rows(); row++) {
          int number = Integer.parseInt(numbers.text(row));
          if (messages == null || !messages.text(row).startsWith("request " + number + " ")) {
            throw new AssertionError("row " + number + " has another row's message");
          }
          found.merge(number, 1, Integer::sum);
        }
      }
    }
    return found;
  }

  /// Each number below `count` once.
  static SortedMap<Integer, Integer> upTo(int count) {
    TreeMap<Integer, Integer> expected = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      expected.put(i, 1);
    }
    return expected;
  }
}
