package dev.cordwood.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.event.ValueType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumberTextTest {
  @Test
  void writesWhatTheColumnSays() {
    Random random = new Random(5);
    for (int i = 0; i < 100_000; i++) {
      long unscaled =
          switch (random.nextInt(6)) {
            case 0 -> Long.MIN_VALUE;
            case 1 -> Long.MAX_VALUE;
            case 2 -> random.nextInt(2001) - 1000;
            case 3 -> (random.nextInt(2001) - 1000) * 1_000_000L;
            default -> random.nextLong() >> random.nextInt(64);
          };
      int scale = random.nextInt(19);
      int minDigits = random.nextInt(scale + 1);
      NumberColumn column =
          new NumberColumn(
              new long[] {unscaled}, scale, minDigits, Bitmap.full(1), ValueType.NUMBER);
      byte[] text = new byte[NumberText.MAX_LENGTH];
      int length = NumberText.write(unscaled, scale, minDigits, text, 0);
      String written = new String(text, 0, length, StandardCharsets.ISO_8859_1);
      BigDecimal exact = BigDecimal.valueOf(unscaled, scale);
      BigDecimal shortest = exact.signum() == 0 ? exact.setScale(0) : exact.stripTrailingZeros();
      String expected = exact.setScale(Math.max(minDigits, shortest.scale())).toPlainString();
      assertThat(written)
          .as("%d / 10^%d with at least %d digits", unscaled, scale, minDigits)
          .isEqualTo(expected)
          .isEqualTo(column.text(0));
      assertThat(NumberText.length(unscaled, scale, minDigits)).isEqualTo(length);
      assertThat(column.asDouble(0))
          .isCloseTo(exact.doubleValue(), org.assertj.core.data.Percentage.withPercentage(1e-12));
    }
  }
}
