package dev.cordwood.query.pipe;

import dev.cordwood.query.ByteSlice;
import dev.cordwood.query.Cells;
import dev.cordwood.query.Rows;
import dev.cordwood.query.lang.Filter;
import dev.cordwood.query.lang.Literals;
import dev.cordwood.query.lang.TimeRange;
import dev.cordwood.query.lang.ValueSource;
import dev.cordwood.query.match.ValueMatcher;
import dev.cordwood.query.match.ValueMatchers;
import dev.cordwood.query.value.Times;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.LongPredicate;

/// A node of a filter made ready. For one thread at a time.
interface RowFilterNode {
  /// Clears the rows that do not match. Only looks at rows that are set.
  void filter(Rows rows, boolean[] mask);

  static RowFilterNode of(Filter filter, Runnable check) {
    return switch (filter) {
      case Filter.All all -> (rows, mask) -> {};
      case Filter.And(List<Filter> filters) -> and(nodes(filters, check));
      case Filter.Or(List<Filter> filters) -> or(nodes(filters, check));
      case Filter.Not(Filter inner) -> not(of(inner, check));
      case Filter.Phrase(String field, String text) -> value(field, ValueMatchers.phrase(text));
      case Filter.Prefix(String field, String text) -> value(field, ValueMatchers.prefix(text));
      case Filter.Substring(String field, String text) ->
          value(field, ValueMatchers.substring(text));
      case Filter.Wildcard wildcard ->
          value(wildcard.field(), ValueMatchers.regexp(wildcard.regexp(), check));
      case Filter.Empty(String field) -> value(field, ValueMatchers.empty());
      case Filter.Any(String field) -> value(field, ValueMatchers.any());
      case Filter.Exact(String field, String text) ->
          value(field, ValueMatchers.exact(List.of(text)));
      case Filter.ExactPrefix(String field, String prefix) ->
          value(field, ValueMatchers.exactPrefix(prefix));
      case Filter.In(String field, ValueSource source) ->
          value(field, ValueMatchers.exact(listed(source)));
      case Filter.ContainsAll(String field, ValueSource source) ->
          value(field, ValueMatchers.containsAll(listed(source)));
      case Filter.ContainsAny(String field, ValueSource source) ->
          value(field, ValueMatchers.containsAny(listed(source)));
      case Filter.Seq(String field, List<String> phrases) ->
          value(field, ValueMatchers.sequence(phrases));
      case Filter.Regexp(String field, String pattern) ->
          value(field, ValueMatchers.regexp(pattern, check));
      case Filter.Compare(String field, Filter.CompareOp op, String text) ->
          value(field, ValueMatchers.compare(op, text));
      case Filter.Range(String field, Filter.Bound low, Filter.Bound high) ->
          value(field, ValueMatchers.range(low, high));
      case Filter.StringRange(String field, String low, String high) ->
          value(field, ValueMatchers.stringRange(low, high));
      case Filter.LenRange(String field, long min, long max) ->
          value(field, ValueMatchers.length(min, max));
      case Filter.Ipv4Range(String field, long min, long max) ->
          value(field, ValueMatchers.ipv4(min, max));
      case Filter.Ipv6Range(String field, var min, var max) ->
          value(field, ValueMatchers.ipv6(min, max));
      case Filter.EqField(String field, String other) ->
          rows(rows -> texts(rows, field, other, (a, b) -> a.equals(b)));
      case Filter.LeField(String field, String other) ->
          rows(rows -> texts(rows, field, other, (a, b) -> compare(a, b) <= 0));
      case Filter.LtField(String field, String other) ->
          rows(rows -> texts(rows, field, other, (a, b) -> compare(a, b) < 0));
      case Filter.ValueTypeIs(String field, String type) -> rows(rows -> ofType(rows, field, type));
      case Filter.PatternMatch match -> value(match.field(), ValueMatchers.pattern(match, check));
      case Filter.StreamSelector selector ->
          value("_stream", ValueMatchers.stream(selector.groups(), check));
      case Filter.StreamId(ValueSource ids) ->
          value("_stream_id", ValueMatchers.exact(listed(ids)));
      case Filter.Time(TimeRange range, String text) -> time(range::contains);
      case Filter.DayRange(long min, long max, long offset) ->
          time(nanos -> {
            long ofDay = Math.floorMod(nanos + offset, Times.DAY);
            return ofDay >= min && ofDay <= max;
          });
      case Filter.WeekRange(int first, int last, long offset) ->
          time(nanos -> inWeek(nanos + offset, first, last));
    };
  }

  private static List<RowFilterNode> nodes(List<Filter> filters, Runnable check) {
    return filters.stream().map(filter -> of(filter, check)).toList();
  }

  private static RowFilterNode and(List<RowFilterNode> nodes) {
    return (rows, mask) -> {
      for (RowFilterNode node : nodes) {
        node.filter(rows, mask);
      }
    };
  }

  private static RowFilterNode or(List<RowFilterNode> nodes) {
    return (rows, mask) -> {
      boolean[] left = mask.clone();
      Arrays.fill(mask, false);
      for (RowFilterNode node : nodes) {
        boolean[] matching = left.clone();
        node.filter(rows, matching);
        for (int row = 0; row < mask.length; row++) {
          mask[row] |= matching[row];
          left[row] &= !matching[row];
        }
      }
    };
  }

  private static RowFilterNode not(RowFilterNode node) {
    return (rows, mask) -> {
      boolean[] matching = mask.clone();
      node.filter(rows, matching);
      for (int row = 0; row < mask.length; row++) {
        mask[row] &= !matching[row];
      }
    };
  }

  /// A condition on one field's value; once a distinct value where there is a dictionary.
  private static RowFilterNode value(String field, ValueMatcher matcher) {
    ByteSlice slice = new ByteSlice();
    return (rows, mask) -> {
      Cells cells = rows.cells(field);
      int[] codes = cells.codes();
      byte[] known = new byte[codes == null ? 0 : cells.codeCount()]; // 0 unknown, 1 yes, 2 no
      for (int row = 0; row < mask.length; row++) {
        if (!mask[row]) {
          continue;
        }
        if (codes != null && known[codes[row]] != 0) {
          mask[row] = known[codes[row]] == 1;
          continue;
        }
        cells.slice(row, slice);
        mask[row] = matcher.matches(slice.bytes, slice.start, slice.end);
        if (codes != null) {
          known[codes[row]] = (byte) (mask[row] ? 1 : 2);
        }
      }
    };
  }

  private static RowFilterNode time(LongPredicate matches) {
    return rows(rows ->
        row -> {
          long nanos = rows.timeNanos(row);
          return nanos != Rows.NO_TIME && matches.test(nanos);
        });
  }

  private static boolean inWeek(long nanos, int first, int last) {
    int day = (int) Math.floorMod(Math.floorDiv(nanos, Times.DAY) + 4, 7L); // the epoch: Thursday
    return first <= last ? day >= first && day <= last : day >= first || day <= last;
  }

  interface Condition {
    IntPredicate over(Rows rows);
  }

  private static RowFilterNode rows(Condition condition) {
    return (rows, mask) -> {
      IntPredicate matches = condition.over(rows);
      for (int row = 0; row < mask.length; row++) {
        mask[row] = mask[row] && matches.test(row);
      }
    };
  }

  interface TextCondition {
    boolean test(String left, String right);
  }

  private static IntPredicate texts(
      Rows rows, String field, String other, TextCondition condition) {
    Cells left = rows.cells(field);
    Cells right = rows.cells(other);
    return row -> condition.test(left.text(row), right.text(row));
  }

  private static IntPredicate ofType(Rows rows, String field, String type) {
    Cells cells = rows.cells(field);
    return row ->
        !cells.isMissing(row) && cells.type(row).name().toLowerCase(Locale.ROOT).equals(type);
  }

  /// As numbers when both are, else in the order of code points.
  private static int compare(String left, String right) {
    double a = Literals.number(left);
    double b = Literals.number(right);
    if (!Double.isNaN(a) && !Double.isNaN(b)) {
      return a < b ? -1 : a > b ? 1 : 0;
    }
    return Arrays.compareUnsigned(
        left.getBytes(java.nio.charset.StandardCharsets.UTF_8),
        right.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static List<String> listed(ValueSource source) {
    return switch (source) {
      case ValueSource.Listed(List<String> values) -> values;
      case ValueSource.Subquery subquery ->
          throw new IllegalStateException("subquery not yet run: " + subquery.query());
    };
  }
}
