package dev.cordwood.query;

import java.util.Map;

/// Rows over time for one combination of field values.
///
/// @param fields empty for all rows together, and for what was over the limit of series
/// @param times the buckets' first nanoseconds, rising; buckets without rows are left out
/// @param counts rows of each bucket
public record HitsSeries(Map<String, String> fields, long total, long[] times, long[] counts) {
  public HitsSeries {
    fields = Map.copyOf(fields);
  }
}
