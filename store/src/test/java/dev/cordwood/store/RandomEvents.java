package dev.cordwood.store;

import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/// Rows of random fields, as a model and as batches. Each field has a kind of value that it keeps
/// to, mostly.
final class RandomEvents {
  record Value(ValueType type, String text) {}

  record Row(long time, Map<String, Value> fields) {}

  private interface Kind {
    Value next();
  }

  private static final String[] WORDS = {
    "GET",
    "failed",
    "user",
    "Ünïcode",
    "timeout",
    "日本語",
    "a-b",
    "x_y",
    "…",
    "",
    " ",
    "\u0000",
    "K",
    "İ",
    "ſ",
    "connection",
    "refused",
    "=",
    "[",
    "\"",
    "\\",
    "\n",
    "😀",
    "٣"
  };

  private static final String[] NUMBERS = {
    "0",
    "-0",
    "007",
    "1e5",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "1.0",
    "1.50",
    "-0.0",
    "-0.5",
    ".5",
    "5.",
    "+1",
    "NaN",
    "0.000000000000000001",
    "12345.678",
    "--1",
    "0x1f",
    "1_000",
    "99999999999999999999999",
    "-",
    "1.2.3",
    "00",
    "-1",
    "255",
    "256",
    "65536"
  };

  private final Random random;
  private final List<String> names = new ArrayList<>();
  private final List<Kind> kinds = new ArrayList<>();
  private final List<Double> density = new ArrayList<>();

  RandomEvents(long seed, int fields) {
    random = new Random(seed);
    for (int i = 0; i < fields; i++) {
      names.add(i == 0 ? "_msg" : "field." + i);
      kinds.add(kind());
      density.add(
          switch (random.nextInt(4)) {
            case 0 -> 0.01;
            case 1 -> 0.6;
            default -> 1.0;
          });
    }
  }

  List<Row> rows(int count) {
    List<Row> rows = new ArrayList<>(count);
    long time = 1_795_233_130_000_000_000L;
    int order = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      time =
          switch (order) {
            case 0 -> time + random.nextInt(1000) * 1_000_000L;
            case 1 -> time + random.nextInt(1_000_000);
            case 2 -> random.nextLong();
            default -> time;
          };
      Map<String, Value> fields = new TreeMap<>();
      for (int field = 0; field < names.size(); field++) {
        if (random.nextDouble() < density.get(field)) {
          fields.put(names.get(field), kinds.get(field).next());
        }
      }
      rows.add(new Row(time, fields));
    }
    return rows;
  }

  static EventBatch batch(List<Row> rows) {
    EventBatchBuilder builder = new EventBatchBuilder();
    for (Row row : rows) {
      builder.beginRow();
      row.fields().forEach((name, value) -> builder.add(name, value.type(), value.text()));
      builder.endRow(row.time());
    }
    return builder.build();
  }

  static int[] upTo(int count) {
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = i;
    }
    return rows;
  }

  private Value string(String text) {
    return new Value(ValueType.STRING, text);
  }

  private Value number(Object text) {
    return new Value(ValueType.NUMBER, String.valueOf(text));
  }

  private String digits(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) ('0' + random.nextInt(10)));
    }
    return text.toString();
  }

  private String hex(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append("0123456789abcdef".charAt(random.nextInt(16)));
    }
    return text.toString();
  }

  private String words(int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      text.append(WORDS[random.nextInt(WORDS.length)]);
      if (random.nextInt(4) > 0) {
        text.append(' ');
      }
      if (random.nextInt(5) == 0) {
        text.append(random.nextInt(1 << random.nextInt(20)));
      }
    }
    return text.toString();
  }

  private String message(int template) {
    return switch (template % 6) {
      case 0 ->
          "user " + random.nextInt(5000) + " logged in from 10.0." + random.nextInt(256) + ".7";
      case 1 -> "request took " + random.nextInt(900) + "ms status=" + (200 + random.nextInt(5));
      case 2 -> "Ünïcode" + random.nextInt(9) + "é and " + hex(8) + ", done";
      case 3 -> "no variable here";
      case 4 -> "frame " + digits(6) + "/" + new UUID(random.nextLong(), random.nextLong()) + "!";
      default -> "";
    };
  }

  private Kind kind() {
    ValueType[] types = ValueType.values();
    int few = 1 + random.nextInt(20);
    int many = 200 + random.nextInt(2000);
    long base = random.nextLong() >> random.nextInt(64);
    int bits = 1 + random.nextInt(63);
    int scale = random.nextInt(19);
    int length = 2 * (1 + random.nextInt(20));
    String zone = List.of("Z", "", "+01:00", "-0500", " UTC").get(random.nextInt(5));
    int fraction = random.nextInt(10);
    long[] counter = {base};
    return switch (random.nextInt(24)) {
      case 0 -> () -> string("constant");
      case 1 -> () -> new Value(types[few % types.length], "same " + few);
      case 2 -> () -> string("v" + random.nextInt(few));
      case 3 ->
          () -> string("/api/" + "abcdefgh".charAt(random.nextInt(8)) + "/" + random.nextInt(many));
      case 4 -> () -> number(base + (random.nextLong() >>> bits));
      case 5 -> () -> number(counter[0] += random.nextInt(few));
      case 6 -> () -> number(random.nextInt(few));
      case 7 -> () -> number(java.math.BigDecimal.valueOf(random.nextInt(), scale).toPlainString());
      case 8 -> () -> number(random.nextInt(100_000) / 1000.0);
      case 9 ->
          () -> string(random.nextInt(256) + "." + random.nextInt(4) + ".0." + random.nextInt(256));
      case 10 -> () -> string(new UUID(random.nextLong(), random.nextLong()).toString());
      case 11 -> () -> string(hex(length));
      case 12 ->
          () ->
              string(
                  java.time.LocalDateTime.ofEpochSecond(
                              random.nextInt() + 5_000_000L, 0, java.time.ZoneOffset.UTC)
                          .format(
                              java.time.format.DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss"))
                      + (fraction > 0 ? "." + digits(fraction) : "")
                      + zone);
      case 13 -> () -> string(random.nextInt(1000) + "ms");
      case 14 -> () -> string("id-" + digits(6));
      case 15 -> () -> string(message(random.nextInt(6)));
      case 16 -> () -> string(words(12));
      case 17 -> () -> string(NUMBERS[random.nextInt(NUMBERS.length)]);
      case 18 -> () -> number(NUMBERS[random.nextInt(NUMBERS.length)]);
      case 19 -> () -> new Value(types[random.nextInt(types.length)], "" + random.nextInt(few));
      case 20 -> () -> new Value(types[random.nextInt(types.length)], words(3));
      case 21 ->
          () ->
              string(
                  random.nextInt(50) == 0 ? words(2) : new UUID(random.nextLong(), 5).toString());
      case 22 -> () -> string(random.nextInt(300) == 0 ? hex(70_000) : message(1));
      default -> () -> string("" + random.nextInt(1_000_000_000));
    };
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
