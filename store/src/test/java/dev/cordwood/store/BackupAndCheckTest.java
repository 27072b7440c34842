package dev.cordwood.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupAndCheckTest {
  @TempDir Path temporary;

  private Store open(String name) throws IOException {
    return Store.open(temporary.resolve(name), new StoreOptions().reserveBytes(0).merging(false));
  }

  private static List<Path> files(Path directory, String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  @Test
  void aBackupIsAStoreWithEverythingThatWasAcknowledged() throws IOException {
    Path target = temporary.resolve("backup");
    try (Store store = open("store")) {
      store.append(Numbered.batch(0, 100), List.of(new SourcePosition("s", "100")));
      store.flush();
      store.append(Numbered.batch(100, 100), List.of(new SourcePosition("s", "200")));
      store.backup(target);
      store.append(Numbered.batch(200, 100), List.of(new SourcePosition("s", "300")));
      assertThat(Numbered.in(store)).isEqualTo(Numbered.upTo(300));
    }
    try (Store copy = open("backup")) {
      assertThat(Numbered.in(copy)).isEqualTo(Numbered.upTo(200));
      assertThat(copy.positions()).containsEntry("s", "200");
      copy.append(Numbered.batch(200, 50));
      copy.flush();
      assertThat(Numbered.in(copy)).isEqualTo(Numbered.upTo(250));
    }
    try (Store store = open("store")) {
      assertThat(Numbered.in(store)).as("not touched").isEqualTo(Numbered.upTo(300));
    }
    assertThat(Store.check(target).problems()).isEmpty();
  }

  @Test
  void aBackupOutlivesThePartsOfItsStore() throws IOException {
    try (Store store = open("store")) {
      store.append(Numbered.batch(0, 100));
      store.backup(temporary.resolve("backup"));
    }
    for (Path part : files(temporary.resolve("store"), ".part")) {
      Files.delete(part);
    }
    try (Store copy = open("backup")) {
      assertThat(Numbered.in(copy)).isEqualTo(Numbered.upTo(100));
    }
  }

  @Test
  void aBackupOverwritesNothing() throws IOException {
    Path target = Files.createDirectory(temporary.resolve("backup"));
    Files.writeString(target.resolve("mine"), "precious");
    try (Store store = open("store")) {
      store.append(Numbered.batch(0, 10));
      assertThatThrownBy(() -> store.backup(target))
          .isInstanceOf(FileAlreadyExistsException.class)
          .hasMessageContaining("empty directory");
    }
    assertThat(target.toFile().list()).containsExactly("mine");
  }

  @Test
  void checkReadsEveryFileOfASoundStore() throws IOException {
    try (Store store = open("store")) {
      store.append(Numbered.batch(0, 100));
      store.flush();
      store.append(Numbered.batch(100, 10));
      CheckReport whileOpen = Store.check(store.directory());
      assertThat(whileOpen.isSound()).isTrue();
      assertThat(whileOpen.files())
          .extracting(file -> file.file().getFileName().toString(), CheckReport.CheckedFile::rows)
          .contains(
              org.assertj.core.groups.Tuple.tuple("MANIFEST", 0L),
              org.assertj.core.groups.Tuple.tuple("0000000000000001.part", 100L),
              org.assertj.core.groups.Tuple.tuple("0000000000000001.wal", 10L));
    }
  }

  @Test
  void checkFindsAFlippedBitInAnyFile() throws IOException {
    Path directory = temporary.resolve("store");
    Path image = temporary.resolve("image");
    FaultyDisk disk = new FaultyDisk(Files.createDirectory(directory), 1, Long.MAX_VALUE);
    StoreOptions options = new StoreOptions().reserveBytes(0).merging(false).disk(disk);
    try (Store store = Store.open(directory, options)) {
      store.append(Numbered.batch(0, 50));
      store.flush();
      store.append(Numbered.batch(50, 10));
      store.append(Numbered.batch(60, 10));
      disk.killImage(directory, image);
    }
    for (Path file : files(image, "")) {
      if (Files.isDirectory(file) || file.endsWith("LOCK")) {
        continue;
      }
      byte[] bytes = Files.readAllBytes(file);
      int end = file.toString().endsWith(".wal") ? lastFrame(bytes) : bytes.length;
      for (int at = 0; at < end; at += 1 + bytes.length / 300) {
        bytes[at] ^= 1;
        Files.write(file, bytes);
        assertThat(Store.check(image).problems())
            .as("%s, byte %d", file, at)
            .isNotEmpty()
            .allSatisfy(problem -> assertThat(problem.file()).isEqualTo(file));
        bytes[at] ^= 1;
      }
      Files.write(file, bytes);
    }
    assertThat(Store.check(image).isSound()).isTrue();
  }

  /// Damage in the last frame cannot be told from one that was never finished.
  private static int lastFrame(byte[] wal) {
    var bytes = java.nio.ByteBuffer.wrap(wal).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    int last = WalLayout.HEADER_BYTES;
    for (int at = last; at < wal.length; ) {
      last = at;
      at += WalLayout.FRAME_BYTES + bytes.getInt(at + WalLayout.FRAME_PAYLOAD);
    }
    return last;
  }

  @Test
  void checkTakesASinglePartAndRefusesNothingness() throws IOException {
    try (Store store = open("store")) {
      store.append(Numbered.batch(0, 100));
      store.flush();
    }
    Path part = files(temporary, ".part").getFirst();
    assertThat(Store.check(part).files())
        .singleElement()
        .satisfies(file -> assertThat(file.rows()).isEqualTo(100));
    assertThatThrownBy(() -> Store.check(temporary.resolve("missing")))
        .isInstanceOf(NoSuchFileException.class);
    Path empty = Files.createDirectory(temporary.resolve("empty"));
    assertThat(Store.check(empty).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("no store"));
  }
}
