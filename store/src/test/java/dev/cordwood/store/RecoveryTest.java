package dev.cordwood.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Damage is told, and costs what is damaged and no more.
class RecoveryTest {
  @TempDir Path temporary;

  private StoreOptions options() {
    return new StoreOptions().reserveBytes(0).merging(false);
  }

  /// A directory as a killed process leaves it: `flushed` rows in a part each hundred, the rest in
  /// the log only, a frame each ten.
  private Path killed(int flushed, int logged) throws IOException {
    Path directory = Files.createDirectory(temporary.resolve("store"));
    Path image = temporary.resolve("image");
    FaultyDisk disk = new FaultyDisk(directory, 1, Long.MAX_VALUE);
    try (Store store = Store.open(directory, options().disk(disk))) {
      for (int i = 0; i < flushed; i += 100) {
        store.append(Numbered.batch(i, 100));
        store.flush();
      }
      for (int i = flushed; i < flushed + logged; i += 10) {
        store.append(Numbered.batch(i, 10), List.of(new SourcePosition("source", "" + (i + 10))));
      }
      disk.killImage(directory, image);
    }
    return image;
  }

  private static Path only(Path directory, String suffix) throws IOException {
    return all(directory, suffix).getFirst();
  }

  private static List<Path> all(Path directory, String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  private static void damage(Path file, int offset, int length) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int i = offset; i < offset + length; i++) {
      bytes[i] ^= 0x55;
    }
    Files.write(file, bytes);
  }

  private static SortedMap<Integer, Integer> without(int count, int from, int to) {
    SortedMap<Integer, Integer> rows = Numbered.upTo(count);
    rows.subMap(from, to).clear();
    return rows;
  }

  /// Where each frame of the log begins, and where the last ends.
  private static int[] frames(Path log) throws IOException {
    byte[] bytes = Files.readAllBytes(log);
    int[] starts = new int[100];
    int count = 0;
    for (int at = WalLayout.HEADER_BYTES; at < bytes.length; ) {
      starts[count++] = at;
      at +=
          WalLayout.FRAME_BYTES
              + java.nio.ByteBuffer.wrap(bytes)
                  .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                  .getInt(at + WalLayout.FRAME_PAYLOAD);
    }
    starts[count++] = bytes.length;
    return Arrays.copyOf(starts, count);
  }

  @Test
  void theLogIsReadBackAfterAKill() throws IOException {
    Path directory = killed(200, 100);
    try (Store store = Store.open(directory, options())) {
      assertThat(Numbered.in(store)).isEqualTo(Numbered.upTo(300));
      assertThat(store.positions()).containsEntry("source", "300");
      assertThat(store.problems()).isEmpty();
    }
  }

  @Test
  void aTornLastFrameIsPassedOverInSilence() throws IOException {
    Path directory = killed(0, 100);
    Path log = only(directory, ".wal");
    byte[] bytes = Files.readAllBytes(log);
    int[] frames = frames(log);
    for (int length = frames[9]; length < bytes.length; length += 7) {
      Files.write(log, Arrays.copyOf(bytes, length));
      try (Store store = Store.open(directory, options().readOnly(true))) {
        assertThat(Numbered.in(store)).as("%d bytes", length).isEqualTo(Numbered.upTo(90));
        assertThat(store.positions()).containsEntry("source", "90");
        assertThat(store.problems()).isEmpty();
      }
    }
  }

  @Test
  void damageInTheMiddleOfTheLogIsToldAndTheRestIsRead() throws IOException {
    Path directory = killed(0, 100);
    Path log = only(directory, ".wal");
    int[] frames = frames(log);
    damage(log, frames[4] + 40, 3);
    try (Store store = Store.open(directory, options())) {
      assertThat(Numbered.in(store)).isEqualTo(without(100, 40, 50));
      assertThat(store.problems())
          .anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo(log);
            assertThat(problem.message())
                .contains("damaged at byte " + frames[4])
                .contains(frames[5] - frames[4] + " bytes");
          });
    }
  }

  @Test
  void aDamagedPartIsToldAndTheOthersAreRead() throws IOException {
    Path directory = killed(300, 0);
    Path part = all(directory, ".part").get(1);
    byte[] bytes = Files.readAllBytes(part);
    damage(part, bytes.length - 30, 4);
    try (Store store = Store.open(directory, options())) {
      assertThat(Numbered.in(store)).isEqualTo(without(300, 100, 200));
      assertThat(store.problems())
          .singleElement()
          .satisfies(problem -> {
            assertThat(problem.file()).isEqualTo(part);
            assertThat(problem.message()).contains("100 rows of 2026-11-21 cannot be read");
          });
      store.append(Numbered.batch(300, 10));
      store.flush();
    }
    assertThat(part).as("a damaged part is kept").exists();
    Files.write(part, bytes);
    try (Store store = Store.open(directory, options())) {
      assertThat(Numbered.in(store)).as("repaired").isEqualTo(Numbered.upTo(310));
      assertThat(store.problems()).isEmpty();
    }
  }

  @Test
  void aMissingPartIsTold() throws IOException {
    Path directory = killed(200, 0);
    Path part = only(directory, ".part");
    Files.delete(part);
    try (Store store = Store.open(directory, options())) {
      assertThat(Numbered.in(store)).isEqualTo(without(200, 0, 100));
      assertThat(store.problems())
          .singleElement()
          .satisfies(problem -> assertThat(problem.file()).isEqualTo(part));
    }
  }

  @Test
  void withoutItsManifestAStoreIsNotTakenForEmpty() throws IOException {
    Path directory = killed(200, 10);
    Files.delete(directory.resolve("MANIFEST"));
    Files.delete(directory.resolve("MANIFEST.copy"));
    assertThatThrownBy(() -> Store.open(directory, options()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("missing although there are 3 files")
        .hasMessageContaining("from a backup");
    assertThat(all(directory, ".part")).hasSize(2);
  }

  @Test
  void eitherOfTheManifestAndItsCopyIsEnough() throws IOException {
    Path directory = killed(200, 10);
    for (String name : List.of("MANIFEST", "MANIFEST.copy")) {
      for (boolean missing : new boolean[] {false, true}) {
        Path file = directory.resolve(name);
        if (missing) {
          Files.delete(file);
        } else {
          damage(file, 40, 1);
        }
        try (Store store = Store.open(directory, options())) {
          assertThat(Numbered.in(store)).isEqualTo(Numbered.upTo(210));
          if (missing && name.endsWith(".copy")) {
            assertThat(store.problems()).isEmpty();
          } else {
            assertThat(store.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.file()).isEqualTo(file));
          }
          store.append(WalRecord.NO_ROWS, List.of(new SourcePosition("healed", name + missing)));
        }
        try (Store store = Store.open(directory, options())) {
          assertThat(store.problems()).as("written anew").isEmpty();
        }
      }
    }
  }

  @Test
  void everyDamageOfTheManifestIsSeen() throws IOException {
    Path directory = killed(200, 10);
    Files.delete(directory.resolve("MANIFEST.copy"));
    Path manifest = directory.resolve("MANIFEST");
    byte[] bytes = Files.readAllBytes(manifest);
    for (int at = 0; at < bytes.length; at++) {
      damage(manifest, at, 1);
      assertThatThrownBy(() -> Store.open(directory, options()))
          .as("byte %d", at)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("MANIFEST: damaged at byte");
      Files.write(manifest, Arrays.copyOf(bytes, at));
      assertThatThrownBy(() -> Store.open(directory, options())).isInstanceOf(IOException.class);
      Files.write(manifest, bytes);
    }
    try (Store store = Store.open(directory, options())) {
      assertThat(Numbered.in(store)).isEqualTo(Numbered.upTo(210));
    }
  }

  @Test
  void whatUnfinishedWritesLeftIsRemoved() throws IOException {
    Path directory = killed(100, 10);
    Path part = only(directory, ".part");
    Path stray = part.resolveSibling("00000000000000ff.part");
    Path otherDay = Files.createDirectories(directory.resolve("parts/2020-01-01"));
    Files.write(stray, new byte[100]);
    Files.write(directory.resolve("MANIFEST.new"), new byte[100]);
    try (Store store = Store.open(directory, options())) {
      assertThat(Numbered.in(store)).isEqualTo(Numbered.upTo(110));
      assertThat(store.problems()).isEmpty();
      assertThat(stray).doesNotExist();
      assertThat(otherDay).doesNotExist();
      assertThat(directory.resolve("MANIFEST.new")).doesNotExist();
    }
  }

  @Test
  void openedForReadingOnlyNothingIsWritten() throws IOException {
    Path directory = killed(100, 50);
    List<Path> before = all(directory, "");
    try (Store store = Store.open(directory, options().readOnly(true))) {
      assertThat(Numbered.in(store)).isEqualTo(Numbered.upTo(150));
      assertThat(store.positions()).containsEntry("source", "150");
      assertThatThrownBy(() -> store.append(Numbered.batch(150, 1)))
          .hasMessageContaining("reading only");
      assertThatThrownBy(store::flush).hasMessageContaining("reading only");
    }
    assertThat(all(directory, "")).isEqualTo(before);
  }

  @Test
  void aDirectoryThatDoesNotExistIsNotMadeForReading() {
    Path missing = temporary.resolve("missing");
    assertThatThrownBy(() -> Store.open(missing, options().readOnly(true)))
        .hasMessageContaining("there is no store");
    assertThat(missing).doesNotExist();
  }
}
