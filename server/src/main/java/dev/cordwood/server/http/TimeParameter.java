package dev.cordwood.server.http;

import dev.cordwood.query.lang.DurationText;
import dev.cordwood.query.lang.TimeRange;
import dev.cordwood.query.lang.TimeText;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads moments as the query API takes them: dates of every precision (`2026-11`,
/// `2026-11-21T10:00:00.5Z`), Unix time in seconds to nanoseconds, `now`, and durations before now
/// (`5m`, `-5m`, `now-5m`).
final class TimeParameter {
  private TimeParameter() {}

  /// Nanoseconds since the epoch; for a period (`2026-11`) its start.
  ///
  /// @throws HttpFailure 400
  static long parse(String name, String text, long nowNanos) {
    String trimmed = text.strip();
    if (trimmed.equals("now")) {
      return nowNanos;
    }
    boolean forward = trimmed.startsWith("now+");
    String duration = forward || trimmed.startsWith("now-") ? trimmed.substring(4) : trimmed;
    if (duration.startsWith("-") && duration.length() == trimmed.length()) {
      duration = duration.substring(1);
    }
    OptionalLong nanos = DurationText.parse(duration);
    if (nanos.isPresent() && !duration.startsWith("-")) {
      long distance = nanos.getAsLong();
      return forward ? add(nowNanos, distance) : add(nowNanos, -distance);
    }
    Optional<TimeRange> period = TimeText.period(trimmed, ZoneOffset.UTC);
    if (period.isPresent()) {
      return period.get().minNanos();
    }
    throw HttpFailure.badRequest(
        "%s: expected a time such as 2026-11-21T10:00:00Z, a Unix time, or a duration before now such as 5m; found '%s'"
            .formatted(name, text));
  }

  private static long add(long time, long distance) {
    try {
      return Math.addExact(time, distance);
    } catch (ArithmeticException e) {
      return distance < 0 ? Long.MIN_VALUE + 1 : Long.MAX_VALUE - 1;
    }
  }
}
