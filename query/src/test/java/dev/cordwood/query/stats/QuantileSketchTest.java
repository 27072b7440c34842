package dev.cordwood.query.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/// Quantiles against sorted arrays.
class QuantileSketchTest {
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  private void assertHolds(int count, double error, DoubleSupplier numbers) {
    QuantileSketch[] parts = {new QuantileSketch(), new QuantileSketch()};
    double[] sorted = new double[count];
    for (int i = 0; i < count; i++) {
      sorted[i] = numbers.getAsDouble();
      parts[random.nextInt(2)].add(sorted[i]);
    }
    parts[0].add(parts[1]);
    Arrays.sort(sorted);
    for (double phi : new double[] {0, 0.001, 0.1, 0.25, 0.5, 0.75, 0.95, 0.99, 0.9999, 1}) {
      double expected = sorted[(int) Math.min(count - 1, (long) (phi * count))];
      double found = parts[0].quantile(phi);
      assertThat(Math.abs(found - expected))
          .as("seed %d, %d numbers, phi %s: %s for %s", seed, count, phi, found, expected)
          .isLessThanOrEqualTo(Math.abs(expected) * error);
    }
  }

  @Test
  void fewNumbersAreExact() {
    for (int round = 0; round < 200; round++) {
      int count = 1 + random.nextInt(3000);
      int distinct = 1 + random.nextInt(2000);
      assertHolds(count, 0, () -> random.nextInt(distinct) - 100);
    }
    assertHolds(QuantileSketch.EXACT_SAMPLES, 0, random::nextGaussian);
    double[] rising = {0};
    assertHolds(60_000, 0, () -> rising[0]++);
    assertHolds(60_000, 0, () -> rising[0]--);
  }

  @Test
  void manyNumbersAreWithinTheError() {
    double error = QuantileSketch.RELATIVE_ERROR * (1 + 1e-9);
    int many = QuantileSketch.EXACT_SAMPLES * 2;
    assertHolds(many, error, () -> random.nextInt(8000) / 10.0);
    assertHolds(many, error, () -> Math.exp(random.nextDouble(-25, 700)));
    assertHolds(many, error, () -> -Math.exp(random.nextDouble(-25, 700)));
    assertHolds(many, error, () -> random.nextBoolean() ? Double.MIN_VALUE : Double.MAX_VALUE);
    assertHolds(many, error, () -> Math.scalb(1.0, random.nextInt(-30, 1000)));
    assertHolds(many, error, () -> random.nextInt(3) - 1);
  }
}
