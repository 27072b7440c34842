package dev.cordwood.collect.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Python's `format % args` over plain data: `%s %r %d %i %u %f %e %g %x %X %o %c %%` with flags,
/// width and precision, and `%(name)s` over a mapping.
final class PercentFormat {
  private static final int MAX_WIDTH = 1_000;

  private final String format;
  private final Object args;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int next;

  private PercentFormat(String format, Object args) {
    this.format = format;
    this.args = args;
  }

  /// @return null when format and arguments do not fit together, as Python would say, or the
  ///   outcome is too long
  static @Nullable String format(String format, Object args) throws WireException {
    PercentFormat formatting = new PercentFormat(format, args);
    return formatting.run() ? formatting.out.toString() : null;
  }

  private boolean run() throws WireException {
    while (at < format.length()) {
      char c = format.charAt(at++);
      if (c != '%') {
        out.append(c);
      } else if (!conversion()) {
        return false;
      }
      if (out.length() > WireLimits.MAX_FORMATTED_CHARS) {
        return false;
      }
    }
    return !(args instanceof List<?> list) || next == list.size();
  }

  private boolean conversion() throws WireException {
    Object value = this;
    if (at < format.length() && format.charAt(at) == '(') {
      int close = format.indexOf(')', at);
      if (close < 0 || !(args instanceof Map<?, ?> map)) {
        return false;
      }
      String key = format.substring(at + 1, close);
      if (!map.containsKey(key)) {
        return false;
      }
      value = map.get(key);
      at = close + 1;
    }
    int flagsStart = at;
    while (at < format.length() && "-+ #0".indexOf(format.charAt(at)) >= 0) {
      at++;
    }
    String flags = format.substring(flagsStart, at);
    int width = number();
    int precision = -1;
    if (at < format.length() && format.charAt(at) == '.') {
      at++;
      precision = Math.max(0, number());
    }
    while (at < format.length() && "hlL".indexOf(format.charAt(at)) >= 0) {
      at++;
    }
    if (at >= format.length() || width > MAX_WIDTH || precision > MAX_WIDTH) {
      return false;
    }
    char kind = format.charAt(at++);
    if (kind == '%') {
      out.append('%');
      return true;
    }
    if (value == this) {
      if (args instanceof List<?> list) {
        if (next >= list.size()) {
          return false;
        }
        value = list.get(next++);
      } else {
        if (next++ > 0) {
          return false;
        }
        value = args;
      }
    }
    String text = converted(kind, value, precision, flags);
    if (text == null) {
      return false;
    }
    pad(text, width, flags, kind);
    return true;
  }

  private int number() {
    int value = -1;
    while (at < format.length() && Character.digit(format.charAt(at), 10) >= 0) {
      value = Math.min(Math.max(value, 0) * 10 + format.charAt(at++) - '0', MAX_WIDTH + 1);
    }
    return value;
  }

  private void pad(String text, int width, String flags, char kind) {
    int missing = width - text.length();
    if (missing <= 0) {
      out.append(text);
    } else if (flags.indexOf('-') >= 0) {
      out.append(text).repeat(' ', missing);
    } else if (flags.indexOf('0') >= 0 && kind != 's' && kind != 'r' && kind != 'c') {
      int sign = !text.isEmpty() && "+- ".indexOf(text.charAt(0)) >= 0 ? 1 : 0;
      out.append(text, 0, sign).repeat('0', missing).append(text, sign, text.length());
    } else {
      out.repeat(' ', missing).append(text);
    }
  }

  private static @Nullable String converted(
      char kind, @Nullable Object value, int precision, String flags) throws WireException {
    return switch (kind) {
      case 's' -> cut(shown(value, false), precision);
      case 'r', 'a' -> cut(shown(value, true), precision);
      case 'c' ->
          value instanceof Long point ? Character.toString((int) (point & 0x1FFFFF)) : text(value);
      case 'd', 'i', 'u' -> signed(whole(value), 10, flags);
      case 'x' -> signed(whole(value), 16, flags);
      case 'X' -> upper(signed(whole(value), 16, flags));
      case 'o' -> signed(whole(value), 8, flags);
      case 'f', 'F', 'e', 'E', 'g', 'G' ->
          decimal(kind, value, precision < 0 ? 6 : precision, flags);
      default -> null;
    };
  }

  private static @Nullable String text(@Nullable Object value) {
    return value instanceof String string ? string : null;
  }

  private static @Nullable String upper(@Nullable String text) {
    return text == null ? null : text.toUpperCase(Locale.ROOT);
  }

  private static String cut(String text, int precision) {
    return precision < 0 || text.length() <= precision ? text : text.substring(0, precision);
  }

  /// As `str()` and `repr()` have it for what is most common; other data as JSON.
  private static String shown(@Nullable Object value, boolean quoted) throws WireException {
    return switch (value) {
      case null -> "None";
      case Boolean flag -> flag ? "True" : "False";
      case String text -> quoted ? "'" + text + "'" : text;
      default -> PlainValues.text(value);
    };
  }

  private static @Nullable BigInteger whole(@Nullable Object value) {
    return switch (value) {
      case Long number -> BigInteger.valueOf(number);
      case BigInteger number -> number;
      case Boolean flag -> flag ? BigInteger.ONE : BigInteger.ZERO;
      case Double number when Double.isFinite(number) -> BigDecimal.valueOf(number).toBigInteger();
      case null, default -> null;
    };
  }

  private static @Nullable String signed(@Nullable BigInteger value, int radix, String flags) {
    if (value == null) {
      return null;
    }
    String digits = value.toString(radix);
    return value.signum() >= 0 ? sign(flags) + digits : digits;
  }

  private static String sign(String flags) {
    return flags.indexOf('+') >= 0 ? "+" : flags.indexOf(' ') >= 0 ? " " : "";
  }

  private static @Nullable String decimal(
      char kind, @Nullable Object value, int precision, String flags) {
    BigDecimal number =
        switch (value) {
          case Long whole -> BigDecimal.valueOf(whole);
          case BigInteger whole -> new BigDecimal(whole);
          case Double decimal when Double.isFinite(decimal) -> new BigDecimal(decimal);
          case Boolean flag -> flag ? BigDecimal.ONE : BigDecimal.ZERO;
          case null, default -> null;
        };
    if (number == null) {
      return value instanceof Double odd ? odd.isNaN() ? "nan" : odd > 0 ? "inf" : "-inf" : null;
    }
    String text =
        switch (kind) {
          case 'f', 'F' -> number.setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
          case 'e' -> ("%." + precision + "e").formatted(number.doubleValue());
          case 'E' -> ("%." + precision + "E").formatted(number.doubleValue());
          default -> PlainValues.number(number.doubleValue()).replaceAll("\\.0$", "");
        };
    return number.signum() < 0 ? text : sign(flags) + text;
  }
}
