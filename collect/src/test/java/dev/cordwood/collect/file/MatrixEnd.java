package dev.cordwood.collect.file;

import static org.awaitility.Awaitility.await;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.store.Store;
import dev.cordwood.testing.StoredRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// The last life of a follower, in this process: until nothing comes any more.
final class MatrixEnd {
  private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(20);

  private MatrixEnd() {}

  /// What to do with the store in the end.
  interface Comparison<T> {
    T compare(Store store) throws IOException;
  }

  /// Follows until so many rows are stored, or no more come for long, and then for some looks more,
  /// in which lines would be repeated if they were.
  ///
  /// @param isWhole whether a comparison shows all that is waited for
  static <T> T follow(
      MatrixSetup setup, long rows, Path logs, Comparison<T> comparison, Predicate<T> isWhole)
      throws IOException {
    try (Store store = setup.openStore();
        FileFollower follower = setup.follow(store, new IngestCounters("file"))) {
      long stored = -1;
      long since = System.nanoTime();
      while (stored < rows && System.nanoTime() - since < GIVE_UP_NANOS) {
        look(follower, logs);
        long now = StoredRows.count(store);
        if (now > stored) {
          stored = now;
          since = System.nanoTime();
        }
      }
      while (!isWhole.test(comparison.compare(store))
          && System.nanoTime() - since < GIVE_UP_NANOS) {
        look(follower, logs);
      }
      for (int looks = 0; looks < 3; looks++) {
        look(follower, logs);
      }
      return comparison.compare(store);
    }
  }

  /// Waits until the follower has looked at all files once more.
  @SuppressWarnings("ReferenceEquality") // another status is another look
  private static void look(FileFollower follower, Path logs) throws IOException {
    FileFollower.Status before = follower.status();
    Path hint = logs.resolve("hint.pid"); // not followed by its name
    Files.writeString(hint, "");
    Files.delete(hint);
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> follower.status() != before);
  }
}
