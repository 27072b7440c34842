package dev.cordwood.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordwood.collect.format.LineFormat;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.store.Store;
import dev.cordwood.store.StoreOptions;
import dev.cordwood.testing.StoredRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdempotencyKeysTest {
  private static final int LINES = 60_000; // several batches

  @TempDir Path data;

  private static void store(Intake intake, IdempotencyKeys keys, String key, String... lines) {
    try (IdempotencyKeys.Claim claim = Objects.requireNonNull(keys.claim(key))) {
      OrderedIngest ingest =
          new OrderedIngest(
              intake, IngestOptions.DEFAULTS, LineFormat.JSON, new IngestCounters("test"), claim);
      for (String line : lines) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        ingest.line(bytes, 0, bytes.length);
      }
      assertThat(ingest.finish(IngestResult.Status.STORED, "").status())
          .isEqualTo(IngestResult.Status.STORED);
    }
  }

  private static boolean isKnown(IdempotencyKeys keys, String key) {
    try (IdempotencyKeys.Claim claim = Objects.requireNonNull(keys.claim(key))) {
      return claim.result() != null;
    }
  }

  @Test
  void aBodyIsThereOnceWhenItsProcessIsKilledAtAnyMomentAndItIsSentAgain() throws Exception {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 5; round++) {
      Process process = KeyedProcess.start(data, LINES);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextLong(1, 500)));
      process.destroyForcibly().waitFor(); // SIGKILL
    }
    List<String> expected =
        IntStream.range(0, LINES)
            .mapToObj(KeyedProcess::line)
            .map(line -> line.substring(8, line.length() - 2))
            .toList();
    try (Store store = Store.open(data, new StoreOptions())) {
      long before = StoredRows.count(store);
      IngestResult result = KeyedProcess.ingest(Intake.of(store), LINES);
      assertThat(result.storedLines()).as("seed %d", seed).isEqualTo(LINES);
      assertThat(StoredRows.of(store, "_msg").stream().sorted().toList())
          .as("seed %d, %d rows before the last time", seed, before)
          .isEqualTo(expected);
    }
  }

  @Test
  void aBodyGoesOnBehindTheRowsThatWereStoredOfIt() throws IOException {
    try (Store store = Store.open(data, new StoreOptions())) {
      Intake intake = Intake.of(store);
      IdempotencyKeys keys = new IdempotencyKeys(intake);
      try (IdempotencyKeys.Claim claim = Objects.requireNonNull(keys.claim("k"))) {
        OrderedIngest ingest =
            new OrderedIngest(
                intake, IngestOptions.DEFAULTS, LineFormat.JSON, new IngestCounters("test"), claim);
        byte[] line = KeyedProcess.line(0).getBytes(StandardCharsets.UTF_8);
        ingest.line(line, 0, line.length);
        assertThat(ingest.finish(IngestResult.Status.BROKEN_BODY, "cut off").message())
            .isEqualTo("cut off; 1 of 1 lines read are stored");
      }
      assertThat(isKnown(new IdempotencyKeys(intake), "k")).isFalse();
      store(
          intake, new IdempotencyKeys(intake), "k", KeyedProcess.line(0), "", KeyedProcess.line(1));
      assertThat(StoredRows.count(store)).isEqualTo(2);
      assertThat(isKnown(new IdempotencyKeys(intake), "k")).isTrue();
    }
  }

  @Test
  void theNewestKeysAreRememberedUpToTheLimit() throws IOException {
    AtomicLong clock = new AtomicLong(1_000);
    try (Store store = Store.open(data, new StoreOptions())) {
      Intake intake = Intake.of(store);
      IdempotencyKeys keys = new IdempotencyKeys(intake, 3, clock::incrementAndGet);
      for (int i = 0; i < 5; i++) {
        store(intake, keys, "k" + i, KeyedProcess.line(i));
      }
      for (IdempotencyKeys each : List.of(keys, new IdempotencyKeys(intake, 3, clock::get))) {
        assertThat(each.size()).isEqualTo(3);
        assertThat(isKnown(each, "k1")).isFalse();
        assertThat(isKnown(each, "k2")).isTrue();
      }
      assertThat(intake.positions()).hasSize(3);
    }
  }

  @Test
  void keysAreRememberedForADay() throws IOException {
    AtomicLong clock = new AtomicLong(1_000);
    try (Store store = Store.open(data, new StoreOptions())) {
      Intake intake = Intake.of(store);
      IdempotencyKeys keys = new IdempotencyKeys(intake, 100, clock::get);
      store(intake, keys, "old", KeyedProcess.line(0));
      clock.addAndGet(Duration.ofHours(Limits.MAX_KEY_HOURS).toMillis());
      assertThat(isKnown(keys, "old")).isTrue();
      clock.addAndGet(1);
      assertThat(isKnown(keys, "old")).isFalse();
      store(intake, keys, "new", KeyedProcess.line(1));
      assertThat(intake.positions()).containsOnlyKeys("idem:new");
    }
  }

  @Test
  void aKeyIsInTheHandsOfOneRequestAtATime() throws IOException {
    try (Store store = Store.open(data, new StoreOptions())) {
      IdempotencyKeys keys = new IdempotencyKeys(Intake.of(store));
      try (IdempotencyKeys.Claim claim = keys.claim("k")) {
        assertThat(claim).isNotNull();
        assertThat(keys.claim("k")).isNull();
      }
      assertThat(isKnown(keys, "k")).isFalse();
      assertThatThrownBy(() -> keys.claim("k".repeat(Limits.MAX_KEY_CHARS + 1)))
          .hasMessageContaining("255");
    }
  }

  @Test
  void anEmptyBodyHasItsKeyRememberedToo() throws IOException {
    try (Store store = Store.open(data, new StoreOptions())) {
      Intake intake = Intake.of(store);
      store(intake, new IdempotencyKeys(intake), "k");
      assertThat(isKnown(new IdempotencyKeys(intake), "k")).isTrue();
    }
  }

  @Test
  void statesThatAreNoneAreNotKnown() {
    KeyState done = new KeyState(true, 1, 2, 3, 4, 5, 6, 7);
    assertThat(KeyState.parse(done.text())).isEqualTo(done);
    assertThat(KeyState.parse(KeyState.part(8, 9).text())).isEqualTo(KeyState.part(8, 9));
    for (String text :
        List.of("", "done", "part 1", "part x 1", "done 1 2 3 4 5 6 x", "other 1 2")) {
      assertThat(KeyState.parse(text)).as(text).isNull();
    }
  }
}
