package dev.cordwood.query.lang;

/// How `stats by (field:bucket)` puts values together.
public sealed interface Bucket {
  Bucket NONE = new None();

  /// Each value for itself.
  record None() implements Bucket {}

  /// Only for `_time`: steps of the same length. The bucket of t is `floor((t + offset) / step) *
  /// step - offset`.
  record Time(long stepNanos, long offsetNanos) implements Bucket {}

  /// Only for `_time`: weeks (from Monday), months, years of UTC plus the offset.
  record Calendar(CalendarUnit unit, long offsetNanos) implements Bucket {}

  /// Numbers as [Literals#number] reads them: `floor((x - offset) / step) * step + offset`; what is
  /// no number stays as it is.
  record Number(double step, String stepText, double offset, String offsetText) implements Bucket {}

  /// IPv4 addresses by network; what is none stays as it is.
  record Subnet(int bits) implements Bucket {}

  enum CalendarUnit {
    WEEK,
    MONTH,
    YEAR
  }
}
