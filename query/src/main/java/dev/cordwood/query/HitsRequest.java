package dev.cordwood.query;

import dev.cordwood.query.lang.Bucket;
import java.util.List;

/// What to count over time.
///
/// @param bucket [Bucket.Time] or [Bucket.Calendar]
/// @param fields a series for each combination of their values; empty for one series
/// @param maxSeries the series with most rows stay, the others become one without fields; 0 for all
public record HitsRequest(Bucket bucket, List<String> fields, int maxSeries) {
  public HitsRequest {
    fields = List.copyOf(fields);
  }

  /// One series with steps of equal length.
  public static HitsRequest every(long stepNanos) {
    return new HitsRequest(new Bucket.Time(stepNanos, 0), List.of(), 0);
  }

  public HitsRequest by(List<String> names, int atMost) {
    return new HitsRequest(bucket, names, atMost);
  }
}
