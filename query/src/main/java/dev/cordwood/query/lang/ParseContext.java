package dev.cordwood.query.lang;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// What the meaning of a query depends on besides its text.
///
/// @param nowNanos the instant that relative times (`_time:5m`) count from
/// @param zone the time zone of dates that do not name one
public record ParseContext(long nowNanos, ZoneId zone, ParseLimits limits) {
  public static ParseContext at(long nowNanos) {
    return new ParseContext(nowNanos, ZoneOffset.UTC, ParseLimits.DEFAULT);
  }

  /// The present moment, UTC.
  public static ParseContext now() {
    Instant now = Instant.now();
    return at(now.getEpochSecond() * 1_000_000_000L + now.getNano());
  }

  public ParseContext withNow(long newNowNanos) {
    return new ParseContext(newNowNanos, zone, limits);
  }

  public ParseContext withZone(ZoneId newZone) {
    return new ParseContext(nowNanos, newZone, limits);
  }
}
