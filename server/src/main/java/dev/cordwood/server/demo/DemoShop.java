package dev.cordwood.server.demo;

import static dev.cordwood.server.demo.DemoTraffic.hex;
import static dev.cordwood.server.demo.DemoTraffic.pick;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// The web shop of the demo: an access log, and services that share a trace id for each request.
final class DemoShop {
  private record Page(String path, String service, boolean checkout) {}

  private static final List<Page> PAGES =
      List.of(
          new Page("/", "catalog", false),
          new Page("/products/%d", "catalog", false),
          new Page("/products/%d", "catalog", false),
          new Page("/search?q=item+%d", "catalog", false),
          new Page("/static/app-%d.js", "", false),
          new Page("/images/%d.webp", "", false),
          new Page("/images/%d.webp", "", false),
          new Page("/login", "identity", false),
          new Page("/cart/%d", "checkout", false),
          new Page("/checkout/%d", "checkout", true));
  private static final List<String> AGENTS =
      List.of(
          "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 20_1 like Mac OS X) Mobile/15E148 Safari/604.1",
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/156.0.0.0",
          "curl/8.16.0",
          "Mozilla/5.0 (compatible; ExampleBot/2.1; +https://bot.example/)");
  private static final String LOGGERS = "com.example.shop.";

  private final SplittableRandom random;
  private final boolean incident;
  private final List<DemoLine> lines;

  DemoShop(SplittableRandom random, boolean incident, List<DemoLine> lines) {
    this.random = random;
    this.incident = incident;
    this.lines = lines;
  }

  void request(long start) {
    Page page = pick(random, PAGES);
    String path = page.path().formatted(1000 + random.nextInt(4000));
    String trace = hex(random, 32);
    String user = "u" + (10_000 + random.nextInt(3_000));
    double millis = 2 + random.nextDouble() * random.nextDouble() * 180;
    int status = random.nextInt(40) == 0 ? 404 : random.nextInt(8) == 0 ? 304 : 200;
    if (page.checkout()) {
      boolean failed = incident ? random.nextInt(10) < 7 : random.nextInt(200) == 0;
      millis = checkout(start, trace, user, failed);
      status = failed ? 502 : 200;
    } else if (!page.service().isEmpty() && status == 200) {
      serve(start, page.service(), trace, user, millis);
    }
    access(start + nanos(millis), page.checkout() ? "POST" : "GET", path, status, millis, trace);
  }

  private void access(
      long time, String method, String path, int status, double millis, String trace) {
    String level = status >= 500 ? "error" : status >= 400 ? "warn" : "info";
    String address = "203.0.113." + random.nextInt(256);
    lines.add(
        new DemoLine(
                time, "web-" + (1 + random.nextInt(2)), "nginx", "/var/log/nginx/access.log", level)
            .text("remote_addr", address)
            .text("method", method)
            .text("path", path)
            .number("status", status)
            .number("bytes", 200 + random.nextInt(60_000))
            .decimal("duration_ms", millis)
            .text("user_agent", pick(random, AGENTS))
            .text("trace_id", trace)
            .message("%s %s %d".formatted(method, path, status)));
  }

  private void serve(long start, String service, String trace, String user, double millis) {
    DemoLine line = line(start, service, "info", trace, user);
    switch (service) {
      case "identity" -> {
        if (random.nextInt(12) == 0) {
          line = line(start, service, "warn", trace, user);
          line.message(
              "login of %s refused: wrong password, attempt %d"
                  .formatted(user, 1 + random.nextInt(4)));
        } else {
          line.message("user %s logged in, session valid for 3600 s".formatted(user));
        }
      }
      case "checkout" ->
          line.message("cart of %s has %d items".formatted(user, 1 + random.nextInt(9)));
      default -> {
        if (random.nextInt(3) == 0) {
          line = line(start, service, "debug", trace, user);
          line.message(
              "cache miss for key product:%d, loaded in %.1f ms"
                  .formatted(random.nextInt(5000), millis / 2));
        } else {
          line.message("listed %d products in %.1f ms".formatted(random.nextInt(60), millis));
        }
      }
    }
    lines.add(line.decimal("duration_ms", millis));
  }

  private double checkout(long start, String trace, String user, boolean failed) {
    int order = 700_000 + random.nextInt(100_000);
    double amount = 5 + random.nextInt(40_000) / 100.0;
    lines.add(
        line(start, "checkout", "info", trace, user)
            .message(
                "order %d placed, %d items, %.2f EUR"
                    .formatted(order, 1 + random.nextInt(9), amount)));
    if (!failed) {
      double millis = 60 + random.nextDouble() * 240;
      lines.add(
          line(start + nanos(millis), "payment", "info", trace, user)
              .decimal("duration_ms", millis)
              .message("card charged %.2f EUR for order %d".formatted(amount, order)));
      return millis + 12;
    }
    for (int attempt = 1; attempt <= 3; attempt++) {
      lines.add(
          line(
                  start + nanos(2000.0 * attempt),
                  "payment",
                  attempt < 3 ? "warn" : "error",
                  trace,
                  user)
              .decimal("duration_ms", 2000.0)
              .message(
                  "gateway did not answer within 2000 ms, attempt %d of 3 for order %d"
                      .formatted(attempt, order)));
    }
    lines.add(
        line(start + nanos(6010), "checkout", "error", trace, user)
            .text("error", "java.net.SocketTimeoutException: Read timed out")
            .message("order %d failed: payment is unavailable".formatted(order)));
    return 6020;
  }

  private DemoLine line(long time, String service, String level, String trace, String user) {
    String host = "app-" + (1 + Math.floorMod(trace.hashCode(), 3));
    String logger =
        LOGGERS + Character.toUpperCase(service.charAt(0)) + service.substring(1) + "Service";
    return new DemoLine(time, host, service, "tcp", level)
        .text("logger", logger)
        .text("trace_id", trace)
        .text("span_id", hex(random, 16))
        .text("user_id", user);
  }

  private static long nanos(double millis) {
    return (long) (millis * TimeUnit.MILLISECONDS.toNanos(1));
  }
}
