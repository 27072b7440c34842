package dev.cordwood.query.lang;

import java.util.List;

/// A function of `stats`. Field lists may hold prefixes; an empty one means all fields. A limit of
/// 0 means none.
public sealed interface StatsFunction {
  /// Rows; with fields, rows where at least one of them is not empty.
  record Count(List<FieldMatch> fields) implements StatsFunction {}

  /// Rows where all the fields are empty.
  record CountEmpty(List<FieldMatch> fields) implements StatsFunction {}

  /// Distinct tuples of which at least one member is not empty.
  record CountUniq(List<FieldMatch> fields, long limit) implements StatsFunction {}

  /// As [CountUniq], but an estimate by hashes.
  record CountUniqHash(List<FieldMatch> fields, long limit) implements StatsFunction {}

  record Sum(List<FieldMatch> fields) implements StatsFunction {}

  record Avg(List<FieldMatch> fields) implements StatsFunction {}

  record Min(List<FieldMatch> fields) implements StatsFunction {}

  record Max(List<FieldMatch> fields) implements StatsFunction {}

  record Median(List<FieldMatch> fields) implements StatsFunction {}

  /// @param phi from 0 to 1
  record Quantile(double phi, List<FieldMatch> fields) implements StatsFunction {}

  record Stddev(List<FieldMatch> fields) implements StatsFunction {}

  /// Rows a second over the query's time range.
  record Rate() implements StatsFunction {}

  /// [Sum] a second over the query's time range.
  record RateSum(List<FieldMatch> fields) implements StatsFunction {}

  /// The values' lengths in bytes.
  record SumLen(List<FieldMatch> fields) implements StatsFunction {}

  /// Distinct values that are not empty, sorted, as a JSON array.
  record UniqValues(List<FieldMatch> fields, long limit) implements StatsFunction {}

  /// All values as a JSON array.
  record Values(List<FieldMatch> fields, long limit) implements StatsFunction {}

  /// Some value that is not empty.
  record Any(List<FieldMatch> fields) implements StatsFunction {}

  /// Some row as a JSON object.
  record RowAny(List<FieldMatch> fields) implements StatsFunction {}

  /// The row with the least value of `by` as a JSON object.
  record RowMin(String by, List<FieldMatch> fields) implements StatsFunction {}

  /// The row with the greatest value of `by` as a JSON object.
  record RowMax(String by, List<FieldMatch> fields) implements StatsFunction {}

  /// The value of `field` in the row with the least value of `by`.
  record FieldMin(String by, String field) implements StatsFunction {}

  /// The value of `field` in the row with the greatest value of `by`.
  record FieldMax(String by, String field) implements StatsFunction {}

  record Histogram(String field) implements StatsFunction {}

  /// Rows as a JSON array of objects.
  ///
  /// @param sort the order of the rows, empty for any
  record JsonValues(List<FieldMatch> fields, List<SortKey> sort, long limit)
      implements StatsFunction {}
}
