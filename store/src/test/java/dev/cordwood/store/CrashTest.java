package dev.cordwood.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.event.EventBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Stops the disk at each of its steps in turn and looks at what is left. The numbered rows are the
/// oracle: all that were acknowledged are there once, the others once or not at all, and the
/// source's position says exactly how many.
class CrashTest {
  @TempDir Path temporary;

  private int directories;

  /// What was appended and what was acknowledged.
  private static final class Model {
    int appended;
    int acknowledged;
  }

  @Test
  void stoppingAtAnyStepLosesNothingThatWasAcknowledged() throws IOException {
    for (long seed = 1; seed <= 2; seed++) {
      long stopAt = 1;
      while (crash(seed, stopAt, SyncMode.GROUP)) {
        stopAt++;
      }
      assertThat(stopAt).as("steps of a whole run").isGreaterThan(60);
    }
  }

  @Test
  void withoutSyncsStoppingLosesTheNewestRowsOnly() throws IOException {
    for (long stopAt = 1; crash(77, stopAt, SyncMode.NONE); stopAt += 2) {
      // each time at a later step
    }
  }

  /// Runs the same actions on a disk that stops, restarts from what is left on one that stops
  /// elsewhere, and restarts once more.
  ///
  /// @return false when the actions ended before the disk stopped
  private boolean crash(long seed, long stopAt, SyncMode sync) throws IOException {
    String run = "seed " + seed + ", stopped at step " + stopAt + ", " + sync;
    Random random = new Random(seed * 1000 + stopAt);
    Model model = new Model();
    Path first = newDirectory();
    FaultyDisk disk = new FaultyDisk(first, random.nextLong(), stopAt);
    act(first, disk, model, new Random(seed), sync);
    boolean crashed = disk.isCrashed();
    Path second = image(disk, first, random, sync, model);
    verify(run, second, model, sync);

    long again = 1L + random.nextInt(60);
    FaultyDisk next = new FaultyDisk(second, random.nextLong(), again);
    act(second, next, model, random, sync);
    Path third = image(next, second, random, sync, model);
    verify(run + " and then at step " + again, third, model, sync);
    return crashed;
  }

  private Path image(FaultyDisk disk, Path from, Random random, SyncMode sync, Model model)
      throws IOException {
    Path image = newDirectory();
    if (random.nextInt(3) == 0) {
      disk.killImage(from, image);
    } else {
      disk.crashImage(from, image);
      if (sync == SyncMode.NONE) {
        model.acknowledged = 0; // nothing was promised
      }
    }
    return image;
  }

  private StoreOptions options(Disk disk, SyncMode sync) {
    return new StoreOptions()
        .disk(disk)
        .sync(sync)
        .reserveBytes(0)
        .memoryBytes(60_000)
        .walSegmentBytes(3_000)
        .mergeFanIn(2);
  }

  private void act(Path directory, FaultyDisk disk, Model model, Random random, SyncMode sync) {
    for (int restart = 0; restart < 2 && !disk.isCrashed(); restart++) {
      try (Store store = Store.open(directory, options(disk, sync))) {
        for (int action = 0; action < 8; action++) {
          switch (random.nextInt(4)) {
            case 0 -> store.flush();
            case 1 -> awaitMerges(store, disk);
            default -> append(store, model, 1 + random.nextInt(60));
          }
        }
      } catch (IOException e) {
        assertThat(disk.isCrashed()).as("%s", e).isTrue();
      }
    }
  }

  private static void append(Store store, Model model, int rows) throws IOException {
    int first = model.appended;
    model.appended += rows;
    EventBatch batch = Numbered.batch(first, rows);
    store.append(batch, List.of(new SourcePosition("source", "" + model.appended)));
    model.acknowledged = model.appended;
  }

  private static void awaitMerges(Store store, FaultyDisk disk) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(1))
        .until(() -> disk.isCrashed() || store.stats().parts() < 2);
  }

  /// Also sets the model to what is there.
  private void verify(String run, Path directory, Model model, SyncMode sync) throws IOException {
    FaultyDisk sound = new FaultyDisk(directory, 1, Long.MAX_VALUE);
    try (Store store = Store.open(directory, options(sound, sync))) {
      SortedMap<Integer, Integer> found = Numbered.in(store);
      int rows = found.size();
      assertThat(rows).as("rows, %s", run).isBetween(model.acknowledged, model.appended);
      assertThat(found).as(run).isEqualTo(Numbered.upTo(rows));
      assertThat(store.problems()).as(run).isEmpty();
      assertThat(store.positions())
          .as(run)
          .isEqualTo(rows == 0 ? Map.of() : Map.of("source", "" + rows));
      model.appended = rows;
      model.acknowledged = rows;
    }
  }

  private Path newDirectory() throws IOException {
    return Files.createDirectory(temporary.resolve("store" + directories++));
  }
}
