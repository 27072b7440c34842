package dev.cordwood.store;

import dev.cordwood.event.EventBatch;
import dev.cordwood.event.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BatchOrderTest {
  @Test
  void keepsEveryRowAndTheOrderWithinAStream() throws Exception {
    for (long seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      int streams = 1 + random.nextInt(12);
      List<RandomEvents.Row> rows = new ArrayList<>();
      for (RandomEvents.Row row : new RandomEvents(seed, 8).rows(200 + random.nextInt(2000))) {
        TreeMap<String, RandomEvents.Value> fields = new TreeMap<>(row.fields());
        fields.remove(StreamKeys.FIELD);
        int stream = random.nextInt(streams + 1);
        if (stream > 0) { // and some rows without a stream
          String name = "{host=\"" + stream + "\"}";
          fields.put(StreamKeys.FIELD, new RandomEvents.Value(ValueType.STRING, name));
          fields.put("only" + stream, new RandomEvents.Value(ValueType.STRING, "v" + row.time()));
        }
        rows.add(new RandomEvents.Row(row.time(), fields));
      }
      Map<String, List<RandomEvents.Row>> expected = new LinkedHashMap<>();
      for (RandomEvents.Row row : rows) {
        RandomEvents.Value stream = row.fields().get(StreamKeys.FIELD);
        String name = stream == null ? "" : stream.text();
        expected.computeIfAbsent(name, _ -> new ArrayList<>()).add(row);
      }
      EventBatch ordered = BatchOrder.byStream(RandomEvents.batch(rows));
      List<RandomEvents.Row> found = new ArrayList<>();
      if (rows.size() >= 256) {
        expected.values().stream()
            .sorted((a, b) -> Boolean.compare(isWithout(b), isWithout(a)))
            .forEach(found::addAll);
      } else {
        found.addAll(rows);
      }
      try {
        Parts.assertHolds(Block.of(ordered), found);
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  /// Rows without a stream count as a stream that comes first.
  private static boolean isWithout(List<RandomEvents.Row> rows) {
    return !rows.getFirst().fields().containsKey(StreamKeys.FIELD);
  }
}
