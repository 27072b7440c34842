package dev.cordwood.collect.format;

import dev.cordwood.event.ValueType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Writes random JSON objects in random spelling and knows, the slow and simple way, which fields
/// they stand for.
final class RandomJson {
  sealed interface Value {}

  record Text(String text) implements Value {}

  record Word(String text, ValueType type) implements Value {}

  record Array(List<Value> values) implements Value {}

  record Fields(Map<String, Value> members) implements Value {}

  private static final String[] NAMES = {
    "a",
    "b",
    "level",
    "user.id",
    "trace_id",
    "x y",
    "ü",
    "quo\"te",
    "",
    "back\\slash",
    "\t",
    "日本",
    "nested",
    "deep",
    "a_rather_long_name_of_a_field_that_is_more_than_eight_bytes"
  };
  private static final String[] NUMBERS = {
    "0", "-0", "1", "1.0", "1e0", "-12.50", "12345678901234567890", "1E+5", "0.1e-7", "99999999"
  };

  private final SplittableRandom random;

  RandomJson(long seed) {
    random = new SplittableRandom(seed);
  }

  Fields object(int depth) {
    Map<String, Value> members = new LinkedHashMap<>();
    int size = random.nextInt(6);
    for (int i = 0; i < size; i++) {
      members.put(NAMES[random.nextInt(NAMES.length)], value(depth));
    }
    return new Fields(members);
  }

  private Value value(int depth) {
    return switch (random.nextInt(depth > 4 ? 5 : 8)) {
      case 0, 1 -> new Text(text());
      case 2 -> new Word(NUMBERS[random.nextInt(NUMBERS.length)], ValueType.NUMBER);
      case 3 -> new Word(random.nextBoolean() ? "true" : "false", ValueType.BOOLEAN);
      case 4 -> new Word("null", ValueType.NULL);
      case 5, 6 -> object(depth + 1);
      default -> {
        List<Value> values = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          values.add(value(depth + 1));
        }
        yield new Array(values);
      }
    };
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(24); i > 0; i--) {
      switch (random.nextInt(12)) {
        case 0 -> text.append('"');
        case 1 -> text.append('\\');
        case 2 -> text.append((char) random.nextInt(0x20));
        case 3 -> text.append('é');
        case 4 -> text.append("日");
        case 5 -> text.appendCodePoint(0x1F600 + random.nextInt(16));
        case 6 -> text.append((char) 0x7f);
        default -> text.append((char) ('a' + random.nextInt(26)));
      }
    }
    return text.toString();
  }

  byte[] write(Value value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(value, out, true);
    return out.toByteArray();
  }

  private void write(Value value, ByteArrayOutputStream out, boolean free) {
    space(out, free);
    switch (value) {
      case Text text -> quote(text.text(), out, free);
      case Word word -> out.writeBytes(word.text().getBytes(StandardCharsets.US_ASCII));
      case Array array -> {
        out.write('[');
        boolean first = true;
        for (Value each : array.values()) {
          separate(out, first);
          write(each, out, free);
          first = false;
        }
        space(out, free);
        out.write(']');
      }
      case Fields fields -> {
        out.write('{');
        boolean first = true;
        for (Map.Entry<String, Value> member : fields.members().entrySet()) {
          separate(out, first);
          space(out, free);
          quote(member.getKey(), out, free);
          space(out, free);
          out.write(':');
          write(member.getValue(), out, free);
          first = false;
        }
        space(out, free);
        out.write('}');
      }
    }
    space(out, free);
  }

  private static void separate(ByteArrayOutputStream out, boolean first) {
    if (!first) {
      out.write(',');
    }
  }

  private void space(ByteArrayOutputStream out, boolean free) {
    while (free && random.nextInt(6) == 0) {
      out.write(" \t\r".charAt(random.nextInt(3)));
    }
  }

  /// In one fixed spelling unless `free`.
  private void quote(String text, ByteArrayOutputStream out, boolean free) {
    out.write('"');
    text.codePoints()
        .forEach(point -> {
          boolean must = point < 0x20 || point == '"' || point == '\\';
          String letters = "\b\f\n\r\t\"\\/";
          int letter = letters.indexOf(point);
          if (free && letter >= 0 && random.nextBoolean()) {
            out.write('\\');
            out.write("bfnrt\"\\/".charAt(letter));
          } else if (must || (free && random.nextInt(10) == 0)) {
            for (char unit : Character.toChars(point)) {
              String hex = "\\u%04x".formatted((int) unit);
              boolean upper = free && random.nextBoolean();
              String cased = upper ? "\\u" + hex.substring(2).toUpperCase(Locale.ROOT) : hex;
              out.writeBytes(cased.getBytes(StandardCharsets.US_ASCII));
            }
          } else {
            out.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
          }
        });
    out.write('"');
  }

  /// Field to text as [Parsed] shows it.
  static Map<String, String> flatten(Fields object) {
    Map<String, String> flat = new TreeMap<>();
    flatten("", object, flat);
    return flat;
  }

  private static void flatten(String path, Fields object, Map<String, String> flat) {
    object
        .members()
        .forEach((key, value) -> {
          String name = path + (key.isEmpty() ? "_" : key);
          switch (value) {
            case Text text -> flat.put(name, text.text());
            case Word word -> flat.put(name, word.type() + " " + word.text());
            case Array array -> flat.put(name, "JSON " + arrays(array));
            case Fields fields -> {
              if (fields.members().isEmpty()) {
                flat.put(name, "JSON {}");
              } else {
                flatten(name + ".", fields, flat);
              }
            }
          }
        });
  }

  /// Arrays keep their spelling but for space: what is compared is their meaning.
  private static String arrays(Array array) {
    RandomJson plain = new RandomJson(0);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    plain.write(array, out, false);
    return out.toString(StandardCharsets.UTF_8);
  }
}
