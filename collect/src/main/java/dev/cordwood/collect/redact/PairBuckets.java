package dev.cordwood.collect.redact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Spreads couples of pairs over buckets, so that what is first in one couple and what is second in
/// another of the same bucket seldom stand side by side in ordinary lines.
final class PairBuckets {
  static final int BUCKETS = 8;

  /// What ordinary lines look like, for how often pairs of bytes occur in them.
  private static final String SAMPLE =
      """
      2026-11-20T12:34:56.789Z INFO request completed GET /api/orders/48213?page=2 200 in 35 ms
      Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36
      com.example.checkout.OrderService cache miss for key user:4711, reading from the database
      /incoming/reports/daily/orders_20261120.csv upload finished, 1048576 bytes, user backup
      kernel: eth0: link becomes ready; systemd[1]: Started Session 42 of user root.
      4bf92f3577b34da6a3ce929d0e0e4736 00f067aa0ba902b7 web-1 app-3 production eu-central-1
      connection refused: 10.0.3.17:5432, retrying in 500 ms (attempt 3 of 5)
      java.lang.IllegalStateException: the task was not accepted at org.acme.Worker.run(Worker.java:87)
      https://www.example.com/static/js/app.min.js?v=1.2.3 "curl/8.16.0" checkout shipping mailer
      Deadlock found when trying to get lock; transaction restarted id=f81d4fae-7dec-11d0-a765
      level=warn msg="slow query" duration=1.25s rows=1200 table=invoices status=ok host=db-2
      payment authorized for order 93847, amount 49.90 EUR, customer 18277, method=card
      """;

  private static final double RARE = 0.01;

  /// Two bytes, the low one first.
  record Pair(ByteSet low, ByteSet high) {
    /// All such pairs as [PairFilter] sees them.
    int[] all() {
      IntStream.Builder pairs = IntStream.builder();
      for (int second = 0; second < 128; second++) {
        if (high.contains(second) || high.contains(second + 128)) {
          for (int first = 0; first < 256; first++) {
            if (low.contains(first)) {
              pairs.add(PairFilter.pair(first, second));
            }
          }
        }
      }
      return pairs.build().toArray();
    }
  }

  /// @param shift how far behind the gram's begin the first pair is; less than 0 before it
  /// @param index the gram's place in the list
  record Couple(Pair first, Pair second, int shift, Gram gram, int index) {}

  private record Weighed(Couple couple, double first, double second) {}

  private PairBuckets() {}

  static Couple[][] spread(List<Gram> grams) {
    double[] frequency = frequencies();
    List<Weighed> couples = new ArrayList<>();
    for (int i = 0; i < grams.size(); i++) {
      for (Couple couple : couples(grams.get(i), i)) {
        couples.add(
            new Weighed(couple, sum(couple.first, frequency), sum(couple.second, frequency)));
      }
    }
    couples.sort(Comparator.comparingDouble(each -> -Math.max(each.first, each.second)));
    List<List<Couple>> buckets = new ArrayList<>();
    double[] firsts = new double[BUCKETS];
    double[] seconds = new double[BUCKETS];
    for (int i = 0; i < BUCKETS; i++) {
      buckets.add(new ArrayList<>());
    }
    for (Weighed each : couples) {
      int best = 0;
      double least = Double.MAX_VALUE;
      for (int i = 0; i < BUCKETS; i++) {
        double cost =
            (firsts[i] + each.first) * (seconds[i] + each.second) - firsts[i] * seconds[i];
        if (cost < least) {
          least = cost;
          best = i;
        }
      }
      firsts[best] += each.first;
      seconds[best] += each.second;
      buckets.get(best).add(each.couple);
    }
    return buckets.stream().map(bucket -> bucket.toArray(new Couple[0])).toArray(Couple[][]::new);
  }

  private static double[] frequencies() {
    byte[] text = Words.bytes(SAMPLE);
    double[] frequency = new double[PairFilter.PAIRS];
    Arrays.fill(frequency, RARE);
    for (int i = 0; i + 1 < text.length; i++) {
      frequency[PairFilter.pair(text[i], text[i + 1])]++;
    }
    return frequency;
  }

  private static double sum(Pair pair, double[] frequency) {
    double sum = 0;
    for (int each : pair.all()) {
      sum += frequency[each];
    }
    return sum;
  }

  /// For a gram at an even place, and at an odd one.
  private static List<Couple> couples(Gram gram, int index) {
    ByteSet[] bytes = gram.bytes();
    Couple even =
        new Couple(
            new Pair(bytes[0], bytes[1]), new Pair(bytes[2], byteAt(bytes, 3)), 0, gram, index);
    Couple odd =
        bytes.length == 3
            ? new Couple(
                new Pair(ByteSet.ANY, bytes[0]), new Pair(bytes[1], bytes[2]), -1, gram, index)
            : new Couple(
                new Pair(bytes[1], bytes[2]), new Pair(bytes[3], byteAt(bytes, 4)), 1, gram, index);
    return List.of(even, odd);
  }

  private static ByteSet byteAt(ByteSet[] bytes, int index) {
    return index < bytes.length ? bytes[index] : ByteSet.ANY;
  }
}
