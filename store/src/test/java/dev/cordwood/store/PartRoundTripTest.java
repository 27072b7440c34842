package dev.cordwood.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartRoundTripTest {
  @TempDir Path directory;

  @Test
  void whatGoesInComesOut() throws Exception {
    for (long seed = 1; seed <= 60; seed++) {
      Random random = new Random(seed);
      int count = 1 + random.nextInt(1 << random.nextInt(13));
      List<RandomEvents.Row> rows = new RandomEvents(seed, 1 + random.nextInt(20)).rows(count);
      Path path = directory.resolve("part" + seed);
      try {
        PartSummary summary = Parts.write(path, rows, 1 + random.nextInt(count));
        assertThat(summary.rows()).isEqualTo(count);
        assertThat(summary.fileBytes()).isEqualTo(Files.size(path));
        try (PartReader part = PartReader.open(path)) {
          assertThat(part.summary()).isEqualTo(summary);
          Parts.assertHolds(part, rows);
          List<CorruptionException> problems = new ArrayList<>();
          part.verify(problems::add);
          assertThat(problems).isEmpty();
        }
      } catch (Throwable failure) {
        throw new AssertionError("seed " + seed, failure);
      }
    }
  }
}
