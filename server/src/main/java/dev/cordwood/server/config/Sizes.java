package dev.cordwood.server.config;

import java.math.BigDecimal;
import java.util.Locale;

/// Sizes in bytes as people write them: `64MiB`, `1.5GB`, `4096`. `KB MB GB TB` are powers of 1000,
/// `KiB MiB GiB TiB` powers of 1024, as in queries.
public final class Sizes {
  private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB"};
  private static final String[] DECIMAL = {"B", "KB", "MB", "GB", "TB"};

  private Sizes() {}

  /// @throws IllegalArgumentException when the text is no size or does not fit a long
  public static long parse(String text) {
    String trimmed = text.strip().replace("_", "");
    int letters = 0;
    while (letters < trimmed.length()
        && (Character.isDigit(trimmed.charAt(letters)) || trimmed.charAt(letters) == '.')) {
      letters++;
    }
    if (letters == 0 || letters > 20) {
      throw new IllegalArgumentException("a size starts with a number");
    }
    String unit = trimmed.substring(letters).strip().toLowerCase(Locale.ROOT);
    BigDecimal factor =
        switch (unit) {
          case "", "b" -> BigDecimal.ONE;
          case "k", "kb" -> BigDecimal.valueOf(1_000L);
          case "m", "mb" -> BigDecimal.valueOf(1_000_000L);
          case "g", "gb" -> BigDecimal.valueOf(1_000_000_000L);
          case "t", "tb" -> BigDecimal.valueOf(1_000_000_000_000L);
          case "kib", "ki" -> BigDecimal.valueOf(1L << 10);
          case "mib", "mi" -> BigDecimal.valueOf(1L << 20);
          case "gib", "gi" -> BigDecimal.valueOf(1L << 30);
          case "tib", "ti" -> BigDecimal.valueOf(1L << 40);
          default ->
              throw new IllegalArgumentException("units are B KB MB GB TB and KiB MiB GiB TiB");
        };
    try {
      return new BigDecimal(trimmed.substring(0, letters))
          .multiply(factor)
          .toBigInteger()
          .longValueExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("too large", e);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a number", e);
    }
  }

  /// Exact: [#parse] of it gives `bytes` again.
  public static String format(long bytes) {
    int binary = 0;
    long left = bytes;
    while (binary < BINARY.length - 1 && left >= 1024 && left % 1024 == 0) {
      left /= 1024;
      binary++;
    }
    if (binary > 0) {
      return left + BINARY[binary];
    }
    int decimal = 0;
    while (decimal < DECIMAL.length - 1 && left >= 1000 && left % 1000 == 0) {
      left /= 1000;
      decimal++;
    }
    return left + DECIMAL[decimal];
  }

  /// Rounded, for people: `12.3 MB`.
  public static String human(double bytes) {
    int unit = 0;
    double value = bytes;
    while (unit < DECIMAL.length - 1 && value >= 999.5) {
      value /= 1000;
      unit++;
    }
    String format = unit == 0 || value >= 99.5 ? "%.0f %s" : "%.1f %s";
    return format.formatted(value, DECIMAL[unit]);
  }
}
