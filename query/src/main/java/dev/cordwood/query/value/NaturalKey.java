package dev.cordwood.query.value;

/// A value's place in the natural order, computed once a row: nothing, then numbers (with sizes and
/// durations) by value, then times, then text with the numbers inside it compared as numbers. Ranks
/// keep the order total, so that sorting a mix of kinds is well defined.
public record NaturalKey(byte rank, long order, String text) implements Comparable<NaturalKey> {
  private static final byte EMPTY = 0;
  private static final byte NUMBER = 1;
  private static final byte TIME = 2;
  private static final byte TEXT = 3;

  private static final NaturalKey NOTHING = new NaturalKey(EMPTY, 0, "");

  public static NaturalKey of(String text) {
    if (text.isEmpty()) {
      return NOTHING;
    }
    double number = Values.number(text);
    if (!Double.isNaN(number)) {
      return new NaturalKey(NUMBER, order(number), text);
    }
    long time = Times.parse(text);
    if (time != Times.NONE) {
      return ofTime(time, text);
    }
    return new NaturalKey(TEXT, 0, text);
  }

  /// @param nanos what `text` says, when the caller knows
  public static NaturalKey ofTime(long nanos, String text) {
    return new NaturalKey(TIME, nanos, text);
  }

  /// The order of doubles, with -0 equal to 0, as an order of longs.
  public static long order(double number) {
    long bits = Double.doubleToLongBits(number == 0 ? 0.0 : number);
    return bits ^ (bits >> 63 & Long.MAX_VALUE);
  }

  public boolean isTime() {
    return rank == TIME;
  }

  public boolean isNumber() {
    return rank == NUMBER;
  }

  @Override
  public int compareTo(NaturalKey other) {
    if (rank != other.rank) {
      return Byte.compare(rank, other.rank);
    }
    return rank == TEXT ? natural(text, other.text) : Long.compare(order, other.order);
  }

  /// Whether two texts are in natural order; see [NaturalKey].
  public static int compare(String left, String right) {
    return left.equals(right) ? 0 : of(left).compareTo(of(right));
  }

  /// Text in which runs of digits compare by value; equal runs by their number of leading zeros, so
  /// that only equal text is equal.
  static int natural(String left, String right) {
    int i = 0;
    int k = 0;
    int zeros = 0;
    while (i < left.length() && k < right.length()) {
      char a = left.charAt(i);
      char b = right.charAt(k);
      if (isDigit(a) && isDigit(b)) {
        int startA = i;
        int startB = k;
        while (i < left.length() && left.charAt(i) == '0') {
          i++;
        }
        while (k < right.length() && right.charAt(k) == '0') {
          k++;
        }
        int fromA = i;
        int fromB = k;
        while (i < left.length() && isDigit(left.charAt(i))) {
          i++;
        }
        while (k < right.length() && isDigit(right.charAt(k))) {
          k++;
        }
        if (i - fromA != k - fromB) {
          return Integer.compare(i - fromA, k - fromB);
        }
        for (int d = 0; d < i - fromA; d++) {
          int compared = Character.compare(left.charAt(fromA + d), right.charAt(fromB + d));
          if (compared != 0) {
            return compared;
          }
        }
        if (zeros == 0) {
          zeros = Integer.compare(fromA - startA, fromB - startB);
        }
      } else if (a != b) {
        return Character.compare(a, b);
      } else {
        i++;
        k++;
      }
    }
    int rest = Integer.compare(left.length() - i, right.length() - k);
    return rest != 0 ? rest : zeros;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
