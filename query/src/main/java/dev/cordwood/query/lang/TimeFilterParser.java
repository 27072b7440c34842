package dev.cordwood.query.lang;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// What stands after `_time:`.
final class TimeFilterParser {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long NANOS_PER_MINUTE = 60 * NANOS_PER_SECOND;
  private static final long NANOS_PER_DAY = 86_400 * NANOS_PER_SECOND;
  private static final List<String> DAYS =
      List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");

  private final ParserState state;

  TimeFilterParser(ParserState state) {
    this.state = state;
  }

  /// Whether the current token begins a time, so that this parser is the one to ask.
  boolean isTime() {
    Token token = state.token();
    if (token.isSymbol('(')) {
      return commaBeforeParenthesis();
    }
    if (token.isText()) {
      return !token.text().isEmpty()
          && !(token.kind() == Token.Kind.WORD && startsOtherFilter(token));
    }
    return token.isSymbol('[') || token.isSymbol('{') || token.isSymbol('>') || token.isSymbol('<');
  }

  private boolean startsOtherFilter(Token token) {
    return token.isKeyword("not")
        || token.text().equals("-")
        || FilterFunction.isName(token.text()) && state.lexer.peek().isSymbol('(');
  }

  /// `(a, b]` is a range, `(5m or 1d)` a group.
  private boolean commaBeforeParenthesis() {
    String source = state.lexer.source();
    for (int i = state.token().end(); i < source.length(); i++) {
      char c = source.charAt(i);
      if (c == ',' || c == ']') {
        return true;
      }
      if (c == '(' || c == ')' || c == '|') {
        return false;
      }
    }
    return false;
  }

  Filter parse() {
    Token token = state.token();
    if (token.isKeyword("day_range")) {
      return dayRange();
    }
    if (token.isKeyword("week_range")) {
      return weekRange();
    }
    if (token.isKeyword("offset")) {
      state.lexer.advance();
      long offset = state.duration("the offset");
      long end = Saturated.subtract(state.context.nowNanos(), offset);
      return time(new TimeRange(Long.MIN_VALUE, end), "offset " + DurationText.format(offset));
    }
    Filter.Time time = plain(token);
    if (!state.skipKeyword("offset")) {
      return time(time.range(), time.text());
    }
    long offset = state.duration("the offset");
    return time(
        time.range().shift(Saturated.subtract(0, offset)),
        time.text() + FilterPrinter.offset(offset));
  }

  /// Moves the range as `options(time_offset=...)` wants it.
  private Filter.Time time(TimeRange range, String text) {
    return new Filter.Time(range.shift(Saturated.subtract(0, state.timeOffsetNanos)), text);
  }

  private Filter.Time plain(Token token) {
    if (token.isSymbol('[') || token.isSymbol('(') || token.isSymbol('{')) {
      return range();
    }
    if (token.isSymbol('<') || token.isSymbol('>')) {
      return comparison();
    }
    state.lexer.widen();
    Token text = state.lexer.advance();
    OptionalLong duration = DurationText.parse(text.text());
    if (duration.isPresent()) {
      long now = state.context.nowNanos();
      long start = Saturated.subtract(now, Math.abs(duration.getAsLong()));
      return new Filter.Time(new TimeRange(Saturated.add(start, 1), now), print(text));
    }
    return new Filter.Time(point(text), print(text));
  }

  private Filter.Time comparison() {
    boolean greater = state.lexer.advance().isSymbol('>');
    boolean orEqual = state.token().isSymbol('=') && state.token().isGlued();
    if (orEqual) {
      state.lexer.advance();
    }
    String symbol = (greater ? ">" : "<") + (orEqual ? "=" : "");
    Token text = timeToken();
    OptionalLong duration = DurationText.parse(text.text());
    if (duration.isPresent()) {
      // Older than, so that greater means earlier.
      long point = Saturated.subtract(state.context.nowNanos(), Math.abs(duration.getAsLong()));
      TimeRange range =
          greater
              ? new TimeRange(Long.MIN_VALUE, orEqual ? point : Saturated.add(point, -1))
              : new TimeRange(orEqual ? point : Saturated.add(point, 1), Long.MAX_VALUE);
      return new Filter.Time(range, symbol + print(text));
    }
    TimeRange point = point(text);
    TimeRange range =
        greater
            ? new TimeRange(
                orEqual ? point.minNanos() : Saturated.add(point.minNanos(), 1), Long.MAX_VALUE)
            : new TimeRange(
                Long.MIN_VALUE, orEqual ? point.maxNanos() : Saturated.add(point.minNanos(), -1));
    return new Filter.Time(range, symbol + print(text));
  }

  private Filter.Time range() {
    Token open = state.lexer.advance();
    boolean includeLow = open.isSymbol('[');
    Optional<Token> low = bound();
    if (!state.skipSymbol(',') && !state.skipKeyword("to")) {
      throw state.errorInsert(
          "a comma is missing between the two times; found " + state.token().describe(), ",");
    }
    Optional<Token> high = bound();
    Token close = state.token();
    boolean includeHigh = close.isSymbol(']');
    if (!includeHigh && !close.isSymbol(')') && !close.isSymbol('}')) {
      throw state.errorInsert("']' or ')' is missing after the second time", "]");
    }
    state.lexer.advance();
    long min = Long.MIN_VALUE;
    if (low.isPresent()) {
      long start = pointOrAge(low.get()).minNanos();
      min = includeLow ? start : Saturated.add(start, 1);
    }
    long max = Long.MAX_VALUE;
    if (high.isPresent()) {
      TimeRange end = pointOrAge(high.get());
      max = includeHigh ? end.maxNanos() : Saturated.add(end.minNanos(), -1);
    }
    String text =
        (includeLow ? "[" : "(")
            + low.map(TimeFilterParser::print).orElse("*")
            + ", "
            + high.map(TimeFilterParser::print).orElse("*")
            + (includeHigh ? "]" : ")");
    return new Filter.Time(new TimeRange(min, max), text);
  }

  /// `*` is an open end.
  private Optional<Token> bound() {
    return state.skipSymbol('*') ? Optional.empty() : Optional.of(timeToken());
  }

  private Token timeToken() {
    state.lexer.widen();
    if (!state.token().isText()) {
      throw state.errorInsert(
          "a time such as 2026-02-01, 10:30 of a day or now-1h is missing; found "
              + state.token().describe(),
          "now");
    }
    return state.lexer.advance();
  }

  /// In ranges a duration is an instant so long ago.
  private TimeRange pointOrAge(Token text) {
    OptionalLong duration = DurationText.parse(text.text());
    if (duration.isPresent()) {
      long point = Saturated.subtract(state.context.nowNanos(), Math.abs(duration.getAsLong()));
      return new TimeRange(point, point);
    }
    return point(text);
  }

  private TimeRange point(Token token) {
    String text = token.text();
    long now = state.context.nowNanos();
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.equals("now")) {
      return new TimeRange(now, now);
    }
    if (lower.startsWith("now-") || lower.startsWith("now+")) {
      OptionalLong duration = DurationText.parse(text.substring(3));
      if (duration.isPresent()) {
        long point = Saturated.add(now, duration.getAsLong());
        return new TimeRange(point, point);
      }
    }
    if (lower.equals("today") || lower.equals("yesterday")) {
      LocalDate today =
          Instant.ofEpochSecond(Math.floorDiv(now, NANOS_PER_SECOND))
              .atZone(state.context.zone())
              .toLocalDate();
      text = (lower.equals("today") ? today : today.minusDays(1)).toString();
    }
    Optional<TimeRange> period = TimeText.period(text, state.context.zone());
    if (period.isEmpty()) {
      throw state.errorReplace(
          token.describe()
              + " is no time: write a duration (5m, 1h30m, 7d), a date of any precision"
              + " (2026, 2026-02, 2026-02-01T10:30Z) or a range [from, to)",
          token,
          meant(text));
    }
    return period.get();
  }

  /// A unit that is spelled out, else the last five minutes.
  private static String meant(String text) {
    int digits = 0;
    while (digits < text.length() && Literals.isDigit(text.charAt(digits))) {
      digits++;
    }
    if (digits > 0 && digits < text.length() && digits < 9) {
      char unit = Character.toLowerCase(text.charAt(digits));
      if ("smhdwy".indexOf(unit) >= 0) {
        return text.substring(0, digits) + unit;
      }
    }
    return "5m";
  }

  /// Bare where the lexer reads it back as one word.
  private static String print(Token token) {
    String text = token.text();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isLetterOrDigit(c) && "-:.+_".indexOf(c) < 0) {
        return Quoting.quote(text);
      }
    }
    return text.equalsIgnoreCase("offset") || text.startsWith(":") ? Quoting.quote(text) : text;
  }

  private Filter dayRange() {
    state.lexer.advance();
    boolean includeStart = openBracket("day_range");
    long start = timeOfDay();
    state.expectSymbol(',', "between the two times of day");
    long end = timeOfDay();
    boolean includeEnd = closeBracket();
    long offset = state.skipKeyword("offset") ? state.duration("the offset") : 0;
    return new Filter.DayRange(
        includeStart ? start : start + 1, includeEnd ? end : end - 1, offset);
  }

  private boolean openBracket(String name) {
    if (!state.token().isSymbol('[') && !state.token().isSymbol('(')) {
      throw state.error("'[' or '(' is missing after " + name);
    }
    return state.lexer.advance().isSymbol('[');
  }

  private boolean closeBracket() {
    if (!state.token().isSymbol(']') && !state.token().isSymbol(')')) {
      throw state.errorInsert("']' or ')' is missing; found " + state.token().describe(), "]");
    }
    return state.lexer.advance().isSymbol(']');
  }

  private long timeOfDay() {
    Token token = timeToken();
    String text = token.text();
    int colon = text.indexOf(':');
    if (colon > 0 && colon <= 2 && text.length() - colon == 3) {
      OptionalLong hours = Literals.count(text.substring(0, colon));
      OptionalLong minutes = Literals.count(text.substring(colon + 1));
      if (hours.isPresent() && minutes.isPresent() && minutes.getAsLong() < 60) {
        long nanos = (hours.getAsLong() * 60 + minutes.getAsLong()) * NANOS_PER_MINUTE;
        if (nanos <= NANOS_PER_DAY) {
          return nanos;
        }
      }
    }
    throw state.errorReplace(
        token.describe() + " is no time of day: write hours and minutes such as 08:30",
        token,
        "08:30");
  }

  private Filter weekRange() {
    state.lexer.advance();
    boolean includeFirst = openBracket("week_range");
    int first = day();
    state.expectSymbol(',', "between the two days");
    int last = day();
    boolean includeLast = closeBracket();
    long offset = state.skipKeyword("offset") ? state.duration("the offset") : 0;
    return new Filter.WeekRange(
        includeFirst ? first : (first + 1) % DAYS.size(),
        includeLast ? last : (last + DAYS.size() - 1) % DAYS.size(),
        offset);
  }

  private int day() {
    Token token = timeToken();
    String name = token.lower();
    for (int i = 0; i < DAYS.size(); i++) {
      if (DAYS.get(i).equals(name) || DAYS.get(i).substring(0, 3).equals(name)) {
        return i;
      }
    }
    throw state.errorReplace(
        token.describe() + " is no day of the week: write Sun, Mon, Tue, Wed, Thu, Fri or Sat",
        token,
        Suggestions.closest(name, DAYS).orElse("Mon"));
  }
}
