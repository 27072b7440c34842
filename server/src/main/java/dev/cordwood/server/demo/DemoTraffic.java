package dev.cordwood.server.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// What a small company's machines log in one minute. Every minute is made from the seed and its
/// own number alone, so that it is the same whenever and however often it is made.
///
/// There is a day curve (busiest around 14:00 UTC, quiet at night), now and then a burst, and once
/// in six hours an incident: the payment gateway stops answering for a quarter of an hour,
/// checkouts fail, customers retry.
final class DemoTraffic {
  static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int INCIDENT_EVERY_MINUTES = 360;
  private static final int INCIDENT_MINUTES = 15;
  private static final double REQUESTS_AT_NOON = 66;
  private static final double SFTP_SESSIONS_AT_NOON = 4;

  private final long seed;

  DemoTraffic(long seed) {
    this.seed = seed;
  }

  /// All lines of a minute since the epoch, by time.
  List<DemoLine> minute(long minute) {
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + minute);
    double load = load(minute, random);
    boolean incident = isIncident(minute);
    List<DemoLine> lines = new ArrayList<>();
    DemoShop shop = new DemoShop(random, incident, lines);
    long start = minute * MINUTE_NANOS;
    double requests = REQUESTS_AT_NOON * load * (incident ? 1.6 : 1);
    for (int i = count(requests, random); i > 0; i--) {
      shop.request(start + random.nextLong(MINUTE_NANOS));
    }
    DemoSftp sftp = new DemoSftp(random, lines);
    for (int i = count(SFTP_SESSIONS_AT_NOON * load, random); i > 0; i--) {
      sftp.session(start + random.nextLong(MINUTE_NANOS));
    }
    if (random.nextInt(20) == 0) {
      sftp.attack(start + random.nextLong(MINUTE_NANOS));
    }
    long end = start + MINUTE_NANOS;
    lines.removeIf(line -> line.time() >= end); // the tail of a request may not outlive its minute
    lines.sort(Comparator.comparingLong(DemoLine::time));
    return lines;
  }

  boolean isIncident(long minute) {
    long period = Math.floorDiv(minute, (long) INCIDENT_EVERY_MINUTES);
    int start =
        new SplittableRandom(seed ^ period).nextInt(INCIDENT_EVERY_MINUTES - INCIDENT_MINUTES);
    long ofPeriod = Math.floorMod(minute, (long) INCIDENT_EVERY_MINUTES);
    return ofPeriod >= start && ofPeriod < start + INCIDENT_MINUTES;
  }

  private static double load(long minute, SplittableRandom random) {
    double hour = Math.floorMod(minute, Duration.ofDays(1).toMinutes()) / 60.0;
    double curve = 0.55 + 0.45 * Math.cos((hour - 14) / 24 * 2 * Math.PI);
    double burst = random.nextInt(45) == 0 ? 3 : 1;
    return curve * burst * (0.9 + random.nextDouble() * 0.2);
  }

  private static int count(double expected, SplittableRandom random) {
    int whole = (int) expected;
    return whole + (random.nextDouble() < expected - whole ? 1 : 0);
  }

  static <T> T pick(SplittableRandom random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  static String hex(SplittableRandom random, int digits) {
    StringBuilder text = new StringBuilder(digits);
    while (text.length() < digits) {
      text.append(Character.forDigit(random.nextInt(16), 16));
    }
    return text.toString();
  }
}
