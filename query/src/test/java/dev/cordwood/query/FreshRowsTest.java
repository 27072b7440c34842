package dev.cordwood.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.query.lang.ParseContext;
import dev.cordwood.query.lang.Query;
import dev.cordwood.store.Store;
import dev.cordwood.store.StoreOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows that are still in memory are found as those in parts are, however many a batch had.
class FreshRowsTest {
  private static final List<String> QUERIES =
      List.of("order", "\"order number\"", "*rder*", "ord*", "~\"order n\"", "paid", "-missing");

  @Test
  void batchesOfEverySizeAreFoundInMemoryAndInParts(@TempDir Path directory) throws Exception {
    int rows = 0;
    try (Store store = Store.open(directory, new StoreOptions());
        QueryEngine engine = new QueryEngine(store, QueryLimits.defaults())) {
      for (int size = 1; size <= 600; size += size < 10 ? 1 : 37) {
        rows += size;
        int first = rows;
        store.append(
            Row.batch(
                IntStream.range(0, size)
                    .mapToObj(
                        i -> Row.of(first + i, "_msg", "order number " + (first + i) + " paid"))
                    .toList()));
        for (String query : QUERIES) {
          assertThat(count(engine, query))
              .as("%s after a batch of %d", query, size)
              .isEqualTo(rows);
        }
      }
      store.flush();
      for (String query : QUERIES) {
        assertThat(count(engine, query)).as("%s in parts", query).isEqualTo(rows);
      }
    }
  }

  private static int count(QueryEngine engine, String query) {
    int[] found = {0};
    engine.run(
        Query.parse(query, ParseContext.now()),
        RunOptions.defaults(),
        rows -> found[0] += rows.size());
    return found[0];
  }
}
