package dev.cordwood.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartDamageTest {
  @TempDir Path directory;
  private List<RandomEvents.Row> rows = List.of();
  private byte[] whole = {};

  @BeforeEach
  void writePart() throws IOException {
    rows = new RandomEvents(99, 8).rows(40);
    Path path = directory.resolve("whole");
    Parts.write(path, rows, 20);
    whole = Files.readAllBytes(path);
  }

  /// Every byte counts: whichever is changed, what can be read is right and the rest is reported.
  @Test
  void aChangedByteIsReportedAndNeverReadAsData() throws Exception {
    Path path = directory.resolve("damaged");
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) (1 << (at % 8));
      Files.write(path, damaged);
      try {
        assertThat(damageOf(path)).as("byte %d", at).isPositive();
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError("byte " + at + " of " + whole.length, failure);
      }
    }
  }

  @Test
  void aCutFileIsReported() throws Exception {
    Path path = directory.resolve("cut");
    for (int length = 0; length < whole.length; length += 1 + length / 50) {
      Files.write(path, java.util.Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> PartReader.open(path))
          .as("cut to %d bytes", length)
          .isInstanceOf(CorruptionException.class)
          .hasMessageContaining(path.toString())
          .hasMessageContaining("expected")
          .hasMessageContaining("found");
    }
  }

  @Test
  void aDamagedColumnLeavesTheOthersReadable() throws Exception {
    Path path = directory.resolve("one");
    byte[] damaged = whole.clone();
    damaged[PartLayout.HEADER_LENGTH + 200] ^= 1;
    Files.write(path, damaged);
    int broken = 0;
    int fine = 0;
    try (PartReader part = PartReader.open(path)) {
      for (int number = 0; number < part.blocks(); number++) {
        Block block = part.block(number);
        for (String field : block.fields()) {
          try {
            assertThat(block.column(field)).isNotNull();
            fine++;
          } catch (CorruptionException damage) {
            broken++;
          }
        }
      }
    }
    assertThat(broken).isEqualTo(1);
    assertThat(fine).isGreaterThan(7);
  }

  @Test
  void otherFilesAndOtherVersionsAreToldApart() throws Exception {
    Path path = directory.resolve("other");
    Files.writeString(path, "just some text that is no part file at all, but long enough");
    assertThatThrownBy(() -> PartReader.open(path))
        .isInstanceOf(CorruptionException.class)
        .hasMessageContaining("a file of another kind");
    Files.write(path, withVersion(2));
    assertThatThrownBy(() -> PartReader.open(path))
        .isInstanceOf(FormatVersionException.class)
        .hasMessageContaining("version 2 by a newer Cordwood")
        .hasMessageContaining("reads up to version 1");
    Files.write(path, withVersion(0));
    assertThatThrownBy(() -> PartReader.open(path))
        .isInstanceOf(FormatVersionException.class)
        .hasMessageContaining("version 0 by an older Cordwood");
  }

  private byte[] withVersion(int version) {
    byte[] other = whole.clone();
    other[PartLayout.HEADER_VERSION_AT] = (byte) version;
    ByteSink crc = new ByteSink(4);
    crc.i32(PartFile.crc(other, 0, PartLayout.HEADER_CRC_AT));
    System.arraycopy(crc.bytes, 0, other, PartLayout.HEADER_CRC_AT, 4);
    return other;
  }

  /// Reads all that can be read, checks it, and counts what `verify` reports.
  private int damageOf(Path path) throws IOException {
    try (PartReader part = PartReader.open(path)) {
      int at = 0;
      for (int number = 0; number < part.blocks(); number++) {
        check(part, number, rows.subList(at, at + part.blockRows(number)));
        at += part.blockRows(number);
      }
      assertThat(at).isEqualTo(rows.size());
      List<CorruptionException> problems = new ArrayList<>();
      part.verify(problems::add);
      return problems.size();
    } catch (CorruptionException damage) {
      return 1;
    }
  }

  private static void check(PartReader part, int number, List<RandomEvents.Row> rows) {
    Block block = part.block(number);
    try {
      Parts.assertHolds(block, rows);
    } catch (IOException damage) {
      assertThat(damage).isInstanceOf(CorruptionException.class);
    }
    for (String field : List.of("_msg", "field.1", "field.5")) {
      RandomEvents.Value value = rows.getFirst().fields().get(field);
      if (value != null) {
        BitSet candidates = new BitSet();
        candidates.set(number);
        try {
          part.prune(field, Tokens.hashes(value.text()), candidates);
          assertThat(candidates.get(number)).isTrue();
        } catch (IOException damage) {
          assertThat(damage).isInstanceOf(CorruptionException.class);
        }
      }
    }
  }
}
