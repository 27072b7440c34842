package dev.cordwood.bench.collect;

import dev.cordwood.bench.collect.LogEvent.Level;
import java.time.Instant;
import java.util.SplittableRandom;

/// An endless log of six services on eight hosts, 10,000 events a second. The same start and seed
/// give the same events.
final class LogEvents {
  private static final long STEP_NANOS = 100_000;
  private static final String[] SERVICES = {
    "checkout", "catalog", "payment", "identity", "shipping", "mailer"
  };
  private static final String[] LOGGERS = {
    "shop.checkout.OrderService",
    "shop.catalog.ProductCache",
    "shop.payment.CardGateway",
    "shop.identity.TokenIssuer",
    "shop.shipping.LabelPrinter",
    "shop.mailer.SmtpClient"
  };
  private static final String[] HOSTS = {
    "app-1", "app-2", "app-3", "app-4", "app-5", "app-6", "app-7", "app-8"
  };
  private static final String[] THREADS = new String[32];

  static {
    for (int i = 0; i < THREADS.length; i++) {
      THREADS[i] = "worker-" + i;
    }
  }

  private final SplittableRandom random;
  private long timeNanos;

  LogEvents(Instant start, long seed) {
    timeNanos = start.getEpochSecond() * 1_000_000_000L;
    random = new SplittableRandom(seed);
  }

  LogEvent next() {
    timeNanos += STEP_NANOS;
    int service = random.nextInt(SERVICES.length);
    int luck = random.nextInt(100);
    long order = 80_000_000L + random.nextInt(9_000_000);
    int duration = 1 + random.nextInt(luck < 6 ? 5_000 : 400);
    byte[] traceId = new byte[16];
    random.nextBytes(traceId);
    return new LogEvent(
        timeNanos,
        luck < 4 ? Level.ERROR : luck < 10 ? Level.WARNING : luck < 30 ? Level.DEBUG : Level.INFO,
        SERVICES[service],
        HOSTS[random.nextInt(HOSTS.length)],
        LOGGERS[service],
        THREADS[random.nextInt(THREADS.length)],
        traceId,
        order,
        duration,
        message(luck, order, duration));
  }

  private String message(int luck, long order, int duration) {
    if (luck < 4) {
      return "call failed: java.net.SocketException: Connection reset by peer after "
          + random.nextInt(65_536)
          + " bytes";
    }
    if (luck < 10) {
      return "upstream did not answer within 2000 ms, attempt "
          + (1 + random.nextInt(5))
          + " of 5 for order "
          + order;
    }
    if (luck < 30) {
      return "cache miss for key product:"
          + random.nextInt(2_000_000)
          + ", loading it from shard "
          + random.nextInt(16);
    }
    if (luck < 65) {
      return "order "
          + order
          + " accepted: "
          + (1 + random.nextInt(12))
          + " items, total "
          + random.nextInt(900)
          + ".95 EUR, in "
          + duration
          + " ms";
    }
    return "session of user u"
        + random.nextInt(500_000)
        + " renewed from 10.0."
        + random.nextInt(256)
        + '.'
        + random.nextInt(256)
        + ", valid for 3600 s";
  }
}
