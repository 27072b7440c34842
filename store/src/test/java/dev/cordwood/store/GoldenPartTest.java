package dev.cordwood.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.event.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Part files that earlier programs wrote and that every later one must read. With a new version of
/// the format, run [#main] once and keep the new file beside the old ones.
class GoldenPartTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden");

  @ParameterizedTest
  @ValueSource(ints = 1)
  void everyVersionStaysReadable(int version) throws IOException {
    List<RandomEvents.Row> rows = rowsOfVersion1();
    try (PartReader part = PartReader.open(FOLDER.resolve("v" + version + ".part"))) {
      Parts.assertHolds(part, rows);
      List<CorruptionException> problems = new ArrayList<>();
      part.verify(problems::add);
      assertThat(problems).isEmpty();
    }
  }

  @Test
  void theNewestFileHasEveryEncoding() throws IOException {
    List<String> names = new ArrayList<>();
    for (Encoding encoding : Encoding.values()) {
      names.add(encoding.name().toLowerCase(Locale.ROOT));
    }
    try (PartReader part = PartReader.open(FOLDER.resolve("v" + PartLayout.VERSION + ".part"))) {
      assertThat(part.sizes().encodings()).containsOnlyKeys(names);
    }
  }

  private static final int ROWS = 1200;

  /// Planes of a full block get frames of their own, those of a small one share.
  private static final int BLOCK = 1100;

  /// Writes the files of the current version.
  public static void main(String[] args) throws IOException {
    Path part = FOLDER.resolve("v" + PartLayout.VERSION + ".part");
    Files.createDirectories(FOLDER);
    Files.deleteIfExists(part);
    Parts.write(part, rowsOfVersion1(), BLOCK);
  }

  /// What is in the files of version 1: never change it.
  private static List<RandomEvents.Row> rowsOfVersion1() {
    Random random = new Random(2026);
    ValueType[] types = ValueType.values();
    List<RandomEvents.Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      Map<String, RandomEvents.Value> fields = new TreeMap<>();
      put(fields, "service", ValueType.STRING, "checkout");
      put(fields, "level", ValueType.STRING, random.nextInt(9) == 0 ? "error" : "info");
      put(fields, "status", ValueType.NUMBER, "" + (200 + random.nextInt(3)));
      put(fields, "bytes", ValueType.NUMBER, "" + random.nextInt(100_000));
      put(
          fields,
          "price",
          ValueType.NUMBER,
          String.format(Locale.ROOT, "%.2f", random.nextDouble() * 100));
      put(fields, "seconds", ValueType.NUMBER, "" + random.nextInt(9999) / 1000.0);
      put(fields, "duration", ValueType.STRING, random.nextInt(5000) + "ms");
      put(
          fields,
          "client",
          ValueType.STRING,
          "10.0." + random.nextInt(256) + "." + random.nextInt(256));
      put(fields, "span_id", ValueType.STRING, "%016x".formatted(random.nextLong()));
      put(
          fields,
          "request",
          ValueType.STRING,
          new UUID(random.nextLong(), random.nextLong()).toString());
      put(
          fields,
          "at",
          ValueType.STRING,
          "2026-11-21T%02d:%02d:%02d.%03dZ"
              .formatted(i / 60 % 24, i % 60, random.nextInt(60), random.nextInt(1000)));
      put(
          fields,
          "_msg",
          ValueType.STRING,
          i % 3 == 0
              ? "order " + i + " of user u" + random.nextInt(900) + " stored — ✓"
              : "request took " + random.nextInt(400) + " ms");
      put(fields, "raw", ValueType.STRING, letters(random));
      put(
          fields,
          "mixed",
          types[random.nextInt(types.length)],
          i % 50 == 0 ? "" : "" + random.nextInt(4));
      if (random.nextInt(3) == 0) {
        put(fields, "sometimes", ValueType.STRING, i % 7 == 0 ? "" : "some " + random.nextInt(5));
      }
      if (i == 77) {
        put(fields, "once", ValueType.JSON, "[1,\"two\",null]");
      }
      rows.add(new RandomEvents.Row(1_795_233_130_000_000_000L + i * 1_000_000L, fields));
    }
    return rows;
  }

  private static String letters(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 5 + random.nextInt(20); i > 0; i--) {
      text.append("abcdefghijklmnop qrstuvw-xyz".charAt(random.nextInt(28)));
    }
    return text.toString();
  }

  private static void put(
      Map<String, RandomEvents.Value> fields, String name, ValueType type, String text) {
    fields.put(name, new RandomEvents.Value(type, text));
  }
}
