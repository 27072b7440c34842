package dev.cordwood.query.pipe;

import dev.cordwood.event.JsonStrings;
import dev.cordwood.query.Cells;
import dev.cordwood.query.Rows;
import dev.cordwood.query.lang.DurationText;
import dev.cordwood.query.value.Formats;
import dev.cordwood.query.value.Times;
import dev.cordwood.query.value.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/// The pattern of `format`. A value that a conversion cannot take is written as it is.
final class FormatPattern {
  private static final Set<String> CONVERSIONS =
      Set.of(
          "duration_seconds",
          "q",
          "uc",
          "lc",
          "urlencode",
          "urldecode",
          "hexencode",
          "hexdecode",
          "base64encode",
          "base64decode",
          "hexnumdecode",
          "hexnumencode",
          "time",
          "duration",
          "ipv4");

  private static final String UNRESERVED = "-_.~";
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  /// Below these a Unix time is taken for seconds, milliseconds, microseconds.
  private static final double MAX_SECONDS = 1L << 32;

  /// Longer numbers are no times; nor are those with so many zeros in their exponent.
  private static final int MAX_VALUE_LENGTH = 40;

  private final Placeholders pattern;

  private FormatPattern(Placeholders pattern) {
    this.pattern = pattern;
  }

  static FormatPattern parse(String text) {
    return new FormatPattern(Placeholders.parse(text, CONVERSIONS));
  }

  /// Formats rows of one batch.
  final class Batch {
    private final Cells[] cells;

    Batch(Rows rows) {
      cells = pattern.parts().stream().map(p -> rows.cells(p.field())).toArray(Cells[]::new);
    }

    String text(int row) {
      StringBuilder out = new StringBuilder(pattern.start());
      for (int i = 0; i < cells.length; i++) {
        Placeholders.Part part = pattern.parts().get(i);
        if (!part.field().isEmpty()) {
          append(part.option(), cells[i].text(row), out);
        }
        out.append(part.text());
      }
      return out.toString();
    }
  }

  Batch batch(Rows rows) {
    return new Batch(rows);
  }

  private static void append(String conversion, String value, StringBuilder out) {
    switch (conversion) {
      case "q" -> JsonStrings.quote(value, out);
      case "uc" -> out.append(value.toUpperCase(Locale.ROOT));
      case "lc" -> out.append(value.toLowerCase(Locale.ROOT));
      case "urlencode" -> urlEncode(value, out);
      case "urldecode" -> out.append(urlDecode(value));
      case "hexencode" -> out.append(HexFormat.of().withUpperCase().formatHex(utf8(value)));
      case "hexdecode" -> out.append(hexDecode(value));
      case "base64encode" -> out.append(Base64.getEncoder().encodeToString(utf8(value)));
      case "base64decode" -> out.append(base64Decode(value));
      case "hexnumencode" -> out.append(hexNumberEncode(value));
      case "hexnumdecode" -> out.append(hexNumberDecode(value));
      case "time" -> out.append(time(value));
      case "duration" -> out.append(duration(value));
      case "duration_seconds" -> out.append(durationSeconds(value));
      case "ipv4" -> out.append(ipv4(value));
      default -> out.append(value);
    }
  }

  private static byte[] utf8(String value) {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  private static void urlEncode(String value, StringBuilder out) {
    for (byte b : utf8(value)) {
      char c = (char) (b & 0xff);
      if (c < 128 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
        out.append(c);
      } else {
        out.append('%').append(HEX[c >> 4]).append(HEX[c & 15]);
      }
    }
  }

  private static String urlDecode(String value) {
    byte[] bytes = utf8(value);
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      byte b = bytes[i];
      if (b == '+') {
        b = ' ';
      } else if (b == '%') {
        if (i + 2 >= bytes.length) {
          return value;
        }
        int high = Character.digit(bytes[i + 1], 16);
        int low = Character.digit(bytes[i + 2], 16);
        if (high < 0 || low < 0) {
          return value;
        }
        b = (byte) (high << 4 | low);
        i += 2;
      }
      bytes[length++] = b;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private static String hexDecode(String value) {
    try {
      return new String(HexFormat.of().parseHex(value), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }

  private static String base64Decode(String value) {
    try {
      return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }

  private static String hexNumberEncode(String value) {
    try {
      if (value.length() > 20) {
        return value;
      }
      BigInteger number = new BigInteger(value);
      if (number.bitLength() > 64 || (number.signum() < 0 && number.bitLength() > 63)) {
        return value;
      }
      return String.format(Locale.ROOT, "%016X", number.longValue());
    } catch (NumberFormatException e) {
      return value;
    }
  }

  private static String hexNumberDecode(String value) {
    String digits = value.startsWith("0x") || value.startsWith("0X") ? value.substring(2) : value;
    try {
      return digits.startsWith("-") || digits.startsWith("+")
          ? value
          : Long.toUnsignedString(Long.parseUnsignedLong(digits, 16));
    } catch (NumberFormatException e) {
      return value;
    }
  }

  private static String time(String value) {
    if (value.isEmpty() || value.length() > MAX_VALUE_LENGTH) {
      return value;
    }
    BigDecimal number;
    try {
      number = new BigDecimal(value);
    } catch (NumberFormatException e) {
      return value;
    }
    if (Math.abs((long) number.scale()) > MAX_VALUE_LENGTH) {
      return value; // 1e1000000000 is short, its digits are not
    }
    double size = Math.abs(number.doubleValue());
    int scale =
        size < MAX_SECONDS ? 9 : size < MAX_SECONDS * 1e3 ? 6 : size < MAX_SECONDS * 1e6 ? 3 : 0;
    BigDecimal nanos = number.movePointRight(scale);
    return nanos.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
        ? value
        : Times.format(nanos.setScale(0, java.math.RoundingMode.FLOOR).longValue());
  }

  private static String duration(String value) {
    double nanos = Values.number(value);
    return !Double.isNaN(nanos) && Math.abs(nanos) < 0x1p63
        ? Formats.duration((long) nanos)
        : value;
  }

  private static String durationSeconds(String value) {
    OptionalLong nanos = DurationText.parse(value);
    return nanos.isEmpty()
        ? value
        : BigDecimal.valueOf(nanos.getAsLong(), 9).stripTrailingZeros().toPlainString();
  }

  private static String ipv4(String value) {
    double number = Values.plainNumber(value);
    return number >= 0 && number <= 0xFFFFFFFFL && number == Math.rint(number)
        ? Formats.ipv4((long) number)
        : value;
  }
}
