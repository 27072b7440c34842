package dev.cordwood.query.lang;

import java.util.List;
import java.util.stream.Collectors;

/// Writes filters as canonical LogsQL, which the parser reads back as the same filter.
final class FilterPrinter {
  private static final long NANOS_PER_MINUTE = 60_000_000_000L;
  private static final List<String> DAYS = List.of("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat");

  private FilterPrinter() {}

  static String print(Filter filter) {
    return switch (filter) {
      case Filter.All all -> "*";
      case Filter.And and ->
          and.filters().stream().map(FilterPrinter::term).collect(Collectors.joining(" "));
      case Filter.Or or ->
          or.filters().stream().map(FilterPrinter::print).collect(Collectors.joining(" or "));
      case Filter.Not not -> "!" + factor(not.filter());
      case Filter.Phrase f -> field(f.field()) + Quoting.text(f.text());
      case Filter.Prefix f -> field(f.field()) + Quoting.text(f.text()) + "*";
      case Filter.Substring f -> field(f.field()) + "*" + Quoting.text(f.text()) + "*";
      case Filter.Wildcard f -> field(f.field()) + wildcard(f.pattern());
      case Filter.Empty f -> explicitField(f.field()) + "\"\"";
      case Filter.Any f -> explicitField(f.field()) + "*";
      case Filter.Exact f -> field(f.field()) + "=" + Quoting.text(f.value());
      case Filter.ExactPrefix f -> field(f.field()) + "=" + Quoting.text(f.prefix()) + "*";
      case Filter.In f -> field(f.field()) + "in(" + values(f.values()) + ")";
      case Filter.ContainsAll f -> field(f.field()) + "contains_all(" + values(f.values()) + ")";
      case Filter.ContainsAny f -> field(f.field()) + "contains_any(" + values(f.values()) + ")";
      case Filter.Seq f -> field(f.field()) + "seq(" + list(f.phrases()) + ")";
      case Filter.Regexp f -> field(f.field()) + "~" + Quoting.quote(f.pattern());
      case Filter.Compare f -> explicitField(f.field()) + f.op().symbol() + number(f.value());
      case Filter.Range f ->
          field(f.field())
              + "range"
              + (f.low().inclusive() ? "[" : "(")
              + number(f.low().text())
              + ", "
              + number(f.high().text())
              + (f.high().inclusive() ? "]" : ")");
      case Filter.StringRange f ->
          field(f.field()) + "string_range(" + list(List.of(f.low(), f.high())) + ")";
      case Filter.LenRange f ->
          field(f.field())
              + "len_range("
              + f.min()
              + ", "
              + (f.max() == Long.MAX_VALUE ? "inf" : Long.toString(f.max()))
              + ")";
      case Filter.Ipv4Range f ->
          field(f.field())
              + "ipv4_range("
              + Ipv4Text.format(f.min())
              + ", "
              + Ipv4Text.format(f.max())
              + ")";
      case Filter.Ipv6Range f -> field(f.field()) + "ipv6_range(" + f.min() + ", " + f.max() + ")";
      case Filter.EqField f -> field(f.field()) + "eq_field(" + Quoting.field(f.other()) + ")";
      case Filter.LeField f -> field(f.field()) + "le_field(" + Quoting.field(f.other()) + ")";
      case Filter.LtField f -> field(f.field()) + "lt_field(" + Quoting.field(f.other()) + ")";
      case Filter.ValueTypeIs f -> field(f.field()) + "value_type(" + Quoting.text(f.type()) + ")";
      case Filter.PatternMatch f ->
          field(f.field()) + f.mode().function() + "(" + Quoting.quote(f.pattern()) + ")";
      case Filter.StreamSelector f ->
          "{"
              + f.groups().stream()
                  .map(group ->
                      group.stream().map(FilterPrinter::matcher).collect(Collectors.joining(", ")))
                  .collect(Collectors.joining(" or "))
              + "}";
      case Filter.StreamId f -> "_stream_id:in(" + values(f.ids()) + ")";
      case Filter.Time f -> "_time:" + f.text();
      case Filter.DayRange f -> "_time:day_range" + timesOfDay(f) + offset(f.offsetNanos());
      case Filter.WeekRange f ->
          "_time:week_range["
              + DAYS.get(f.first())
              + ", "
              + DAYS.get(f.last())
              + "]"
              + offset(f.offsetNanos());
    };
  }

  /// Within an `AND`.
  private static String term(Filter filter) {
    return filter instanceof Filter.Or ? "(" + print(filter) + ")" : print(filter);
  }

  /// After a `NOT`.
  private static String factor(Filter filter) {
    return filter instanceof Filter.Or || filter instanceof Filter.And
        ? "(" + print(filter) + ")"
        : print(filter);
  }

  private static String field(String field) {
    return field.equals(Fields.MESSAGE) ? "" : explicitField(field);
  }

  private static String explicitField(String field) {
    // 12:30 is a word.
    boolean digits = field.chars().allMatch(c -> Literals.isDigit((char) c));
    return (digits ? Quoting.quote(field) : Quoting.field(field)) + ":";
  }

  static String offset(long nanos) {
    return nanos == 0 ? "" : " offset " + DurationText.format(nanos);
  }

  /// A number's text needs no quotes although it may begin with a sign.
  private static String number(String text) {
    boolean signed = text.length() > 1 && text.charAt(0) == '-' && text.charAt(1) != '-';
    String rest = signed ? text.substring(1) : text;
    return rest.equalsIgnoreCase("inf") || signed && Quoting.text(rest).equals(rest)
        ? text
        : Quoting.text(text);
  }

  private static String list(List<String> values) {
    return values.stream().map(Quoting::text).collect(Collectors.joining(", "));
  }

  private static String values(ValueSource source) {
    return switch (source) {
      case ValueSource.Listed listed -> list(listed.values());
      case ValueSource.Subquery subquery -> subquery.query().toString();
    };
  }

  private static String matcher(StreamMatcher matcher) {
    String label = Quoting.text(matcher.label());
    return switch (matcher.op()) {
      case EQUAL, NOT_EQUAL, MATCH, NOT_MATCH ->
          label + matcher.op().symbol() + Quoting.quote(matcher.values().getFirst());
      case IN, NOT_IN ->
          label
              + " "
              + matcher.op().symbol()
              + " ("
              + matcher.values().stream().map(Quoting::quote).collect(Collectors.joining(", "))
              + ")";
    };
  }

  private static String wildcard(String pattern) {
    StringBuilder text = new StringBuilder();
    StringBuilder literal = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '*' || c == '?') {
        text.append(literal.isEmpty() ? "" : Quoting.text(literal.toString())).append(c);
        literal.setLength(0);
      } else {
        literal.append(c == '\\' && i + 1 < pattern.length() ? pattern.charAt(++i) : c);
      }
    }
    return text.append(literal.isEmpty() ? "" : Quoting.text(literal.toString())).toString();
  }

  /// Bounds are whole minutes, or a nanosecond beside one when it is excluded.
  private static String timesOfDay(Filter.DayRange range) {
    boolean includeStart = range.minNanos() % NANOS_PER_MINUTE == 0;
    boolean includeEnd = range.maxNanos() % NANOS_PER_MINUTE == 0;
    return (includeStart ? "[" : "(")
        + timeOfDay(range.minNanos())
        + ", "
        + (includeEnd ? timeOfDay(range.maxNanos()) + "]" : timeOfDay(range.maxNanos() + 1) + ")");
  }

  private static String timeOfDay(long nanos) {
    long minutes = nanos / NANOS_PER_MINUTE;
    return String.format("%02d:%02d", minutes / 60, minutes % 60);
  }
}
