package dev.cordwood.query.lang;

/// The time range that a filter implies. Never too small.
final class FilterTimes {
  private FilterTimes() {}

  static TimeRange of(Filter filter) {
    return switch (filter) {
      case Filter.Time time -> time.range();
      case Filter.And and -> {
        TimeRange range = TimeRange.ALL;
        for (Filter term : and.filters()) {
          range = range.intersect(of(term));
        }
        yield range;
      }
      case Filter.Or or -> {
        TimeRange range = TimeRange.EMPTY;
        for (Filter term : or.filters()) {
          range = range.span(of(term));
        }
        yield range;
      }
      case Filter other -> TimeRange.ALL;
    };
  }
}
