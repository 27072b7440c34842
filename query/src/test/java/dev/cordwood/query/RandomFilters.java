package dev.cordwood.query;

import dev.cordwood.query.lang.Filter;
import dev.cordwood.query.lang.Ipv6;
import dev.cordwood.query.lang.Literals;
import dev.cordwood.query.lang.StreamMatcher;
import dev.cordwood.query.lang.TimeRange;
import dev.cordwood.query.lang.ValueSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Filters of every kind over the fields and values of [RandomRows], so that many of them match
/// some rows and not others.
public final class RandomFilters {
  private static final String[] FIELDS = {
    "_msg",
    "_msg",
    "_msg",
    "event",
    "event",
    "text",
    "level",
    "path",
    "number",
    "other",
    "ip",
    "trace",
    "status",
    "bytes",
    "seconds",
    "user",
    "session",
    "key",
    "took",
    "price",
    "ok",
    "nothing",
    "tags",
    "mixed",
    "host",
    "_stream",
    "_stream_id",
    "_time",
    "no_such_field"
  };
  private static final String[] REGEXPS = {
    "error",
    "(?i)error",
    "err(or)?s?",
    "^GET",
    "[0-9]+ms$",
    "[0-9]{3}ms",
    "took [0-9]{2}ms$",
    "index-4[0-9]\\.html",
    "in from 10\\.1\\.2\\.[0-9]{1,3}$",
    "-[0-9].*[a-z]$",
    "error [0-4] \\(retry",
    "(?i)REFUSED: ERROR [0-9]",
    "^user u[0-9]+ .* from [^z]*$",
    "[g-z][0-9]",
    "[0-9]{2} EUR$",
    "items, total [0-9]\\.",
    "(?i)k[1-3] FAILED",
    "u[0-3] ended",
    "ße [01]",
    "[a-f]{4}.* of",
    "u[0-9] logged",
    "\\bfoo\\b",
    "日本",
    "(?i)ошибка",
    "a.b",
    "(?s)a.*b",
    "^$",
    "",
    "x*",
    "[^a-z]+",
    "10\\.0\\.[0-3]\\.",
    "\\pL+",
    "\\x00"
  };
  private static final String[] PATTERNS = {
    "took <N>ms",
    "<IP4>",
    "user u<N> logged in from <IP4>",
    "<W>",
    "GET /index-<N>.html took <N>ms",
    "error <N> (retry)",
    "<UUID>",
    "<DATETIME>",
    "<nothing>",
    "a <",
    "<N>"
  };
  private static final String[] TYPES = {"string", "number", "boolean", "null", "json", "uint8"};

  private final RandomRows source;
  private final Random random;
  private final List<Row> rows;

  /// @param rows where values to look for are taken from
  public RandomFilters(RandomRows source, List<Row> rows) {
    this.source = source;
    this.random = source.random();
    this.rows = rows;
  }

  public Filter filter(int depth) {
    if (depth > 0 && random.nextInt(3) > 0) {
      return switch (random.nextInt(3)) {
        case 0 -> Filter.and(filters(depth));
        case 1 -> Filter.or(filters(depth));
        default -> new Filter.Not(filter(depth - 1));
      };
    }
    return leaf();
  }

  private List<Filter> filters(int depth) {
    List<Filter> filters = new ArrayList<>();
    for (int i = 0; i < 2 + random.nextInt(2); i++) {
      filters.add(filter(depth - 1));
    }
    return filters;
  }

  public Filter leaf() {
    String field = pick(FIELDS);
    return switch (random.nextInt(28)) {
      case 0, 1, 2 -> new Filter.Phrase(field, nonEmpty(field));
      case 3, 4 -> new Filter.Prefix(field, nonEmpty(field));
      case 5, 6 -> new Filter.Substring(field, nonEmpty(field));
      case 7 -> new Filter.Wildcard(field, pick(new String[] {"e*r", "?ick", "1*2", "c*d:"}));
      case 8 -> new Filter.Empty(field);
      case 9 -> new Filter.Any(field);
      case 10 -> new Filter.Exact(field, value(field));
      case 11 -> new Filter.ExactPrefix(field, start(value(field)));
      case 12 -> new Filter.In(field, values(field));
      case 13 -> new Filter.ContainsAll(field, values(field));
      case 14 -> new Filter.ContainsAny(field, values(field));
      case 15 -> new Filter.Seq(field, List.of(part(value(field)), part(value(field))));
      case 16 -> new Filter.Regexp(field, pick(REGEXPS));
      case 17 -> new Filter.Compare(field, pick(Filter.CompareOp.values()), value(field));
      case 18 -> range(field);
      case 19 -> new Filter.StringRange(field, value(field), value(field));
      case 20 -> new Filter.LenRange(field, random.nextInt(12), random.nextInt(40));
      case 21 ->
          random.nextBoolean()
              ? new Filter.Ipv4Range(field, 0x0a000000L, 0x0a000100L + random.nextInt(600))
              : new Filter.Ipv6Range(
                  field,
                  new Ipv6(0x20010db8_00000000L, random.nextInt(3)),
                  new Ipv6(0x20010db8_00000000L + random.nextInt(3), -1L));
      case 22 ->
          switch (random.nextInt(3)) {
            case 0 -> new Filter.EqField(field, pick(FIELDS));
            case 1 -> new Filter.LeField(field, pick(FIELDS));
            default -> new Filter.LtField("number", "other");
          };
      case 23 -> new Filter.ValueTypeIs(field, pick(TYPES));
      case 24 -> new Filter.PatternMatch(field, pick(PATTERNS), pick(Filter.PatternMode.values()));
      case 25 -> stream();
      case 26 ->
          new Filter.StreamId(
              new ValueSource.Listed(List.of(row().text("_stream_id"), "no such stream")));
      default -> time();
    };
  }

  private Filter time() {
    return switch (random.nextInt(3)) {
      case 0 -> {
        long a = source.time();
        long b = random.nextBoolean() ? source.time() : row().time();
        yield Filter.Time.of(new TimeRange(Math.min(a, b), Math.max(a, b)));
      }
      case 1 ->
          new Filter.DayRange(
              random.nextLong(86_400_000_000_000L),
              random.nextLong(86_400_000_000_000L),
              (random.nextInt(25) - 12) * 3_600_000_000_000L);
      default ->
          new Filter.WeekRange(
              random.nextInt(7), random.nextInt(7), (random.nextInt(25) - 12) * 3_600_000_000_000L);
    };
  }

  private Filter stream() {
    StreamMatcher.Op op = pick(StreamMatcher.Op.values());
    StreamMatcher first =
        new StreamMatcher("host", op, List.of(pick(new String[] {"h0", "h1", "h[12]", ""})));
    StreamMatcher second = new StreamMatcher("service", StreamMatcher.Op.EQUAL, List.of("s0"));
    return new Filter.StreamSelector(
        random.nextBoolean()
            ? List.of(List.of(first, second))
            : List.of(List.of(first), List.of(second)));
  }

  private Filter range(String field) {
    return new Filter.Range(field, bound(field), bound(field));
  }

  private Filter.Bound bound(String field) {
    String text = random.nextBoolean() ? source.numberText() : value(field);
    double value = Literals.number(text);
    if (Double.isNaN(value)) {
      value = random.nextInt(600) - 50;
    }
    return new Filter.Bound(value, random.nextBoolean(), text);
  }

  private ValueSource values(String field) {
    int count = random.nextInt(8) == 0 ? 40 : random.nextInt(4);
    return new ValueSource.Listed(
        Stream.generate(() -> random.nextBoolean() ? value(field) : part(value(field)))
            .limit(count)
            .toList());
  }

  private String nonEmpty(String field) {
    String part = part(value(field));
    if (part.isEmpty()) {
      return source.word();
    }
    return switch (random.nextInt(4)) {
      case 0 -> part.toUpperCase(java.util.Locale.ROOT);
      case 1 -> part.toLowerCase(java.util.Locale.ROOT);
      default -> part;
    };
  }

  private Row row() {
    return rows.get(random.nextInt(rows.size()));
  }

  /// Mostly one that stands in some row.
  private String value(String field) {
    return random.nextInt(6) == 0 ? source.text(1 + random.nextInt(2)) : row().text(field);
  }

  private String start(String text) {
    return text.substring(0, text.offsetByCodePoints(0, random.nextInt(points(text) + 1)));
  }

  /// Some characters, or whole words, of the text.
  private String part(String text) {
    if (text.isEmpty()) {
      return text;
    }
    if (random.nextBoolean()) {
      String[] words = text.split("(?U)(?<=\\W)|(?=\\W)", -1);
      int from = random.nextInt(words.length);
      int to = Math.min(words.length, from + 1 + random.nextInt(4));
      return String.join("", List.of(words).subList(from, to));
    }
    int from = text.offsetByCodePoints(0, random.nextInt(points(text)));
    return start(text.substring(from));
  }

  private static int points(String text) {
    return text.codePointCount(0, text.length());
  }

  private <T> T pick(T[] from) {
    return from[random.nextInt(from.length)];
  }
}
