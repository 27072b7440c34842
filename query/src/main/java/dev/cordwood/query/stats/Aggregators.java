package dev.cordwood.query.stats;

import dev.cordwood.query.lang.FieldMatch;
import dev.cordwood.query.lang.StatsFunction;
import java.util.List;

/// From what a query says to what computes it.
final class Aggregators {
  private Aggregators() {}

  /// @param seconds the time that rates are about; 0 when the query has no bounds, and then a rate
  ///   is the plain count or sum
  static Aggregator of(StatsFunction function, double seconds) {
    return switch (function) {
      case StatsFunction.Count(var fields) -> CountAggregator.count(fields);
      case StatsFunction.CountEmpty(var fields) -> CountAggregator.countEmpty(fields);
      case StatsFunction.CountUniq(var fields, long limit) ->
          new CountUniqAggregator(fields, limit);
      case StatsFunction.CountUniqHash(var fields, long limit) ->
          new CountUniqHashAggregator(fields, limit);
      case StatsFunction.Sum(var fields) -> SumAggregator.sum(fields);
      case StatsFunction.Avg(var fields) -> SumAggregator.average(fields);
      case StatsFunction.Min(var fields) ->
          new ExtremeAggregator(fields, false, new RowCapture.None());
      case StatsFunction.Max(var fields) ->
          new ExtremeAggregator(fields, true, new RowCapture.None());
      case StatsFunction.Median(var fields) -> new QuantileAggregator(0.5, fields);
      case StatsFunction.Quantile(double phi, var fields) -> new QuantileAggregator(phi, fields);
      case StatsFunction.Stddev(var fields) -> new DeviationAggregator(fields);
      case StatsFunction.Rate() -> CountAggregator.rate(seconds);
      case StatsFunction.RateSum(var fields) -> SumAggregator.rate(fields, seconds);
      case StatsFunction.SumLen(var fields) -> new SumLengthAggregator(fields);
      case StatsFunction.UniqValues(var fields, long limit) ->
          new ValuesAggregator(fields, true, limit);
      case StatsFunction.Values(var fields, long limit) ->
          new ValuesAggregator(fields, false, limit);
      case StatsFunction.Any(var fields) -> new RowAnyAggregator(fields, false);
      case StatsFunction.RowAny(var fields) -> new RowAnyAggregator(fields, true);
      case StatsFunction.RowMin(String by, var fields) ->
          extreme(by, false, new RowCapture.Row(fields));
      case StatsFunction.RowMax(String by, var fields) ->
          extreme(by, true, new RowCapture.Row(fields));
      case StatsFunction.FieldMin(String by, String field) ->
          extreme(by, false, new RowCapture.Field(field));
      case StatsFunction.FieldMax(String by, String field) ->
          extreme(by, true, new RowCapture.Field(field));
      case StatsFunction.Histogram(String field) -> new HistogramAggregator(field);
      case StatsFunction.JsonValues(var fields, var sort, long limit) ->
          new JsonValuesAggregator(fields, sort, limit);
    };
  }

  private static Aggregator extreme(String by, boolean max, RowCapture capture) {
    return new ExtremeAggregator(List.of(FieldMatch.field(by)), max, capture);
  }
}
