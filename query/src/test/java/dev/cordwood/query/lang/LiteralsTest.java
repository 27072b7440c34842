package dev.cordwood.query.lang;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralsTest {
  @ParameterizedTest
  @CsvSource({
    "0,0",
    "-5,-5",
    "+5,5",
    "1.5,1.5",
    ".5,0.5",
    "1e3,1000",
    "-1.5E-3,-0.0015",
    "1_234.5_6,1234.56",
    "0xff,255",
    "0b101,5",
    "0o17,15",
    "10KB,10000",
    "10K,10000",
    "1.5KiB,1536",
    "2GiB,2147483648",
    "3kb,3000",
    "5B,5",
    "1M,1000000",
    "1m,60000000000",
    "1ms,1000000",
    "1µs,1000",
    "1us,1000",
    "1h30m,5400000000000",
    "-1s,-1000000000",
    "10.0.0.1,167772161",
    "255.255.255.255,4294967295",
    "1970-01-01T00:00:01Z,1000000000",
    "1970-01-01T01:00:00.5+01:00,500000000",
    "inf,Infinity",
    "-Inf,-Infinity"
  })
  void numberIsRead(String text, double expected) {
    assertThat(Literals.number(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+",
        ".",
        "e",
        "1e",
        "1e5e",
        "abc",
        "5x",
        "1_",
        "_1",
        "0x",
        "0xg",
        "1.2.3",
        "1.2.3.256",
        "1..2",
        "5 m",
        "m5",
        "1h30",
        "nan",
        "NaN",
        "infinity",
        "--5",
        "2026-02",
        "0b2",
        "10KBB",
        "١٢"
      })
  void otherTextIsNoNumber(String text) {
    assertThat(Literals.number(text)).isNaN();
  }

  @Test
  void longTextIsNoNumber() {
    assertThat(Literals.number("1".repeat(64))).isNotNaN();
    assertThat(Literals.number("1".repeat(65))).isNaN();
  }

  @Test
  void durationsComeBackFromTheirText() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      long nanos = random.nextLong() >> random.nextInt(64);
      if (nanos != Long.MIN_VALUE) {
        assertThat(DurationText.parse(DurationText.format(nanos)))
            .as("seed %d", seed)
            .hasValue(nanos);
      }
    }
  }

  @Test
  void durationsThatDoNotFitAreNone() {
    assertThat(DurationText.parse("292y")).isPresent();
    assertThat(DurationText.parse("293y")).isEmpty();
    assertThat(DurationText.parse("1".repeat(120) + "s")).isEmpty();
  }

  @Test
  void addressesComeBackFromTheirText() {
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      long address = random.nextLong(1L << 32);
      assertThat(Ipv4Text.parse(Ipv4Text.format(address))).isEqualTo(address);
    }
  }
}
