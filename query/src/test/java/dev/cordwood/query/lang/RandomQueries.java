package dev.cordwood.query.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/// Random syntax trees of everything the language has, with nasty names and values.
final class RandomQueries {
  static final ParseContext CONTEXT = ParseContext.at(1_770_000_123_456_789_012L);

  private static final String[] TEXTS = {
    "error",
    "a",
    "and",
    "OR",
    "not",
    "in",
    "seq",
    "5",
    "-5",
    "10KB",
    "a b",
    "it's",
    "\"",
    "'",
    "`",
    "\\",
    "\\d+",
    "x\\",
    "#x",
    "a#b",
    "http://x:80/y?z=1",
    "std::string",
    "12:30:45",
    "a=b",
    "a|b",
    "*",
    "a*b",
    "?",
    "(",
    ")",
    "[1]",
    "{a}",
    "-x",
    "+x",
    "!",
    "~",
    "<N>",
    "τιμή",
    "😀",
    "\ud800",
    "\u0000",
    "\n\t\r",
    "null",
    "inf",
    "Inf",
    "as",
    "by",
    "limit",
    "count",
    "offset",
    "$1",
    "/re/",
    "stats",
    "count()",
    "a,b",
    "a.b-c_d",
    "@x",
    ".",
    "..",
    "-",
    "_",
    "#",
    " ",
    "\u00a0",
    "now"
  };
  private static final String[] FIELDS = {
    "_msg",
    "level",
    "host.name",
    "time",
    "message",
    "@timestamp",
    "msg",
    "a b",
    "a:b",
    "*",
    "f*",
    "by",
    "as",
    "if",
    "desc",
    "limit",
    "rank",
    "count",
    "in",
    "5",
    "http",
    "\"q\"",
    "τ",
    "-x",
    "fields",
    "from",
    "hits",
    "x\\y",
    "not",
    "or",
    "default",
    "xor",
    "max",
    "10.0.0.1",
    "1e5"
  };
  private static final String[] NUMBERS = {
    "5", "-5", "1.5", "10KB", "2GiB", "1h30m", "10.0.0.1", "1_000", "0xff", "-1.5e3", "Inf", "-Inf"
  };
  private static final String[] TIMES = {
    "5m",
    "1h30m offset 1d",
    "2026-02",
    "2026-02-01T10:20:30.5Z",
    "[2026-01, 2026-02-03)",
    "(1d, now]",
    ">2026-01-01",
    ">=1h",
    "<5m",
    "<=2026",
    "offset 2h",
    "[*, now-1h]",
    "today",
    "2026-02-07:00",
    "\"2026-02-01 10:30\"",
    "1770000123"
  };

  private final Random random;

  RandomQueries(Random random) {
    this.random = random;
  }

  Query query(int depth) {
    QueryOptions options =
        random.nextInt(5) > 0
            ? QueryOptions.DEFAULT
            : new QueryOptions(
                random.nextInt(3),
                random.nextInt(3),
                random.nextBoolean(),
                random.nextBoolean(),
                0);
    List<Pipe> pipes = new ArrayList<>();
    int count = random.nextInt(depth + 2);
    for (int i = 0; i < count; i++) {
      pipes.add(pipe(depth, i == 0));
    }
    return new Query(options, filter(depth), pipes);
  }

  Filter filter(int depth) {
    if (depth > 0 && random.nextInt(3) == 0) {
      return switch (random.nextInt(3)) {
        case 0 -> Filter.and(list(2 + random.nextInt(2), i -> filter(depth - 1)));
        case 1 -> Filter.or(list(2 + random.nextInt(2), i -> filter(depth - 1)));
        default -> new Filter.Not(filter(depth - 1));
      };
    }
    return simple(depth);
  }

  private Filter simple(int depth) {
    String f = field();
    return switch (random.nextInt(28)) {
      case 0 -> Filter.ALL;
      case 1 -> new Filter.Phrase(f, text());
      case 2 -> new Filter.Prefix(f, text());
      case 3 -> new Filter.Substring(f, text());
      case 4 -> new Filter.Wildcard(f, Wildcards.escape(text()) + "?" + Wildcards.escape(text()));
      case 5 -> new Filter.Wildcard(f, "*" + Wildcards.escape(text()));
      case 6 -> new Filter.Empty(f);
      case 7 -> new Filter.Any(f);
      case 8 -> new Filter.Exact(f, text());
      case 9 -> new Filter.ExactPrefix(f, text());
      case 10 -> new Filter.In(f, values(depth));
      case 11 -> new Filter.ContainsAll(f, values(depth));
      case 12 -> new Filter.ContainsAny(f, values(depth));
      case 13 -> new Filter.Seq(f, texts());
      case 14 -> new Filter.Regexp(f, com.google.re2j.Pattern.quote(text()));
      case 15 -> new Filter.Compare(f, pick(Filter.CompareOp.values()), pick(NUMBERS));
      case 16 -> new Filter.Compare(f, pick(Filter.CompareOp.values()), text());
      case 17 -> new Filter.Range(f, bound(), bound());
      case 18 -> new Filter.StringRange(f, text(), text());
      case 19 ->
          new Filter.LenRange(
              f, random.nextInt(9), random.nextBoolean() ? Long.MAX_VALUE : random.nextInt(99));
      case 20 ->
          random.nextBoolean()
              ? new Filter.Ipv4Range(f, random.nextLong(1L << 32), random.nextLong(1L << 32))
              : new Filter.Ipv6Range(
                  f,
                  new Ipv6(random.nextLong(), random.nextLong()),
                  new Ipv6(random.nextLong(), random.nextLong()));
      case 21 ->
          switch (random.nextInt(3)) {
            case 0 -> new Filter.EqField(f, field());
            case 1 -> new Filter.LeField(f, field());
            default -> new Filter.LtField(f, field());
          };
      case 22 -> new Filter.ValueTypeIs(f, text());
      case 23 -> new Filter.PatternMatch(f, text(), pick(Filter.PatternMode.values()));
      case 24 -> stream();
      case 25 -> new Filter.StreamId(values(depth));
      case 26 -> Query.parseFilter("_time:" + pick(TIMES), CONTEXT);
      default -> clock();
    };
  }

  private Filter clock() {
    long minute = 60_000_000_000L;
    if (random.nextBoolean()) {
      return new Filter.WeekRange(random.nextInt(7), random.nextInt(7), offset());
    }
    return new Filter.DayRange(
        random.nextInt(1440) * minute + random.nextInt(2),
        (1 + random.nextInt(1440)) * minute - random.nextInt(2),
        offset());
  }

  private long offset() {
    return (random.nextInt(5) - 2) * 1_800_000_000_000L;
  }

  private Filter stream() {
    return new Filter.StreamSelector(
        list(
            1 + random.nextInt(2),
            i ->
                list(
                    1 + random.nextInt(2),
                    k -> {
                      StreamMatcher.Op op = pick(StreamMatcher.Op.values());
                      return switch (op) {
                        case IN, NOT_IN -> new StreamMatcher(text(), op, texts());
                        case MATCH, NOT_MATCH ->
                            new StreamMatcher(
                                text(), op, List.of(com.google.re2j.Pattern.quote(text())));
                        case EQUAL, NOT_EQUAL -> new StreamMatcher(text(), op, List.of(text()));
                      };
                    })));
  }

  private ValueSource values(int depth) {
    if (depth > 0 && random.nextInt(4) == 0) {
      String field = pick(FIELDS);
      return new ValueSource.Subquery(
          new Query(
              QueryOptions.DEFAULT,
              filter(depth - 1),
              List.of(new FieldPipe.Fields(List.of(FieldMatch.field(field))))),
          field);
    }
    return new ValueSource.Listed(texts());
  }

  private Filter.Bound bound() {
    String text = pick(NUMBERS);
    return new Filter.Bound(Literals.number(text), random.nextBoolean(), text);
  }

  Pipe pipe(int depth, boolean first) {
    return switch (random.nextInt(46)) {
      case 0 -> new FieldPipe.Fields(matches());
      case 1 -> new FieldPipe.Delete(matches());
      case 2 -> new FieldPipe.Copy(pairs());
      case 3 -> new FieldPipe.Rename(pairs());
      case 4 -> new FieldPipe.DropEmptyFields();
      case 5 -> new FieldPipe.SetStreamFields(condition(depth), matches());
      case 6, 7 -> new SelectPipe.Where(filter(depth));
      case 8 -> new SelectPipe.Limit(random.nextInt(100));
      case 9 -> new SelectPipe.Offset(random.nextInt(100));
      case 10 -> new SelectPipe.Sample(1 + random.nextInt(100));
      case 11, 12 ->
          new SelectPipe.Sort(
              sortKeys(),
              maybe(this::fields, List.of()),
              random.nextInt(3),
              random.nextInt(3),
              maybe(this::field, ""));
      case 13 -> new SelectPipe.Uniq(fields(), maybe(this::field, ""), random.nextInt(3));
      case 14 -> new SelectPipe.Top(random.nextInt(9), fields(), field(), maybe(this::field, ""));
      case 15 ->
          new SelectPipe.Facets(
              random.nextInt(9), random.nextInt(9), random.nextInt(9), random.nextBoolean());
      case 16 -> new SelectPipe.FieldNames(field());
      case 17 -> new SelectPipe.FieldValues(field(), random.nextInt(3));
      case 18 ->
          first
              ? new SelectPipe.StreamContext(
                  random.nextInt(3), random.nextInt(3), 1_000_000_000L * (1 + random.nextInt(9)))
              : random.nextBoolean()
                  ? new SelectPipe.BlockStats()
                  : new SelectPipe.GenerateSequence(random.nextInt(100));
      case 19 ->
          new SelectPipe.Join(
              nonEmptyFields(), subquery(depth), random.nextBoolean(), maybe(this::text, ""));
      case 20 -> new SelectPipe.Union(subquery(depth));
      case 21 -> new SelectPipe.BlocksCount(field());
      case 22 ->
          new TransformPipe.Extract(
              condition(depth),
              "<a> " + text(),
              field(),
              random.nextBoolean(),
              random.nextBoolean());
      case 23 ->
          new TransformPipe.ExtractRegexp(
              condition(depth),
              "(?P<a>x)" + com.google.re2j.Pattern.quote(text()),
              field(),
              random.nextBoolean(),
              random.nextBoolean());
      case 24 ->
          new TransformPipe.UnpackJson(
              condition(depth),
              field(),
              maybe(this::matches, List.of()),
              maybe(this::text, ""),
              random.nextBoolean(),
              random.nextBoolean());
      case 25 ->
          new TransformPipe.UnpackLogfmt(
              condition(depth),
              field(),
              maybe(this::matches, List.of()),
              maybe(this::text, ""),
              random.nextBoolean(),
              random.nextBoolean());
      case 26 ->
          new TransformPipe.UnpackSyslog(
              condition(depth), field(), offset(), maybe(this::text, ""), random.nextBoolean());
      case 27 -> new TransformPipe.UnpackWords(field(), field(), random.nextBoolean());
      case 28 ->
          new TransformPipe.Format(
              condition(depth), text(), field(), random.nextBoolean(), random.nextBoolean());
      case 29 ->
          new TransformPipe.Replace(condition(depth), text(), text(), field(), random.nextInt(3));
      case 30 ->
          new TransformPipe.ReplaceRegexp(
              condition(depth),
              com.google.re2j.Pattern.quote(text()),
              text(),
              field(),
              random.nextInt(3));
      case 31, 32, 33 ->
          new TransformPipe.Math(
              list(1 + random.nextInt(2), i -> new MathEntry(formula(3), field())));
      case 34 -> new TransformPipe.CollapseNums(condition(depth), field(), random.nextBoolean());
      case 35 -> new TransformPipe.Decolorize(field());
      case 36 -> new TransformPipe.PackJson(maybe(this::matches, List.of()), field());
      case 37 -> new TransformPipe.PackLogfmt(maybe(this::matches, List.of()), field());
      case 38 -> new TransformPipe.Unroll(condition(depth), nonEmptyFields());
      case 39 -> new TransformPipe.Len(field(), field());
      case 40 -> new TransformPipe.Hash(field(), field());
      case 41 -> new TransformPipe.JsonArrayLen(field(), field());
      case 42 -> new TransformPipe.JsonArrayConcat(text(), field(), field());
      case 43 -> new TransformPipe.Split(text(), field(), field());
      case 44 -> new TransformPipe.TimeAdd(field(), offset() + 5);
      default -> stats(depth);
    };
  }

  private Pipe stats(int depth) {
    return new StatsPipe(
        list(random.nextInt(3), i -> new GroupKey("g" + field(), bucket())),
        list(
            1 + random.nextInt(4),
            i -> new StatsEntry(function(), condition(depth), "n" + i + text())));
  }

  private Bucket bucket() {
    return switch (random.nextInt(3)) {
      case 0 -> Bucket.NONE;
      case 1 -> new Bucket.Subnet(random.nextInt(33));
      default ->
          random.nextBoolean()
              ? new Bucket.Number(10_000, "10KB", 0, "")
              : new Bucket.Number(5, "5", -1.5, "-1.5");
    };
  }

  StatsFunction function() {
    List<FieldMatch> f = maybe(this::matches, List.of());
    return switch (random.nextInt(24)) {
      case 0 -> new StatsFunction.Count(f);
      case 1 -> new StatsFunction.CountEmpty(f);
      case 2 -> new StatsFunction.CountUniq(f, random.nextInt(3));
      case 3 -> new StatsFunction.CountUniqHash(f, random.nextInt(3));
      case 4 -> new StatsFunction.Sum(f);
      case 5 -> new StatsFunction.Avg(f);
      case 6 -> new StatsFunction.Min(f);
      case 7 -> new StatsFunction.Max(f);
      case 8 -> new StatsFunction.Median(f);
      case 9 -> new StatsFunction.Quantile(random.nextInt(101) / 100.0, f);
      case 10 -> new StatsFunction.Stddev(f);
      case 11 -> new StatsFunction.Rate();
      case 12 -> new StatsFunction.RateSum(f);
      case 13 -> new StatsFunction.SumLen(f);
      case 14 -> new StatsFunction.UniqValues(f, random.nextInt(3));
      case 15 -> new StatsFunction.Values(f, random.nextInt(3));
      case 16 -> new StatsFunction.Any(f);
      case 17 -> new StatsFunction.RowAny(f);
      case 18 -> new StatsFunction.RowMin(field(), f);
      case 19 -> new StatsFunction.RowMax(field(), f);
      case 20 -> new StatsFunction.FieldMin(field(), field());
      case 21 -> new StatsFunction.FieldMax(field(), field());
      case 22 -> new StatsFunction.Histogram(field());
      default ->
          new StatsFunction.JsonValues(f, maybe(this::sortKeys, List.of()), random.nextInt(3));
    };
  }

  MathExpression formula(int depth) {
    if (depth == 0 || random.nextInt(4) == 0) {
      if (random.nextBoolean()) {
        String text = pick("1", "2.5", "10KB", "1e-3", "5m", "10.0.0.1", "2026-02-01T00:00:00Z");
        return new MathExpression.Constant(Literals.number(text), text);
      }
      return new MathExpression.Field(pick("a", "b.c", "or", "max", "a-b", "x y", "time", "τ"));
    }
    return switch (random.nextInt(4)) {
      case 0 -> new MathExpression.Negative(formula(depth - 1));
      case 1 -> {
        MathExpression.Function function = pick(MathExpression.Function.values());
        int count = Math.max(function.minArguments(), Math.min(2, function.maxArguments()));
        yield new MathExpression.Call(function, list(count, i -> formula(depth - 1)));
      }
      default ->
          new MathExpression.Binary(
              pick(MathExpression.Operator.values()), formula(depth - 1), formula(depth - 1));
    };
  }

  private Query subquery(int depth) {
    return new Query(
        QueryOptions.DEFAULT,
        filter(Math.max(0, depth - 1)),
        depth > 0 && random.nextBoolean() ? List.of(pipe(depth - 1, true)) : List.of());
  }

  private Filter condition(int depth) {
    return random.nextInt(3) == 0 ? filter(Math.max(0, depth - 1)) : Filter.ALL;
  }

  private List<SortKey> sortKeys() {
    return list(1 + random.nextInt(2), i -> new SortKey(field(), random.nextBoolean()));
  }

  private List<FieldPair> pairs() {
    return list(
        1 + random.nextInt(2),
        i -> {
          boolean prefix = random.nextInt(3) == 0;
          return new FieldPair(new FieldMatch(field(), prefix), new FieldMatch(field(), prefix));
        });
  }

  private List<FieldMatch> matches() {
    return list(1 + random.nextInt(2), i -> new FieldMatch(field(), random.nextInt(4) == 0));
  }

  private List<String> fields() {
    return list(random.nextInt(3), i -> field());
  }

  private List<String> nonEmptyFields() {
    return list(1 + random.nextInt(2), i -> field());
  }

  private String field() {
    return random.nextInt(3) == 0 ? text() : pick(FIELDS);
  }

  private List<String> texts() {
    return list(random.nextInt(4), i -> random.nextInt(9) == 0 ? "" : text());
  }

  String text() {
    return random.nextInt(4) == 0 ? pick(TEXTS) + pick(TEXTS) : pick(TEXTS);
  }

  private <T> T maybe(Supplier<T> value, T none) {
    return random.nextBoolean() ? value.get() : none;
  }

  private <T> List<T> list(int size, IntFunction<T> element) {
    List<T> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(element.apply(i));
    }
    return list;
  }

  @SafeVarargs
  private <T> T pick(T... values) {
    return values[random.nextInt(values.length)];
  }
}
