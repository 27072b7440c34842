package dev.cordwood.query.stats;

import dev.cordwood.event.ValueType;
import dev.cordwood.query.lang.Bucket;
import dev.cordwood.query.lang.DurationText;
import dev.cordwood.query.lang.Ipv4Text;
import dev.cordwood.query.lang.SizeText;
import dev.cordwood.query.value.Formats;
import dev.cordwood.query.value.Times;
import dev.cordwood.query.value.Values;
import java.util.OptionalLong;

/// What `by (field:bucket)` makes of a value.
final class Bucketing {
  /// 1970-01-05, the first Monday of the epoch.
  private static final long FIRST_MONDAY = 4 * Times.DAY;

  private final Bucket bucket;

  private Bucketing(Bucket bucket) {
    this.bucket = bucket;
  }

  static Bucketing of(Bucket bucket) {
    return new Bucketing(bucket);
  }

  boolean takesTimes() {
    return switch (bucket) {
      case Bucket.None none -> true;
      case Bucket.Time time -> true;
      case Bucket.Calendar calendar -> true;
      case Bucket.Number number -> false;
      case Bucket.Subnet subnet -> false;
    };
  }

  boolean takesNumbers() {
    return bucket instanceof Bucket.Number;
  }

  /// The start of the bucket that holds the instant. Near the ends of what a long can hold the
  /// start is clamped.
  long time(long nanos) {
    return switch (bucket) {
      case Bucket.Time(long step, long offset) -> floor(nanos, step, offset);
      case Bucket.Calendar(Bucket.CalendarUnit unit, long offset) ->
          switch (unit) {
            case WEEK -> floor(nanos, 7 * Times.DAY, offset - FIRST_MONDAY);
            case MONTH -> Times.startOfMonth(add(nanos, offset)) - offset;
            case YEAR -> Times.startOfYear(add(nanos, offset)) - offset;
          };
      case Bucket.None none -> nanos;
      case Bucket.Number number -> nanos;
      case Bucket.Subnet subnet -> nanos;
    };
  }

  /// An instant up to which the bucket surely goes on, for callers that want to ask less often.
  ///
  /// @param nanos an instant of the bucket
  long lastTime(long bucketStart, long nanos) {
    return bucket instanceof Bucket.Time(long step, long ignored)
            && step > 1
            && bucketStart > Long.MIN_VALUE + 1
            && bucketStart <= Long.MAX_VALUE - step
        ? bucketStart + step - 1
        : nanos;
  }

  private static long floor(long nanos, long step, long offset) {
    if (step <= 1) {
      return nanos;
    }
    long into = Math.floorMod(Math.floorMod(nanos, step) + Math.floorMod(offset, step), step);
    return nanos < Long.MIN_VALUE + 1 + into ? Long.MIN_VALUE + 1 : nanos - into;
  }

  private static long add(long nanos, long offset) {
    long sum = nanos + offset;
    return ((nanos ^ sum) & (offset ^ sum)) < 0 ? nanos : sum;
  }

  String timeText(long bucketStart) {
    return Times.format(bucketStart);
  }

  double number(double value) {
    if (bucket instanceof Bucket.Number(double step, String ignored, double offset, String text)
        && step > 0
        && Double.isFinite(value)) {
      return floor(value, step, offset);
    }
    return value;
  }

  private static double floor(double value, double step, double offset) {
    double steps = Math.floor((value - offset) / step);
    double start = steps * step + offset;
    if (step != Math.rint(step) || offset != Math.rint(offset)) {
      // 3 * 0.1 is 0.30000000000000004: the bucket is named by the decimal that was meant.
      start = Double.parseDouble(String.format(java.util.Locale.ROOT, "%.12g", start));
    }
    return start == 0 ? 0.0 : start;
  }

  String numberText(double bucketStart) {
    return Formats.number(bucketStart);
  }

  /// The bucket of a value given as text; the text itself when it is of no kind that has buckets.
  String text(String value) {
    return switch (bucket) {
      case Bucket.None none -> value;
      case Bucket.Number number -> numberBucket(value);
      case Bucket.Subnet(int bits) -> {
        long address = Ipv4Text.parse(value);
        long mask = bits <= 0 ? 0 : 0xFFFFFFFFL << (32 - Math.min(bits, 32)) & 0xFFFFFFFFL;
        yield address < 0 ? value : Formats.ipv4(address & mask);
      }
      case Bucket.Time time -> timeBucket(value);
      case Bucket.Calendar calendar -> timeBucket(value);
    };
  }

  private String timeBucket(String value) {
    long nanos = Times.parse(value);
    return nanos == Times.NONE ? value : timeText(time(nanos));
  }

  private String numberBucket(String value) {
    double plain = Values.plainNumber(value);
    double number = !Double.isNaN(plain) ? plain : SizeText.parse(value);
    if (!Double.isNaN(number)) {
      return numberText(number(number));
    }
    OptionalLong duration = DurationText.parse(value);
    if (duration.isPresent()) {
      return Formats.duration((long) number((double) duration.getAsLong()));
    }
    long nanos = Times.parse(value);
    if (nanos != Times.NONE
        && bucket instanceof Bucket.Number(double step, String s, double o, String t)) {
      return timeText(floor(nanos, (long) step, -(long) o));
    }
    return value;
  }

  /// The type of [#text]'s answer for a value of some type.
  ValueType type(String value, String bucketText, ValueType type) {
    if (!(bucket instanceof Bucket.Number)) {
      return bucketText.equals(value) ? type : ValueType.STRING;
    }
    return Double.isNaN(Values.plainNumber(bucketText)) ? ValueType.STRING : ValueType.NUMBER;
  }
}
