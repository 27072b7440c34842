package dev.cordwood.store;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

/// Bytes that nobody wrote as a part: everything ends in an answer or in one of the two exceptions
/// that say what is wrong.
class PartFuzzTest {
  @FuzzTest(maxDuration = "20s")
  void anyBytesAsAPart(byte[] bytes) throws IOException {
    readAll(bytes);
  }

  /// The same behind a header, footer and trailer that are right, so that the reader gets further.
  @FuzzTest(maxDuration = "20s")
  void anyBytesAsSections(FuzzedDataProvider data) throws IOException {
    ByteSink file = new ByteSink(256);
    file.put(PartLayout.MAGIC);
    file.i32(PartLayout.VERSION);
    file.i32(PartFile.crc(file.bytes, 0, PartLayout.HEADER_CRC_AT));
    ByteSink footer = new ByteSink(PartLayout.FOOTER_LENGTH);
    for (int i = 0; i < PartLayout.SECTIONS; i++) {
      byte[] section = data.consumeBytes(200);
      footer.i64(file.length);
      footer.i64(section.length);
      footer.i32(PartFile.crc(section, 0, section.length));
      file.put(section);
    }
    footer.i64(data.consumeLong());
    footer.i32(data.consumeInt(0, 10));
    footer.i64(data.consumeLong());
    footer.i64(data.consumeLong());
    footer.i64(data.consumeLong());
    file.put(footer.bytes, 0, footer.length);
    file.i32(footer.length);
    file.i32(PartFile.crc(footer.bytes, 0, footer.length));
    file.put(PartLayout.END_MAGIC);
    readAll(java.util.Arrays.copyOf(file.bytes, file.length));
  }

  @FuzzTest(maxDuration = "20s")
  void anyBytesAsAColumn(FuzzedDataProvider data) {
    int rows = data.consumeInt(1, Limits.MAX_BLOCK_ROWS);
    decode(data.consumeRemainingAsBytes(), rows);
  }

  /// Damage behind a right checksum: what a bug in an older writer would look like.
  @Test
  void changedBytesOfAColumnAreDecodedOrRefused() throws IOException {
    for (long seed = 1; seed <= 25; seed++) {
      BlockBuilder builder = new BlockBuilder();
      var rows = new RandomEvents(seed, 1).rows(400);
      builder.append(RowRuns.of(new RowSource(RandomEvents.batch(rows)), 0, 400));
      try (BlockEncoder encoder = new BlockEncoder(1)) {
        for (ColumnBuffer column : builder.columns()) {
          ByteSink sink = new ByteSink(64);
          encoder.column(column, 400, sink, new ColumnStats());
          java.util.Random random = new java.util.Random(seed);
          for (int i = 0; i < 400; i++) {
            byte[] chunk = java.util.Arrays.copyOf(sink.bytes, sink.length);
            int at = i % 2 == 0 ? Math.min(i / 2, chunk.length - 1) : random.nextInt(chunk.length);
            chunk[at] = (byte) random.nextInt();
            decode(chunk, 400);
          }
        }
      }
    }
  }

  private static void decode(byte[] chunk, int rows) {
    try {
      Column column = StoredColumn.decode(chunk, rows);
      if (column instanceof TemplateColumn template) {
        template.text(Bitmap.full(template.rows()));
      }
      if (column instanceof TextColumn text) {
        text.data();
        text.packed();
      }
    } catch (MalformedException
        | IndexOutOfBoundsException
        | ArithmeticException
        | NegativeArraySizeException refused) {
      // what PartReader reports as damage
    }
  }

  private static void readAll(byte[] bytes) throws IOException {
    Path path = Files.createTempFile("fuzz", ".part");
    try {
      Files.write(path, bytes);
      try (PartReader part = PartReader.open(path)) {
        part.verify(damage -> {});
        for (String field : part.fields()) {
          BitSet blocks = new BitSet();
          blocks.set(0, part.blocks());
          part.prune(field, new long[] {1, 2}, blocks);
          part.pruneRange(field, 0, 1, blocks);
        }
      } catch (CorruptionException | FormatVersionException refused) {
        // as it should be
      }
    } finally {
      Files.delete(path);
    }
  }
}
