package dev.cordwood.cli;

import dev.cordwood.server.config.Sizes;
import java.time.Duration;

/// Shows on a terminal how far something has come: share, rate, remaining time. Anywhere else it
/// shows nothing.
final class ProgressBar implements AutoCloseable {
  private static final int WIDTH = 24;
  private static final long INTERVAL_NANOS = 100_000_000L;

  private final boolean visible;
  private final long total;
  private final long started = System.nanoTime();
  private long done;
  private long lastShown;
  private boolean shown;
  private String label = "";

  /// @param total bytes, 0 when not known
  ProgressBar(boolean visible, long total) {
    this.visible = visible;
    this.total = total;
  }

  synchronized void label(String text) {
    label = text;
  }

  synchronized void add(long bytes) {
    done += bytes;
    long now = System.nanoTime();
    if (visible && now - lastShown > INTERVAL_NANOS) {
      lastShown = now;
      shown = true;
      System.err.print("\r\u001b[K" + line(now - started));
      System.err.flush();
    }
  }

  synchronized long done() {
    return done;
  }

  long elapsedNanos() {
    return System.nanoTime() - started;
  }

  private String line(long elapsed) {
    double rate = done / Math.max(1e-3, elapsed / 1e9);
    String name =
        Terminal.safe(label.length() > 30 ? "…" + label.substring(label.length() - 29) : label);
    if (total <= 0) {
      return "%s  %s  %s/s".formatted(name, Sizes.human((double) done), Sizes.human(rate));
    }
    double share = Math.min(1, (double) done / total);
    int filled = (int) (share * WIDTH);
    return "%s  %3.0f %%  %s%s  %s/s  %s left"
        .formatted(
            name,
            share * 100,
            "█".repeat(filled),
            "░".repeat(WIDTH - filled),
            Sizes.human(rate),
            clock(Duration.ofSeconds((long) ((total - done) / Math.max(1, rate)))));
  }

  static String clock(Duration time) {
    return time.toHours() > 0
        ? "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart())
        : "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
  }

  /// Takes the bar away.
  synchronized void clear() {
    if (shown) {
      System.err.print("\r\u001b[K");
      System.err.flush();
      shown = false;
    }
  }

  @Override
  public void close() {
    clear();
  }
}
