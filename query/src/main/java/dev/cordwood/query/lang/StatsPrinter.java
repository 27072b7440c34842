package dev.cordwood.query.lang;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Writes `stats` as canonical LogsQL.
final class StatsPrinter {
  private StatsPrinter() {}

  static String print(StatsPipe pipe) {
    String by =
        pipe.by().isEmpty()
            ? ""
            : pipe.by().stream()
                .map(StatsPrinter::key)
                .collect(Collectors.joining(", ", "by (", ") "));
    return "stats "
        + by
        + pipe.entries().stream().map(StatsPrinter::entry).collect(Collectors.joining(", "));
  }

  private static String entry(StatsEntry entry) {
    return print(entry.function())
        + (entry.condition().equals(Filter.ALL) ? "" : " if (" + entry.condition() + ")")
        + " as "
        + Quoting.field(entry.name());
  }

  /// The column's name when the query gives none.
  static String defaultName(StatsFunction function, Filter condition) {
    return print(function) + (condition.equals(Filter.ALL) ? "" : " if (" + condition + ")");
  }

  static String key(GroupKey key) {
    return Quoting.field(key.field()) + bucket(key.bucket());
  }

  static String bucket(Bucket bucket) {
    return switch (bucket) {
      case Bucket.None none -> "";
      case Bucket.Time time ->
          ":" + DurationText.format(time.stepNanos()) + FilterPrinter.offset(time.offsetNanos());
      case Bucket.Calendar calendar ->
          ":"
              + calendar.unit().name().toLowerCase(Locale.ROOT)
              + FilterPrinter.offset(calendar.offsetNanos());
      case Bucket.Number number ->
          ":"
              + Quoting.text(number.stepText())
              + (number.offsetText().isEmpty()
                  ? ""
                  : " offset " + Quoting.text(number.offsetText()));
      case Bucket.Subnet subnet -> ":/" + subnet.bits();
    };
  }

  static String print(StatsFunction function) {
    return switch (function) {
      case StatsFunction.Count f -> call("count", f.fields());
      case StatsFunction.CountEmpty f -> call("count_empty", f.fields());
      case StatsFunction.CountUniq f -> call("count_uniq", f.fields()) + limit(f.limit());
      case StatsFunction.CountUniqHash f -> call("count_uniq_hash", f.fields()) + limit(f.limit());
      case StatsFunction.Sum f -> call("sum", f.fields());
      case StatsFunction.Avg f -> call("avg", f.fields());
      case StatsFunction.Min f -> call("min", f.fields());
      case StatsFunction.Max f -> call("max", f.fields());
      case StatsFunction.Median f -> call("median", f.fields());
      case StatsFunction.Quantile f ->
          "quantile(" + MathPrinter.number(f.phi()) + ", " + fields(f.fields()) + ")";
      case StatsFunction.Stddev f -> call("stddev", f.fields());
      case StatsFunction.Rate f -> "rate()";
      case StatsFunction.RateSum f -> call("rate_sum", f.fields());
      case StatsFunction.SumLen f -> call("sum_len", f.fields());
      case StatsFunction.UniqValues f -> call("uniq_values", f.fields()) + limit(f.limit());
      case StatsFunction.Values f -> call("values", f.fields()) + limit(f.limit());
      case StatsFunction.Any f -> call("any", f.fields());
      case StatsFunction.RowAny f -> call("row_any", f.fields());
      case StatsFunction.RowMin f -> call("row_min", f.by(), f.fields());
      case StatsFunction.RowMax f -> call("row_max", f.by(), f.fields());
      case StatsFunction.FieldMin f ->
          "field_min(" + Quoting.field(f.by()) + ", " + Quoting.field(f.field()) + ")";
      case StatsFunction.FieldMax f ->
          "field_max(" + Quoting.field(f.by()) + ", " + Quoting.field(f.field()) + ")";
      case StatsFunction.Histogram f -> "histogram(" + Quoting.field(f.field()) + ")";
      case StatsFunction.JsonValues f ->
          call("json_values", f.fields())
              + (f.sort().isEmpty() ? "" : " sort by (" + PipePrinter.sortKeys(f.sort()) + ")")
              + limit(f.limit());
    };
  }

  private static String limit(long limit) {
    return limit == 0 ? "" : " limit " + limit;
  }

  private static String call(String name, List<FieldMatch> fields) {
    return name + "(" + fields(fields) + ")";
  }

  private static String call(String name, String by, List<FieldMatch> fields) {
    return name + "(" + Quoting.field(by) + (fields.isEmpty() ? "" : ", " + fields(fields)) + ")";
  }

  private static String fields(List<FieldMatch> fields) {
    return fields.isEmpty() ? "*" : PipePrinter.matches(fields);
  }
}
