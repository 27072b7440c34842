package dev.cordwood.collect.file;

import java.util.concurrent.TimeUnit;

/// Lines per second over the last minute, in steps of ten seconds.
final class LineRate {
  private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int STEPS = 6;

  private final int[] lines = new int[STEPS + 1];
  private long step;

  void add(int count, long nanoTime) {
    moveTo(nanoTime);
    lines[(int) (step % lines.length)] += count;
  }

  double perSecond(long nanoTime) {
    moveTo(nanoTime);
    long sum = 0;
    for (int each : lines) {
      sum += each;
    }
    double partOfStep = (double) Math.floorMod(nanoTime, STEP_NANOS) / STEP_NANOS;
    return sum / ((STEPS + partOfStep) * TimeUnit.NANOSECONDS.toSeconds(STEP_NANOS));
  }

  private void moveTo(long nanoTime) {
    long now = Math.floorDiv(nanoTime, STEP_NANOS) + (Long.MAX_VALUE / STEP_NANOS);
    if (now - step > lines.length) {
      step = now - lines.length;
    }
    while (step < now) {
      step++;
      lines[(int) (step % lines.length)] = 0;
    }
  }
}
