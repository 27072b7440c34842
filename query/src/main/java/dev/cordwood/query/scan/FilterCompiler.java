package dev.cordwood.query.scan;

import dev.cordwood.event.ValueType;
import dev.cordwood.query.lang.Filter;
import dev.cordwood.query.lang.ValueSource;
import dev.cordwood.query.match.ValueMatcher;
import dev.cordwood.query.match.ValueMatchers;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Turns a filter into one over blocks.
public final class FilterCompiler {
  private final Function<ValueSource, List<String>> values;
  private final Runnable check;

  /// @param values gives the values of `in(...)` and the like; asked each time, so remember what
  ///   subqueries answered
  /// @param check called now and then by filters that take long within one block; what it throws
  ///   ends them
  public FilterCompiler(Function<ValueSource, List<String>> values, Runnable check) {
    this.values = values;
    this.check = check;
  }

  /// @throws dev.cordwood.query.QueryException when a regular expression cannot be read
  public BlockFilter compile(Filter filter) {
    return switch (filter) {
      case Filter.All all -> BlockFilter.ALL;
      case Filter.And and ->
          new LogicFilters.And(and.filters().stream().map(this::compile).toList());
      case Filter.Or or -> new LogicFilters.Or(or.filters().stream().map(this::compile).toList());
      case Filter.Not not -> new LogicFilters.Not(compile(not.filter()));
      case Filter.Phrase f -> field(f.field(), ValueMatchers.phrase(f.text()));
      case Filter.Prefix f -> field(f.field(), ValueMatchers.prefix(f.text()));
      case Filter.Substring f -> field(f.field(), ValueMatchers.substring(f.text()));
      case Filter.Wildcard f -> field(f.field(), ValueMatchers.regexp(f.regexp(), check));
      case Filter.Empty f -> field(f.field(), ValueMatchers.empty());
      case Filter.Any f -> field(f.field(), ValueMatchers.any());
      case Filter.Exact f -> field(f.field(), ValueMatchers.exact(List.of(f.value())));
      case Filter.ExactPrefix f -> field(f.field(), ValueMatchers.exactPrefix(f.prefix()));
      case Filter.In f -> field(f.field(), ValueMatchers.exact(values.apply(f.values())));
      case Filter.ContainsAll f ->
          field(f.field(), ValueMatchers.containsAll(values.apply(f.values())));
      case Filter.ContainsAny f ->
          field(f.field(), ValueMatchers.containsAny(values.apply(f.values())));
      case Filter.Seq f -> field(f.field(), ValueMatchers.sequence(f.phrases()));
      case Filter.Regexp f -> field(f.field(), ValueMatchers.regexp(f.pattern(), check));
      case Filter.Compare f -> field(f.field(), ValueMatchers.compare(f.op(), f.value()));
      case Filter.Range f -> field(f.field(), ValueMatchers.range(f.low(), f.high()));
      case Filter.StringRange f -> field(f.field(), ValueMatchers.stringRange(f.low(), f.high()));
      case Filter.LenRange f -> field(f.field(), ValueMatchers.length(f.min(), f.max()));
      case Filter.Ipv4Range f -> field(f.field(), ValueMatchers.ipv4(f.min(), f.max()));
      case Filter.Ipv6Range f -> field(f.field(), ValueMatchers.ipv6(f.min(), f.max()));
      case Filter.EqField f ->
          new FieldPairFilter(f.field(), FieldPairFilter.Relation.EQUAL, f.other());
      case Filter.LeField f ->
          new FieldPairFilter(f.field(), FieldPairFilter.Relation.LESS_OR_EQUAL, f.other());
      case Filter.LtField f ->
          new FieldPairFilter(f.field(), FieldPairFilter.Relation.LESS, f.other());
      case Filter.ValueTypeIs f -> FieldFilter.ofType(f.field(), type(f.type()));
      case Filter.PatternMatch f -> field(f.field(), ValueMatchers.pattern(f, check));
      case Filter.StreamSelector f ->
          field(BlockColumns.STREAM, ValueMatchers.stream(f.groups(), check));
      case Filter.StreamId f ->
          field(BlockColumns.STREAM_ID, ValueMatchers.exact(values.apply(f.ids())));
      case Filter.Time f -> TimeFilters.range(f.range());
      case Filter.DayRange f -> TimeFilters.dayRange(f.minNanos(), f.maxNanos(), f.offsetNanos());
      case Filter.WeekRange f -> TimeFilters.weekRange(f.first(), f.last(), f.offsetNanos());
    };
  }

  private static BlockFilter field(String field, ValueMatcher matcher) {
    return new FieldFilter(field, matcher);
  }

  /// The JSON types by name; no value has a type that is not known.
  private static @Nullable ValueType type(String name) {
    for (ValueType type : ValueType.values()) {
      if (type.name().toLowerCase(Locale.ROOT).equals(name)) {
        return type;
      }
    }
    return null;
  }
}
