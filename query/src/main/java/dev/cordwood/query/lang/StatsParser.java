package dev.cordwood.query.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `stats by (...) function(...) if (...) as name, ...`; the word itself has been read.
final class StatsParser {
  private final ParserState state;
  private final ConditionParser conditions;
  private final BucketParser buckets;

  StatsParser(ParserState state, ConditionParser conditions) {
    this.state = state;
    this.conditions = conditions;
    this.buckets = new BucketParser(state);
  }

  Pipe parse() {
    List<GroupKey> by = List.of();
    if (state.skipKeyword("by") || state.token().isSymbol('(')) {
      by = groupKeys();
    }
    List<StatsEntry> entries = new ArrayList<>();
    List<String> names = new ArrayList<>();
    do {
      Token start = state.token();
      StatsEntry entry = entry();
      if (names.contains(entry.name())) {
        throw new SyntaxException(
            "two columns of stats are called " + entry.name() + "; give one another name with 'as'",
            start.start(),
            state.token().start(),
            state.token().start(),
            (state.token().spaceBefore() ? "" : " ") + "as " + Quoting.field(entry.name() + "_2"));
      }
      names.add(entry.name());
      entries.add(entry);
      state.checkItems(entries.size());
    } while (state.skipSymbol(','));
    names.forEach(state.aliases::made);
    if (state.token().isKeyword("by")) {
      throw byBehind();
    }
    return new StatsPipe(by, entries);
  }

  /// `stats count() by (host)`, as SQL and PromQL order it.
  private SyntaxException byBehind() {
    Token by = state.token();
    String source = state.lexer.source();
    int bar = source.lastIndexOf('|', by.start());
    int open = source.indexOf('(', by.start());
    int close = open < 0 ? -1 : source.indexOf(')', open);
    if (bar >= 0 && close >= 0) {
      String functions = source.substring(bar + 1, by.start()).strip();
      if (functions.toLowerCase(Locale.ROOT).startsWith("stats")) {
        functions = functions.substring("stats".length()).strip();
      }
      return new SyntaxException(
          "'by' stands before the functions: stats by (field) count()",
          by.start(),
          bar,
          close + 1,
          "| stats " + source.substring(by.start(), close + 1) + " " + functions);
    }
    return new SyntaxException(
        "'by' stands before the functions: stats by (field) count()", by.start());
  }

  private List<GroupKey> groupKeys() {
    if (!state.token().isSymbol('(')) {
      // by host count()
      Token token = state.token();
      throw new SyntaxException(
          "the fields after 'by' stand in parentheses: by (" + token.text() + ")",
          token.start(),
          token.start(),
          token.end(),
          "(" + token.text() + ")");
    }
    state.lexer.advance();
    List<GroupKey> keys = new ArrayList<>();
    while (!state.token().isSymbol(')')) {
      keys.add(groupKey());
      state.checkItems(keys.size());
      if (!state.skipSymbol(',') && !state.token().isSymbol(')')) {
        throw state.listError();
      }
    }
    state.lexer.advance();
    return keys;
  }

  private GroupKey groupKey() {
    String field = state.field("the name of a field to group by");
    if (!state.skipSymbol(':')) {
      return new GroupKey(field, Bucket.NONE);
    }
    Token step = state.value("the size of a group after ':'");
    Optional<Token> offset =
        state.skipKeyword("offset") ? Optional.of(state.value("the offset")) : Optional.empty();
    return new GroupKey(field, buckets.parse(field, step, offset));
  }

  private StatsEntry entry() {
    StatsFunction function = function();
    Filter condition = conditions.parse();
    Token token = state.token();
    boolean as = state.skipKeyword("as");
    String name =
        as || token.isText() && !token.isKeyword("by")
            ? nameToken()
            : StatsPrinter.defaultName(function, condition);
    return new StatsEntry(function, condition, name);
  }

  private String nameToken() {
    Token token = state.token();
    if (!token.isText() || token.text().isEmpty()) {
      throw state.errorInsert("the column's name is missing after 'as'", "value");
    }
    return state.lexer.advance().text();
  }

  private StatsFunction function() {
    Token name = state.token();
    if (name.kind() != Token.Kind.WORD) {
      throw state.errorInsert(
          "a function such as count() is missing; found " + name.describe(), "count() ");
    }
    if (!StatsFunctions.isName(name.text())) {
      throw unknown(name);
    }
    state.lexer.advance();
    if (!state.token().isSymbol('(')) {
      throw new SyntaxException(
          "parentheses are missing after " + name.text() + ": write " + name.text() + "()",
          name.end(),
          name.end(),
          name.end(),
          "()");
    }
    return function(name);
  }

  private SyntaxException unknown(Token name) {
    Optional<String> meant =
        switch (name.lower()) {
          case "p50" -> Optional.of("median");
          case "mean", "average" -> Optional.of("avg");
          case "distinct", "count_distinct", "dcount", "uniq", "cardinality" ->
              Optional.of("count_uniq");
          case "stdev", "std", "stddev_pop" -> Optional.of("stddev");
          case "first", "sample" -> Optional.of("any");
          default -> Suggestions.closest(name.text(), StatsFunctions.NAMES);
        };
    return state.errorReplace(
        "there is no function "
            + name.text()
            + meant
                .map(m -> "; did you mean " + m + "?")
                .orElse("; there are " + String.join(", ", StatsFunctions.NAMES)),
        name,
        meant.orElse("count"));
  }

  private StatsFunction function(Token name) {
    return switch (name.lower()) {
      case "count" -> new StatsFunction.Count(fields());
      case "count_empty" -> new StatsFunction.CountEmpty(someFields(name));
      case "count_uniq" -> new StatsFunction.CountUniq(fields(), limit());
      case "count_uniq_hash" -> new StatsFunction.CountUniqHash(fields(), limit());
      case "sum" -> new StatsFunction.Sum(fields());
      case "avg" -> new StatsFunction.Avg(fields());
      case "min" -> new StatsFunction.Min(fields());
      case "max" -> new StatsFunction.Max(fields());
      case "median" -> new StatsFunction.Median(fields());
      case "stddev" -> new StatsFunction.Stddev(fields());
      case "quantile" -> quantile();
      case "rate" -> rate();
      case "rate_sum" -> new StatsFunction.RateSum(fields());
      case "sum_len" -> new StatsFunction.SumLen(fields());
      case "uniq_values" -> new StatsFunction.UniqValues(fields(), limit());
      case "values" -> new StatsFunction.Values(fields(), limit());
      case "any" -> new StatsFunction.Any(fields());
      case "row_any" -> new StatsFunction.RowAny(fields());
      case "row_min" -> {
        String by = firstField(name);
        yield new StatsFunction.RowMin(by, restOfFields());
      }
      case "row_max" -> {
        String by = firstField(name);
        yield new StatsFunction.RowMax(by, restOfFields());
      }
      case "field_min" -> {
        String by = firstField(name);
        yield new StatsFunction.FieldMin(by, secondField(name));
      }
      case "field_max" -> {
        String by = firstField(name);
        yield new StatsFunction.FieldMax(by, secondField(name));
      }
      case "histogram" -> {
        String field = firstField(name);
        state.expectSymbol(')', "after the field of histogram");
        yield new StatsFunction.Histogram(field);
      }
      default -> jsonValues();
    };
  }

  /// `(a, b*)`; `()` and `(*)` are all fields.
  private List<FieldMatch> fields() {
    state.lexer.advance();
    return closeFields();
  }

  private List<FieldMatch> closeFields() {
    List<FieldMatch> fields = new ArrayList<>();
    while (!state.token().isSymbol(')')) {
      fields.add(state.fieldMatch("a field's name or ')'"));
      state.checkItems(fields.size());
      if (!state.skipSymbol(',') && !state.token().isSymbol(')')) {
        throw state.listError();
      }
    }
    state.lexer.advance();
    return fields.contains(FieldMatch.ALL) ? List.of() : fields;
  }

  private List<FieldMatch> someFields(Token name) {
    if (state.lexer.peek().isSymbol(')')) {
      state.lexer.advance();
      throw state.errorInsert(name.text() + "() needs a field's name", "_msg");
    }
    return fields();
  }

  private String firstField(Token name) {
    state.lexer.advance();
    return state.field("the field of " + name.text() + "()");
  }

  private List<FieldMatch> restOfFields() {
    if (!state.skipSymbol(',')) {
      state.expectSymbol(')', "after the field");
      return List.of();
    }
    return closeFields();
  }

  private String secondField(Token name) {
    state.expectSymbol(',', "between the two fields of " + name.text());
    String field = state.field("the second field of " + name.text());
    state.expectSymbol(')', "after the two fields");
    return field;
  }

  private StatsFunction quantile() {
    state.lexer.advance();
    Token text = state.value("the quantile, from 0 to 1");
    double phi = Literals.decimal(text.text());
    if (!(phi >= 0 && phi <= 1)) {
      boolean percent = phi > 1 && phi <= 100;
      throw state.errorReplace(
          "a quantile is a number from 0 to 1 and stands first: quantile(0.95, field)",
          text,
          percent
              ? Double.toString(phi / 100)
              : Double.isNaN(phi) ? "0.95, " + text.text() : "0.95");
    }
    if (!state.skipSymbol(',') && !state.token().isSymbol(')')) {
      throw state.listError();
    }
    return new StatsFunction.Quantile(phi, closeFields());
  }

  private StatsFunction rate() {
    state.lexer.advance();
    if (state.token().isText()) {
      throw new SyntaxException(
          "rate() counts lines and takes no field; rate_sum(field) sums a field",
          state.token().start(),
          state.lexer.source().lastIndexOf("(", state.token().start()),
          state.lexer.source().lastIndexOf("(", state.token().start()),
          "_sum");
    }
    state.expectSymbol(')', "after rate(");
    return new StatsFunction.Rate();
  }

  private StatsFunction jsonValues() {
    List<FieldMatch> fields = fields();
    List<SortKey> sort = List.of();
    if (state.skipKeyword("sort")) {
      state.skipKeyword("by");
      sort = sortKeys();
    }
    return new StatsFunction.JsonValues(fields, sort, limit());
  }

  private List<SortKey> sortKeys() {
    state.expectSymbol('(', "after sort by");
    List<SortKey> keys = new ArrayList<>();
    while (!state.token().isSymbol(')')) {
      String field = state.field("the name of a field to sort by");
      boolean descending = state.skipKeyword("desc");
      if (!descending) {
        state.skipKeyword("asc");
      }
      keys.add(new SortKey(field, descending));
      state.checkItems(keys.size());
      if (!state.skipSymbol(',') && !state.token().isSymbol(')')) {
        throw state.listError();
      }
    }
    state.lexer.advance();
    return keys;
  }

  private long limit() {
    return state.skipKeyword("limit") ? state.count("the limit") : 0;
  }
}
