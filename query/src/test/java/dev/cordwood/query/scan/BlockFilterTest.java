package dev.cordwood.query.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.cordwood.query.NaiveFilter;
import dev.cordwood.query.RandomFilters;
import dev.cordwood.query.RandomRows;
import dev.cordwood.query.Row;
import dev.cordwood.query.Rows;
import dev.cordwood.query.ShapedSnapshot;
import dev.cordwood.query.lang.Filter;
import dev.cordwood.query.lang.ValueSource;
import dev.cordwood.store.Bitmap;
import dev.cordwood.store.Segment;
import dev.cordwood.store.Snapshot;
import dev.cordwood.store.Store;
import dev.cordwood.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockFilterTest {
  private static final int ROWS = 300;
  private static final int FILTERS = 250;

  @TempDir Path directory;

  @Test
  void agreesWithTheNaiveModelOverEveryShapeOfColumn() throws Exception {
    long seed = new Random().nextLong();
    int matched = 0;
    for (int round = 0; round < 5; round++) {
      RandomRows random = new RandomRows(seed + round);
      List<Row> rows = random.rows(ROWS);
      RandomFilters filters = new RandomFilters(random, rows);
      ShapedSnapshot snapshot = new ShapedSnapshot(rows, random.random());
      for (int i = 0; i < FILTERS; i++) {
        matched += agrees(snapshot, rows, filters.filter(i % 4), seed + round);
      }
    }
    assertThat(matched).as("rows that matched, seed %d", seed).isPositive();
  }

  @Test
  void agreesWithTheNaiveModelOverAStore() throws Exception {
    long seed = new Random().nextLong();
    RandomRows random = new RandomRows(seed);
    List<Row> rows = random.rows(3 * ROWS);
    RandomFilters filters = new RandomFilters(random, rows);
    try (Store store = Store.open(directory, new StoreOptions())) {
      store.append(Row.batch(rows.subList(0, ROWS)));
      store.flush();
      store.append(Row.batch(rows.subList(ROWS, 2 * ROWS)));
      store.flush();
      store.append(Row.batch(rows.subList(2 * ROWS, 3 * ROWS)));
      try (Snapshot snapshot = store.snapshot()) {
        for (int i = 0; i < FILTERS; i++) {
          agrees(snapshot, rows, filters.filter(i % 4), seed);
        }
      }
    }
  }

  private static int agrees(Snapshot snapshot, List<Row> rows, Filter filter, long seed)
      throws IOException {
    List<String> expected = new ArrayList<>();
    for (Row row : rows) {
      if (NaiveFilter.matches(filter, row)) {
        expected.add(key(row.text("_time"), row.text("trace"), row.text("_msg")));
      }
    }
    List<String> found = found(snapshot, filter);
    Collections.sort(expected);
    Collections.sort(found);
    if (!found.equals(expected)) {
      List<String> missing = new ArrayList<>(expected);
      found.forEach(missing::remove);
      List<String> surplus = new ArrayList<>(found);
      expected.forEach(surplus::remove);
      fail(
          "seed %d, filter %s: missing %s, too many %s",
          seed, filter, first(missing), first(surplus));
    }
    return found.size();
  }

  private static List<String> found(Snapshot snapshot, Filter filter) throws IOException {
    BlockFilter compiled =
        new FilterCompiler(source -> ((ValueSource.Listed) source).values(), () -> {})
            .compile(filter);
    List<String> found = new ArrayList<>();
    for (Segment segment : snapshot.segments()) {
      BitSet blocks = new BitSet();
      blocks.set(0, segment.blocks());
      compiled.prune(segment, blocks);
      for (int b = blocks.nextSetBit(0); b >= 0; b = blocks.nextSetBit(b + 1)) {
        BlockColumns block =
            new BlockColumns(segment.block(b), segment.blockMinTime(b), segment.blockMaxTime(b), 0);
        Bitmap rows = Bitmap.full(block.rows());
        compiled.apply(block, rows);
        Rows view = new BlockRows(block, rows.isFull() ? null : rows.toRows());
        for (int row = 0; row < view.size(); row++) {
          found.add(
              key(
                  view.cells("_time").text(row),
                  view.cells("trace").text(row),
                  view.cells("_msg").text(row)));
        }
      }
    }
    return found;
  }

  private static List<String> first(List<String> rows) {
    return rows.subList(0, Math.min(3, rows.size()));
  }

  private static String key(String time, String trace, String message) {
    return time + " " + trace + " " + message;
  }
}
