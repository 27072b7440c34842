package dev.cordwood.query;

import dev.cordwood.event.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/// Rows like those of logs, and unlike them: templates, words in several scripts and cases, numbers
/// in every form, addresses, durations, many lines, empty and missing values, NUL and quotes. The
/// same seed gives the same rows.
public final class RandomRows {
  public static final long START = 1_767_225_600_000_000_000L; // 2026-01-01T00:00:00Z

  private static final String[] WORDS = {
    "error",
    "Error",
    "ERROR",
    "errors",
    "warn",
    "timeout",
    "connection",
    "refused",
    "user",
    "login",
    "kick",
    "KICK",
    "\u212Aick",
    "\u0130stanbul",
    "istanbul",
    "straße",
    "STRASSE",
    "ошибка",
    "Ошибка",
    "соединение",
    "日本語",
    "日本",
    "é",
    "É",
    "a",
    "b",
    "foo_bar",
    "foo",
    "bar",
    "x1",
    "y2z",
    "9",
    "42"
  };
  private static final String[] SEPARATORS = {
    " ", " ", " ", " ", ": ", ", ", "=", "/", "-", ".", "\n", "\t", " \"", "\" ", "(", ")", "…",
    "\0"
  };
  private static final String[] LEVELS = {"info", "info", "info", "INFO", "warn", "error", "debug"};
  private static final String[] NUMBERS = {
    "0",
    "-0",
    "1",
    "-1",
    "42",
    "007",
    "1.0",
    "1.50",
    "-2.5e3",
    "1e400",
    "9007199254740993",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551616",
    "0x1F",
    "1_000",
    "10KB",
    "2KiB",
    "1.5GB",
    "5ms",
    "1h30m",
    "-3s",
    "NaN",
    "Inf",
    "-inf",
    "10.0.0.1",
    "192.168.1.255",
    "300.1.1.1",
    "2001:db8::1",
    "2001:db8:0:1::",
    "::ffff:10.0.0.1",
    "1::2::3",
    "2026-01-01T00:00:01Z",
    "+5",
    ".5",
    "5.",
    "",
    " 1"
  };

  private final Random random;

  public RandomRows(long seed) {
    this.random = new Random(seed);
  }

  public List<Row> rows(int count) {
    List<Row> rows = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      rows.add(row());
    }
    return rows;
  }

  public Row row() {
    Map<String, Row.Value> fields = new LinkedHashMap<>();
    put(fields, "_msg", 0.95, message());
    put(fields, "level", 0.9, pick(LEVELS));
    put(fields, "path", 0.5, "/api/v" + random.nextInt(3) + "/" + pick(WORDS));
    put(fields, "number", 0.7, pick(NUMBERS));
    put(fields, "other", 0.7, pick(NUMBERS));
    put(fields, "ip", 0.8, "10.0." + random.nextInt(4) + "." + random.nextInt(256));
    put(fields, "trace", 0.6, "%016x".formatted(random.nextLong()));
    put(fields, "text", 0.4, text(random.nextInt(6)));
    put(fields, "event", 0.9, event());
    put(fields, "user", 0.8, "u" + random.nextInt(random.nextBoolean() ? 40 : 100_000));
    put(fields, "session", 0.5, new UUID(random.nextLong(), random.nextLong()).toString());
    put(fields, "key", 0.5, "%08x".formatted(random.nextInt(5) * 0x1020304 + random.nextInt(400)));
    put(fields, "took", 0.7, random.nextInt(700) + "ms");
    if (random.nextDouble() < 0.7) {
      fields.put("price", number(price()));
    }
    if (random.nextDouble() < 0.8) {
      fields.put("status", number(Integer.toString(200 + random.nextInt(400))));
      fields.put("bytes", number(Long.toString(random.nextLong() >> random.nextInt(64))));
      fields.put("seconds", number("%d.%03d".formatted(random.nextInt(9), random.nextInt(1000))));
    }
    if (random.nextDouble() < 0.3) {
      fields.put("ok", new Row.Value(Boolean.toString(random.nextBoolean()), ValueType.BOOLEAN));
      fields.put("nothing", new Row.Value("null", ValueType.NULL));
      fields.put("tags", new Row.Value("[\"a\"," + random.nextInt(3) + "]", ValueType.JSON));
    }
    fields.put("mixed", mixed());
    String host = "h" + random.nextInt(3);
    put(fields, "host", 1, host);
    put(fields, "_stream", 0.97, "{host=\"" + host + "\",service=\"s" + random.nextInt(2) + "\"}");
    return new Row(time(), fields);
  }

  public long time() {
    long grain = grain();
    return START + random.nextLong(3 * 86_400_000_000_000L) / grain * grain;
  }

  private long grain() {
    return switch (random.nextInt(3)) {
      case 0 -> 1;
      case 1 -> 1_000_000;
      default -> 1_000_000_000;
    };
  }

  public String message() {
    return switch (random.nextInt(5)) {
      case 0 -> "GET /index-" + random.nextInt(50) + ".html took " + random.nextInt(900) + "ms";
      case 1 -> "user u" + random.nextInt(9) + " logged in from 10.1.2." + random.nextInt(256);
      case 2 -> "Connection refused: error " + random.nextInt(5) + " (retry)";
      default -> text(1 + random.nextInt(12));
    };
  }

  /// So few different ones, but for their variables, that the store makes templates of them.
  public String event() {
    return switch (random.nextInt(7)) {
      case 0 -> "GET /index-" + random.nextInt(5000) + ".html took " + random.nextInt(900) + "ms";
      case 1 ->
          "order %d accepted: %d items, total %d.%02d EUR"
              .formatted(
                  random.nextInt(1_000_000),
                  1 + random.nextInt(3),
                  random.nextInt(1000),
                  random.nextInt(100));
      case 2 -> "Straße %06d gesperrt".formatted(random.nextInt(1_000_000));
      case 3 -> "disk " + (random.nextInt(9) == 0 ? "x" : "K") + random.nextInt(9) + " failed";
      case 4 -> "session %016x of user u%d ended".formatted(random.nextLong(), random.nextInt(9));
      case 5 -> "ошибка v2: " + pick(new String[] {"a1", "b22", "kick3", "é4"}) + "_x retried";
      default -> "connection refused";
    };
  }

  /// Words and what stands between words.
  public String text(int words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      if (i > 0 || random.nextInt(8) == 0) {
        text.append(pick(SEPARATORS));
      }
      text.append(word());
    }
    return text.toString();
  }

  public String word() {
    return random.nextInt(6) == 0 ? Integer.toString(random.nextInt(700)) : pick(WORDS);
  }

  public String numberText() {
    return pick(NUMBERS);
  }

  public Random random() {
    return random;
  }

  /// As JavaScript prints: no zeros at the end.
  private String price() {
    String text = random.nextInt(40) + "." + "%02d".formatted(random.nextInt(100));
    return text.replaceAll("\\.?0+$", "");
  }

  private Row.Value mixed() {
    return switch (random.nextInt(4)) {
      case 0 -> number(Integer.toString(random.nextInt(10)));
      case 1 -> Row.Value.of(Integer.toString(random.nextInt(10)));
      case 2 -> new Row.Value("true", ValueType.BOOLEAN);
      default -> Row.Value.of(pick(WORDS));
    };
  }

  private static Row.Value number(String text) {
    return new Row.Value(text, ValueType.NUMBER);
  }

  private void put(Map<String, Row.Value> fields, String name, double chance, String text) {
    if (random.nextDouble() < chance) {
      fields.put(name, Row.Value.of(text));
    }
  }

  private String pick(String[] from) {
    return from[random.nextInt(from.length)];
  }
}
