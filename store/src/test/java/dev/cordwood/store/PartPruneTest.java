package dev.cordwood.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.event.ValueType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartPruneTest {
  @TempDir Path directory;

  @Test
  void keepsEveryBlockThatHasTheTokensOrTheNumber() throws Exception {
    for (long seed = 1; seed <= 40; seed++) {
      Random random = new Random(seed);
      List<RandomEvents.Row> rows =
          new RandomEvents(seed * 31, 1 + random.nextInt(20)).rows(1 + random.nextInt(3000));
      Path path = directory.resolve("part" + seed);
      Parts.write(path, rows, 1 + random.nextInt(600));
      try (PartReader part = PartReader.open(path)) {
        int at = 0;
        for (int block = 0; block < part.blocks(); block++) {
          for (int row = at; row < at + part.blockRows(block); row += 1 + random.nextInt(9)) {
            for (Map.Entry<String, RandomEvents.Value> field : rows.get(row).fields().entrySet()) {
              assertKept(part, block, field.getKey(), field.getValue().text(), seed, random);
            }
          }
          at += part.blockRows(block);
        }
      }
    }
  }

  private static void assertKept(
      PartReader part, int block, String field, String text, long seed, Random random)
      throws IOException {
    long[] hashes =
        Tokens.hashes(
            random.nextBoolean()
                ? text
                : text.toUpperCase(Locale.ROOT).length() == text.length() && isAscii(text)
                    ? text.toUpperCase(Locale.ROOT)
                    : text);
    if (hashes.length > 0) {
      int from = random.nextInt(hashes.length);
      hashes =
          java.util.Arrays.copyOfRange(
              hashes, from, from + 1 + random.nextInt(hashes.length - from));
    }
    BitSet candidates = all(part);
    part.prune(field, hashes, candidates);
    assertThat(candidates.get(block))
        .as("seed %d: block %d has %s=%s", seed, block, field, text)
        .isTrue();
    try {
      double number = Double.parseDouble(text);
      if (!Double.isNaN(number)) {
        candidates = all(part);
        part.pruneRange(field, number, number, candidates);
        assertThat(candidates.get(block))
            .as("seed %d: block %d has the number %s=%s", seed, block, field, text)
            .isTrue();
      }
    } catch (NumberFormatException notANumber) {
      // then ranges say nothing of it
    }
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }

  @Test
  void dropsBlocksWithoutTheFieldTokenOrNumber() throws Exception {
    List<RandomEvents.Row> rows = new java.util.ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 40_000; i++) {
      Map<String, RandomEvents.Value> fields = new TreeMap<>();
      int block = i / 1000;
      fields.put("id", string("%016x".formatted(random.nextLong())));
      fields.put("_msg", string("order " + random.nextInt(1_000_000) + " stored"));
      fields.put("level", string(block == 17 && i % 100 == 0 ? "Error" : "info"));
      fields.put("size", new RandomEvents.Value(ValueType.NUMBER, "" + i));
      if (block == 3) {
        fields.put("rare", string("x"));
      }
      rows.add(new RandomEvents.Row(i, fields));
    }
    Path path = directory.resolve("part");
    Parts.write(path, rows, 1000);
    try (PartReader part = PartReader.open(path)) {
      assertThat(pruned(part, "rare", "x")).isEqualTo(bits(3));
      assertThat(pruned(part, "nowhere", "x")).isEqualTo(bits());
      assertThat(pruned(part, "level", "ERROR")).isEqualTo(bits(17));
      assertThat(pruned(part, "level", "fatal")).isEqualTo(bits());
      assertThat(pruned(part, "_msg", "order stored").cardinality()).isEqualTo(40);
      assertThat(part.fields()).containsExactlyInAnyOrder("id", "_msg", "level", "size", "rare");
      BitSet range = all(part);
      part.pruneRange("size", 2500, 4000, range);
      assertThat(range).isEqualTo(bits(2, 3, 4));
      range = all(part);
      part.pruneRange("id", 0, 1, range);
      assertThat(range.cardinality()).isEqualTo(40);
      int falsePositives = 0;
      for (int i = 0; i < 500; i++) {
        falsePositives += pruned(part, "id", "%016x".formatted(random.nextLong())).cardinality();
      }
      assertThat(falsePositives / (500 * 40.0)).isLessThan(0.02);
      falsePositives = 0;
      for (int i = 0; i < 500; i++) {
        String id = requireNonNull(rows.get(random.nextInt(rows.size())).fields().get("id")).text();
        falsePositives += pruned(part, "id", id).cardinality() - 1;
      }
      assertThat(falsePositives / (500 * 40.0)).isBetween(0.0, 0.02);
    }
  }

  private static RandomEvents.Value string(String text) {
    return new RandomEvents.Value(ValueType.STRING, text);
  }

  private static BitSet pruned(PartReader part, String field, String text) throws IOException {
    BitSet candidates = all(part);
    part.prune(field, Tokens.hashes(text), candidates);
    return candidates;
  }

  private static BitSet all(PartReader part) {
    BitSet candidates = new BitSet();
    candidates.set(0, part.blocks());
    return candidates;
  }

  private static BitSet bits(int... numbers) {
    BitSet bits = new BitSet();
    for (int number : numbers) {
      bits.set(number);
    }
    return bits;
  }
}
