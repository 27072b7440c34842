package dev.cordwood.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.event.ValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which encoding suits which values, and what it costs.
class PartEncodingTest {
  private static final int ROWS = 8192;

  @TempDir Path directory;
  private Random random = new Random();

  @BeforeEach
  void seed() {
    random = new Random(42);
  }

  /// Bytes a value takes.
  private double cost(ValueType type, String encoding, IntFunction<String> values)
      throws Exception {
    List<RandomEvents.Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      TreeMap<String, RandomEvents.Value> fields = new TreeMap<>();
      fields.put("field", new RandomEvents.Value(type, values.apply(i)));
      rows.add(new RandomEvents.Row(i, fields));
    }
    Path path = directory.resolve("part" + random.nextLong());
    Parts.write(path, rows, ROWS);
    try (PartReader part = PartReader.open(path)) {
      Parts.assertHolds(part, rows);
      PartSizes sizes = part.sizes();
      assertThat(sizes.encodings()).containsOnlyKeys(encoding);
      long all = sizes.times() + sizes.filter() + sizes.directory();
      long field = sizes.columns().getOrDefault("field", 0L);
      assertThat(all + field).isEqualTo(part.summary().fileBytes());
      return field / (double) ROWS;
    }
  }

  @Test
  void oneValueCostsNothing() throws Exception {
    assertThat(cost(ValueType.STRING, "constant", i -> "nginx")).isLessThan(0.01);
  }

  @Test
  void fewValuesAreCodes() throws Exception {
    String[] levels = {"info", "warn", "error", "debug"};
    assertThat(cost(ValueType.STRING, "dictionary", i -> levels[random.nextInt(4)]))
        .isLessThan(0.3);
    assertThat(cost(ValueType.NUMBER, "dictionary", i -> "" + (200 + random.nextInt(4))))
        .isLessThan(0.3);
    assertThat(cost(ValueType.STRING, "dictionary", i -> "name of user " + random.nextInt(1000)))
        .isLessThan(1.7);
  }

  @Test
  void numbersAreNumbers() throws Exception {
    assertThat(cost(ValueType.NUMBER, "number", i -> "" + (1_000_000 + i * 17))).isLessThan(0.01);
    assertThat(cost(ValueType.NUMBER, "number", i -> "" + random.nextInt(100_000))).isLessThan(2.3);
    assertThat(cost(ValueType.NUMBER, "number", i -> "" + random.nextInt(60_000) / 100.0))
        .isLessThan(2.1);
    assertThat(cost(ValueType.STRING, "number", i -> "" + random.nextLong())).isLessThan(8.1);
  }

  @Test
  void idsAndAddressesAreBinary() throws Exception {
    assertThat(cost(ValueType.STRING, "hex", i -> "%016x".formatted(random.nextLong())))
        .isLessThan(8.1);
    assertThat(
            cost(
                ValueType.STRING,
                "uuid",
                i -> new UUID(random.nextLong(), random.nextLong()).toString()))
        .isLessThan(16.1);
    assertThat(
            cost(
                ValueType.STRING,
                "ipv4",
                i -> "10.1.%d.%d".formatted(random.nextInt(256), random.nextInt(256))))
        .isLessThan(2.1);
    // what stands still in an id costs nothing
    assertThat(
            cost(ValueType.STRING, "hex", i -> "%08xcafebabe%08x".formatted(0x6a5f0000 + i / 9, i)))
        .isLessThan(1.0);
  }

  @Test
  void repeatedIdsAreADictionary() throws Exception {
    assertThat(
            cost(
                ValueType.STRING,
                "dictionary",
                i ->
                    "%032x"
                        .formatted(
                            new java.math.BigInteger(120, new Random(random.nextInt(2000))))))
        .isLessThan(6);
  }

  @Test
  void timesAreTicks() throws Exception {
    assertThat(
            cost(
                ValueType.STRING,
                "time",
                i ->
                    "2026-11-21T%02d:%02d:%02d.%03dZ"
                        .formatted(i / 3600, i / 60 % 60, i % 60, random.nextInt(1000))))
        .isLessThan(1.5);
  }

  @Test
  void unitsArePutAside() throws Exception {
    assertThat(cost(ValueType.STRING, "affix", i -> random.nextInt(60_000) + "ms")).isLessThan(2.1);
    assertThat(cost(ValueType.STRING, "affix", i -> "%06d".formatted(i * 3))).isLessThan(0.01);
  }

  @Test
  void messagesAreTemplates() throws Exception {
    assertThat(
            cost(
                ValueType.STRING,
                "template",
                i ->
                    i % 3 == 0
                        ? "user u%d logged in from 10.0.0.%d"
                            .formatted(random.nextInt(5000), random.nextInt(256))
                        : "request %d took %d ms".formatted(i, random.nextInt(1000))))
        .isLessThan(2.5);
  }

  @Test
  void whatHasNoShapeIsPlain() throws Exception {
    assertThat(
            cost(
                ValueType.STRING,
                "plain",
                i -> {
                  StringBuilder text = new StringBuilder();
                  for (int k = 0; k < 5; k++) {
                    text.append(Long.toString(random.nextLong(), 36))
                        .append(" ,;-/".charAt(random.nextInt(5)));
                  }
                  return text.toString();
                }))
        .isLessThan(60);
  }
}
