package dev.cordwood.query.lang;

import java.util.Optional;
import java.util.OptionalLong;

/// `step offset shift` of `stats by (field:step offset shift)`.
final class BucketParser {
  private static final int MAX_IP_BITS = 32;

  private final ParserState state;

  BucketParser(ParserState state) {
    this.state = state;
  }

  Bucket parse(String field, Token step, Optional<Token> offset) {
    if (step.text().startsWith("/")) {
      OptionalLong bits = Literals.count(step.text().substring(1));
      if (bits.isEmpty() || bits.getAsLong() > MAX_IP_BITS) {
        throw state.errorReplace("a network is /0 to /32, such as ip:/24", step, "/24");
      }
      return new Bucket.Subnet((int) bits.getAsLong());
    }
    if (field.equals(Fields.TIME)) {
      return timeBucket(step, offset);
    }
    double size = Literals.number(step.text());
    if (!(size > 0) || Double.isInfinite(size)) {
      throw state.errorReplace(
          step.describe() + " is no size of a group: write a number such as 100, 10KB or 5s",
          step,
          "100");
    }
    double shift = 0;
    if (offset.isPresent()) {
      shift = Literals.number(offset.get().text());
      if (Double.isNaN(shift) || Double.isInfinite(shift)) {
        throw state.errorReplace(offset.get().describe() + " is no number", offset.get(), "0");
      }
    }
    return new Bucket.Number(size, step.text(), shift, offset.map(Token::text).orElse(""));
  }

  private Bucket timeBucket(Token step, Optional<Token> offsetToken) {
    long offset = 0;
    if (offsetToken.isPresent()) {
      OptionalLong nanos = DurationText.parse(offsetToken.get().text());
      if (nanos.isEmpty()) {
        throw state.errorReplace(
            offsetToken.get().describe() + " is no duration such as 2h or -30m",
            offsetToken.get(),
            "2h");
      }
      offset = nanos.getAsLong();
    }
    OptionalLong named = unit(step.lower());
    if (named.isPresent()) {
      return new Bucket.Time(named.getAsLong(), offset);
    }
    switch (step.lower()) {
      case "week" -> {
        return new Bucket.Calendar(Bucket.CalendarUnit.WEEK, offset);
      }
      case "month" -> {
        return new Bucket.Calendar(Bucket.CalendarUnit.MONTH, offset);
      }
      case "year" -> {
        return new Bucket.Calendar(Bucket.CalendarUnit.YEAR, offset);
      }
      default -> {}
    }
    OptionalLong nanos = DurationText.parse(step.text());
    if (nanos.isEmpty()) {
      // Nanoseconds, as VictoriaLogs reads a plain number.
      nanos = Literals.count(step.text());
    }
    if (nanos.isEmpty() || nanos.getAsLong() <= 0) {
      throw state.errorReplace(
          step.describe()
              + " is no time step: write a duration such as 1m or 1h, or day, week, month, year",
          step,
          "1m");
    }
    return new Bucket.Time(nanos.getAsLong(), offset);
  }

  private static OptionalLong unit(String name) {
    return switch (name) {
      case "nanosecond" -> OptionalLong.of(1);
      case "microsecond" -> OptionalLong.of(1_000);
      case "millisecond" -> OptionalLong.of(1_000_000);
      case "second" -> OptionalLong.of(1_000_000_000);
      case "minute" -> OptionalLong.of(60_000_000_000L);
      case "hour" -> OptionalLong.of(3_600_000_000_000L);
      case "day" -> OptionalLong.of(86_400_000_000_000L);
      default -> OptionalLong.empty();
    };
  }
}
