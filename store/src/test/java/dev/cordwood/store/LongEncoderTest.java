package dev.cordwood.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LongEncoderTest {
  private static int roundTrip(long[] values, String what) {
    try (Compressor compressor = new Compressor(1)) {
      ChunkWriter writer = new ChunkWriter(compressor);
      writer.begin();
      new LongEncoder().encode(values, values.length, writer);
      ByteSink sink = new ByteSink(16);
      writer.finish(sink);
      ChunkReader reader =
          new ChunkReader(java.util.Arrays.copyOf(sink.bytes, sink.length), 1 << 20);
      LongDecoder decoder = new LongDecoder(reader, values.length);
      reader.endOfHead();
      assertThat(decoder.decode()).as(what).isEqualTo(values);
      return sink.length;
    }
  }

  @Test
  void anyNumbersComeBack() {
    for (long seed = 1; seed <= 500; seed++) {
      Random random = new Random(seed);
      long[] values = new long[1 + random.nextInt(1 << random.nextInt(13))];
      int bits = random.nextInt(64);
      long step = random.nextLong() >> random.nextInt(64);
      long factor = random.nextBoolean() ? 1 : 1 + random.nextInt(1_000_000);
      long value = random.nextLong() >> random.nextInt(64);
      for (int i = 0; i < values.length; i++) {
        value =
            switch ((int) (seed % 5)) {
              case 0 -> random.nextLong() >>> bits;
              case 1 -> value + step;
              case 2 -> value + (random.nextLong() >> bits);
              case 3 -> random.nextInt(20) == 0 ? random.nextLong() : value;
              default -> random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE;
            };
        values[i] = value * factor;
      }
      roundTrip(values, "seed " + seed);
    }
  }

  @Test
  void millisecondsInNanosecondsAndEvenStepsAreSmall() {
    long[] times = new long[10_000];
    Random random = new Random(1);
    for (int i = 0; i < times.length; i++) {
      times[i] = 1_795_233_130_000_000_000L + i * 7_000_000L + random.nextInt(7) * 1_000_000L;
    }
    assertThat(roundTrip(times, "times")).isLessThan(times.length / 2);
    for (int i = 0; i < times.length; i++) {
      times[i] = 1_795_233_130_000_000_000L + i * 1_000_000_007L;
    }
    assertThat(roundTrip(times, "steps")).isLessThan(40);
  }

  @Test
  void oneHugeNumberDoesNotWidenTheOthers() {
    long[] values = new long[10_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 31L % 100;
    }
    values[5000] = Long.MAX_VALUE;
    assertThat(roundTrip(values, "outlier")).isLessThan(10_500);
  }
}
