package dev.cordwood.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordwood.query.lang.ParseContext;
import dev.cordwood.query.lang.Query;
import dev.cordwood.store.Store;
import dev.cordwood.store.StoreOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path directory;
  private Store store;

  @BeforeEach
  void open() throws Exception {
    store = Store.open(directory, new StoreOptions());
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  private LogTail tail(String query) {
    return LogTail.open(
        store,
        Query.parse(query, ParseContext.now()),
        RunOptions.defaults(),
        QueryLimits.defaults());
  }

  private void append(String message) throws Exception {
    store.append(Row.batch(List.of(Row.of(now(), "_msg", message))));
  }

  private static long now() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  private static List<String> poll(LogTail tail, int count) throws InterruptedException {
    List<String> seen = new ArrayList<>();
    while (seen.size() < count) {
      assertThat(
              tail.poll(
                  PATIENCE,
                  rows -> {
                    for (int row = 0; row < rows.size(); row++) {
                      seen.add(rows.cells("_msg").text(row));
                    }
                  }))
          .as("rows after %s", seen)
          .isTrue();
    }
    return seen;
  }

  @Test
  void givesMatchingRowsThatCameAfterItWasOpenedInOrderOfArrival() throws Exception {
    append("before: error 0");
    try (LogTail tail = tail("error")) {
      append("error 1");
      append("all is well");
      append("Error 2");
      store.flush();
      append("error 3");
      assertThat(poll(tail, 3)).containsExactly("error 1", "Error 2", "error 3");
      append("nothing");
      assertThat(tail.poll(Duration.ofMillis(1), rows -> {})).isFalse();
    }
  }

  @Test
  void rowsThatWereThereBeforeComeOnceAndNewestFirstAndEqualOnesThatFollowComeToo()
      throws Exception {
    long now = now();
    List<Row> rows = List.of(Row.of(now - 1, "_msg", "older"), Row.of(now, "_msg", "equal"));
    store.append(Row.batch(List.of(Row.of(now - 2, "_msg", "oldest"))));
    store.append(Row.batch(rows));
    try (QueryEngine engine = new QueryEngine(store, QueryLimits.defaults());
        LogTail tail = tail("*")) {
      store.append(Row.batch(rows));
      store.flush();
      List<String> before = new ArrayList<>();
      tail.newest(
          engine,
          2,
          found -> {
            for (int row = 0; row < found.size(); row++) {
              before.add(found.cells("_msg").text(row));
            }
          });
      assertThat(before).containsExactly("equal", "older");
      assertThat(poll(tail, 2)).containsExactly("older", "equal");
    }
  }

  @Test
  void eachRowComesOnceWhileManyThreadsAppend() throws Exception {
    int writers = 4;
    int each = 200;
    try (LogTail tail = tail("*")) {
      List<Thread> threads =
          IntStream.range(0, writers)
              .mapToObj(w -> Thread.ofPlatform().start(() -> appendAll(w * each, each)))
              .toList();
      List<String> seen = poll(tail, writers * each);
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(seen)
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, writers * each).mapToObj(i -> "row " + i).toList());
      assertThat(tail.lost()).isZero();
    }
  }

  private void appendAll(int from, int count) {
    for (int i = from; i < from + count; i++) {
      try {
        append("row " + i);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void aTimeFilterThatEndsNowIsOpenForRowsToCome() throws Exception {
    try (LogTail tail = tail("_time:5m error")) {
      store.append(
          Row.batch(
              List.of(
                  Row.of(now() - 600_000_000_000L, "_msg", "error long ago"),
                  Row.of(now() + 1_000_000_000L, "_msg", "error"))));
      assertThat(poll(tail, 1)).containsExactly("error");
    }
  }

  @Test
  void queriesThatNeedAllRowsAreRefusedWithOneThatWorks() {
    assertThatThrownBy(() -> tail("error | sort by (host)"))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.suggestion()).isEqualTo("error"))
        .hasMessageContaining("needs all rows");
  }

  @Test
  void rowsBeyondTheQueueAreLostAndCounted() throws Exception {
    TailQueue queue = new TailQueue(1000);
    Row row = Row.of(0, "_msg", "x".repeat(300));
    long size = Row.batch(List.of(row)).bytes();
    int fit = (int) (1000 / size);
    for (int i = 0; i < fit; i++) {
      queue.offer(Row.batch(List.of(row)));
    }
    assertThat(queue.lost()).isZero();
    queue.offer(Row.batch(List.of(row, row)));
    assertThat(queue.lost()).isEqualTo(2);
    assertThat(queue.take(PATIENCE)).hasSize(fit);
    queue.offer(Row.batch(List.of(row)));
    assertThat(queue.lost()).isEqualTo(2);
    assertThat(queue.take(PATIENCE)).hasSize(1);
  }
}
