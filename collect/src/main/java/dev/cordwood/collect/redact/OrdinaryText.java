package dev.cordwood.collect.redact;

/// What ordinary lines look like, for how often three bytes occur in them.
final class OrdinaryText {
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

  private static final byte[] TEXT = Words.bytes(SAMPLE);

  private OrdinaryText() {}

  /// How often a byte of the first set is followed by one of the second and one of the third, as
  /// [Trigrams] tells bytes apart.
  static int count(ByteSet first, ByteSet second, ByteSet third) {
    boolean[] sevenBits = new boolean[128];
    boolean[] fiveBits = new boolean[32];
    for (int b = 0; b < 256; b++) {
      sevenBits[b & 127] |= second.contains(b);
      fiveBits[b & 31] |= third.contains(b);
    }
    int count = 0;
    for (int i = 0; i + 2 < TEXT.length; i++) {
      boolean all =
          first.contains(TEXT[i]) && sevenBits[TEXT[i + 1] & 127] && fiveBits[TEXT[i + 2] & 31];
      count += all ? 1 : 0;
    }
    return count;
  }
}
