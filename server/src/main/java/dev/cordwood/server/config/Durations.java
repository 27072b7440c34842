package dev.cordwood.server.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as people write them: `30d`, `1h30m`, `250ms`, `1.5s`.
public final class Durations {
  private static final Pattern PART =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)(ms|us|µs|ns|s|m|h|d|w|y)");

  private Durations() {}

  /// A number without a unit is in seconds.
  ///
  /// @throws IllegalArgumentException when the text is no duration
  public static Duration parse(String text) {
    String trimmed = text.strip();
    if (trimmed.matches("\\d{1,9}(\\.\\d{1,9})?")) {
      trimmed += "s";
    }
    Matcher matcher = PART.matcher(trimmed);
    BigDecimal nanos = BigDecimal.ZERO;
    int at = 0;
    while (at < trimmed.length() && matcher.find(at) && matcher.start() == at) {
      nanos =
          nanos.add(
              new BigDecimal(matcher.group(1))
                  .multiply(BigDecimal.valueOf(unit(matcher.group(2)))));
      at = matcher.end();
    }
    if (trimmed.isEmpty() || at < trimmed.length()) {
      throw new IllegalArgumentException("durations look like 30d, 1h30m, 250ms");
    }
    try {
      return Duration.ofNanos(nanos.toBigInteger().longValueExact());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("longer than 292 years", e);
    }
  }

  /// Exact: [#parse] of it gives the duration again.
  public static String format(Duration duration) {
    long nanos = duration.toNanos();
    if (nanos == 0) {
      return "0s";
    }
    for (String unit : new String[] {"d", "h", "m", "s", "ms", "us"}) {
      if (nanos % unit(unit) == 0) {
        return nanos / unit(unit) + unit;
      }
    }
    return nanos + "ns";
  }

  private static long unit(String name) {
    return switch (name) {
      case "ns" -> 1L;
      case "us", "µs" -> 1_000L;
      case "ms" -> 1_000_000L;
      case "s" -> 1_000_000_000L;
      case "m" -> 60_000_000_000L;
      case "h" -> 3_600_000_000_000L;
      case "d" -> 86_400_000_000_000L;
      case "w" -> 7 * 86_400_000_000_000L;
      case "y" -> 365 * 86_400_000_000_000L;
      default -> throw new IllegalArgumentException("no unit: " + name);
    };
  }
}
