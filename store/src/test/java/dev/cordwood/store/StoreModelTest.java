package dev.cordwood.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.event.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random rows through random actions, against a plain list of what was appended.
class StoreModelTest {
  @TempDir Path temporary;

  private final List<String> expected = new ArrayList<>();

  @Test
  void everyRowComesBackAsItWasThroughFlushesMergesAndRestarts() throws IOException {
    for (long seed = 1; seed <= 6; seed++) {
      run(seed);
    }
  }

  private void run(long seed) throws IOException {
    Random random = new Random(seed);
    Path directory = Files.createDirectory(temporary.resolve("seed" + seed));
    FaultyDisk disk = new FaultyDisk(directory, seed, Long.MAX_VALUE);
    RandomEvents events = new RandomEvents(seed, 1 + random.nextInt(8));
    int streams = 1 << random.nextInt(8);
    expected.clear();
    for (int restart = 0; restart < 3; restart++) {
      StoreOptions options =
          new StoreOptions()
              .disk(disk)
              .reserveBytes(0)
              .mergeFanIn(2 + random.nextInt(3))
              .memoryBytes(1L << (14 + random.nextInt(8)));
      try (Store store = Store.open(directory, options)) {
        for (int action = 0; action < 8; action++) {
          switch (random.nextInt(5)) {
            case 0 -> store.flush();
            case 1 ->
                Awaitility.await()
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> store.stats().mergesRunning() == 0);
            default -> append(store, events, streams, random);
          }
        }
        verify("seed " + seed, store);
      }
    }
  }

  private void append(Store store, RandomEvents events, int streams, Random random)
      throws IOException {
    List<RandomEvents.Row> rows = events.rows(1 + random.nextInt(1 << random.nextInt(12)));
    for (RandomEvents.Row row : rows) {
      if (random.nextInt(20) > 0) {
        String stream = "{service=\"s" + random.nextInt(streams) + "\"}";
        row.fields().put("_stream", new RandomEvents.Value(ValueType.STRING, stream));
      }
      expected.add(text(row.time(), row.fields()));
    }
    store.append(RandomEvents.batch(rows));
  }

  private void verify(String run, Store store) throws IOException {
    List<String> found = new ArrayList<>();
    try (Snapshot snapshot = store.snapshot()) {
      for (Segment segment : snapshot.segments()) {
        long rows = 0;
        for (int b = 0; b < segment.blocks(); b++) {
          Block block = segment.block(b);
          rows += block.rows();
          verifyTimes(run, segment, b, block);
          addRows(block, found);
        }
        assertThat(rows).as(run).isEqualTo(segment.rows());
      }
    }
    expected.sort(null);
    found.sort(null);
    assertThat(found.size()).as(run).isEqualTo(expected.size());
    for (int i = 0; i < found.size(); i++) {
      if (!found.get(i).equals(expected.get(i))) {
        throw new AssertionError(run + ": " + found.get(i) + " instead of " + expected.get(i));
      }
    }
    assertThat(store.stats().rows()).as(run).isEqualTo(expected.size());
    assertThat(store.problems()).as(run).isEmpty();
  }

  private static void verifyTimes(String run, Segment segment, int number, Block block)
      throws IOException {
    long[] times = block.times();
    for (int row = 0; row < times.length; row++) {
      assertThat(times[row] >= segment.blockMinTime(number) && times[row] >= segment.minTime())
          .as(run)
          .isTrue();
      assertThat(times[row] <= segment.blockMaxTime(number) && times[row] <= segment.maxTime())
          .as(run)
          .isTrue();
      assertThat(segment.name().equals("open") || row == 0 || times[row - 1] <= times[row])
          .as("sorted, " + run)
          .isTrue();
    }
  }

  private static void addRows(Block block, List<String> found) throws IOException {
    long[] times = block.times();
    List<String> fields = block.fields();
    List<Column> columns = new ArrayList<>();
    for (String field : fields) {
      columns.add(java.util.Objects.requireNonNull(block.column(field)));
    }
    for (int row = 0; row < block.rows(); row++) {
      Map<String, RandomEvents.Value> values = new TreeMap<>();
      for (int i = 0; i < fields.size(); i++) {
        Column column = columns.get(i);
        if (column.isPresent(row)) {
          values.put(fields.get(i), new RandomEvents.Value(column.type(row), column.text(row)));
        }
      }
      found.add(text(times[row], values));
    }
  }

  private static String text(long time, Map<String, RandomEvents.Value> fields) {
    return time + " " + new TreeMap<>(fields);
  }
}
