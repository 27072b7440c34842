package dev.cordwood.query.lang;

import java.util.List;
import java.util.Locale;

/// The names of the functions of `stats`.
final class StatsFunctions {
  static final List<String> NAMES =
      List.of(
          "any",
          "avg",
          "count",
          "count_empty",
          "count_uniq",
          "count_uniq_hash",
          "field_max",
          "field_min",
          "histogram",
          "json_values",
          "max",
          "median",
          "min",
          "quantile",
          "rate",
          "rate_sum",
          "row_any",
          "row_max",
          "row_min",
          "stddev",
          "sum",
          "sum_len",
          "uniq_values",
          "values");

  private StatsFunctions() {}

  static boolean isName(String name) {
    return NAMES.contains(name.toLowerCase(Locale.ROOT));
  }
}
