package dev.cordwood.collect.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.EventColumn;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Random objects in random spelling against the simple model in [RandomJson].
class JsonRowsTest {
  private static final IngestOptions PLAIN =
      IngestOptions.DEFAULTS
          .withMessageFields(List.of())
          .withTimeFields(List.of())
          .withStreamFields(List.of());

  @Test
  void everyObjectBecomesTheFieldsTheModelSays() {
    long seed = System.nanoTime();
    RandomJson json = new RandomJson(seed);
    LineParser parser = new LineParser(PLAIN, LineFormat.JSON);
    EventBatchBuilder builder = new EventBatchBuilder();
    for (int batch = 0; batch < 200; batch++) {
      List<Map<String, String>> expected = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        RandomJson.Fields object = json.object(0);
        byte[] line = json.write(object);
        Map<String, String> fields = RandomJson.flatten(object);
        fields.put("_stream", "{}");
        expected.add(fields);
        LineParser.Outcome outcome = parser.parse(line, 0, line.length, Parsed.ARRIVAL, builder);
        assertThat(outcome)
            .as("seed %d: %s", seed, new String(line, StandardCharsets.UTF_8))
            .isEqualTo(LineParser.Outcome.STORED);
      }
      List<Parsed> rows = Parsed.rows(builder.build());
      for (int i = 0; i < rows.size(); i++) {
        assertThat(normal(rows.get(i).fields())).as("seed %d", seed).isEqualTo(expected.get(i));
      }
    }
  }

  /// Escapes within the JSON text of arrays are kept as they came: spell them all one way.
  private static Map<String, String> normal(Map<String, String> fields) {
    Map<String, String> normal = new TreeMap<>();
    fields.forEach(
        (name, text) -> normal.put(name, text.startsWith("JSON [") ? respell(text) : text));
    return normal;
  }

  private static String respell(String json) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char kind = json.charAt(++i);
      char meant;
      if (kind == 'u') {
        meant = (char) Integer.parseInt(json.substring(i + 1, i + 5), 16);
        i += 4;
      } else {
        meant = "\b\f\n\r\t\"\\/".charAt("bfnrt\"\\/".indexOf(kind));
      }
      if (meant < 0x20 || meant == '"' || meant == '\\') {
        text.append("\\u%04x".formatted((int) meant));
      } else {
        text.append(meant);
      }
    }
    return text.toString();
  }

  @Test
  void anyDamageToALineIsEitherStillJsonOrKeptAsText() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    RandomJson json = new RandomJson(seed);
    LineParser parser = new LineParser(PLAIN, LineFormat.JSON);
    EventBatchBuilder builder = new EventBatchBuilder();
    for (int i = 0; i < 20_000; i++) {
      byte[] line = json.write(json.object(0));
      for (int damage = 1 + random.nextInt(3); damage > 0; damage--) {
        line[random.nextInt(line.length)] = (byte) random.nextInt(256);
      }
      LineParser.Outcome outcome = parser.parse(line, 0, line.length, Parsed.ARRIVAL, builder);
      EventBatch batch = builder.build();
      if (outcome == LineParser.Outcome.EMPTY) {
        assertThat(batch.rows()).isZero();
        continue;
      }
      Parsed row = Parsed.rows(batch).getFirst();
      if (outcome == LineParser.Outcome.BROKEN) {
        int end = line[line.length - 1] == '\r' ? line.length - 1 : line.length;
        assertThat(row.get("_msg"))
            .as("seed %d", seed)
            .isEqualTo(new String(line, 0, end, StandardCharsets.UTF_8));
        assertThat(row.get("_error")).as("seed %d", seed).startsWith("not JSON: at byte ");
      }
      for (EventColumn column : batch.columns()) {
        for (int value = 0; value < column.size(); value++) {
          assertThat(Utf8.isValid(column.data(), column.start(value), column.end(value)))
              .as("seed %d: %s", seed, column.name())
              .isTrue();
        }
      }
    }
  }
}
