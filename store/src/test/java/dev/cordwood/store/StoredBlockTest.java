package dev.cordwood.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Blocks that one part takes over from others without decoding them.
class StoredBlockTest {
  @TempDir Path directory;

  @Test
  void aPartOfTakenBlocksHoldsAndFindsTheSame() throws Exception {
    for (long seed = 1; seed <= 40; seed++) {
      Random random = new Random(seed);
      List<RandomEvents.Row> rows =
          new RandomEvents(seed * 37, 1 + random.nextInt(20)).rows(1 + random.nextInt(3000));
      Path path = directory.resolve("part" + seed);
      Parts.write(path, rows, 1 + random.nextInt(600));
      Path copy = directory.resolve("copy" + seed);
      try (PartReader part = PartReader.open(path)) {
        take(part, copy);
        try (PartReader taken = PartReader.open(copy)) {
          Parts.assertHolds(taken, rows);
          taken.verify(damage -> {
            throw new AssertionError(damage);
          });
          assertThat(taken.summary()).isEqualTo(part.summary());
          assertPrunesAlike(part, taken, rows, random);
        }
      }
    }
  }

  private static void take(PartReader part, Path path) throws IOException {
    try (FileChannel channel =
            FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        BlockEncoder encoder = new BlockEncoder(1)) {
      PartWriter writer = new PartWriter(channel, encoder);
      for (int block = 0; block < part.blocks(); block++) {
        writer.write(requireNonNull(part.stored(block)));
      }
      writer.finish();
    }
  }

  private static void assertPrunesAlike(
      PartReader part, PartReader taken, List<RandomEvents.Row> rows, Random random)
      throws IOException {
    for (int i = 0; i < 100; i++) {
      RandomEvents.Row row = rows.get(random.nextInt(rows.size()));
      for (Map.Entry<String, RandomEvents.Value> field : row.fields().entrySet()) {
        long[] hashes = Tokens.hashes(field.getValue().text() + (i % 3 == 0 ? " nowhere" : ""));
        BitSet of = all(part);
        BitSet ofTaken = all(taken);
        part.prune(field.getKey(), hashes, of);
        taken.prune(field.getKey(), hashes, ofTaken);
        assertThat(ofTaken).isEqualTo(of);
        double number = random.nextInt(1000);
        part.pruneRange(field.getKey(), number, number + 10, of);
        taken.pruneRange(field.getKey(), number, number + 10, ofTaken);
        assertThat(ofTaken).isEqualTo(of);
      }
    }
  }

  private static BitSet all(PartReader part) {
    BitSet all = new BitSet();
    all.set(0, part.blocks());
    return all;
  }
}
