package dev.cordwood.collect.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Any bytes at all: never an exception, never a byte read outside the line, always ranges within
/// their arrays.
class TextFormatsFuzzTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final long SEED = Long.getLong("cordwood.seed", System.nanoTime());
  private static final int ROUNDS = Integer.getInteger("cordwood.fuzzRounds", 25);

  private final Row row = new Row(IngestOptions.DEFAULTS);
  private final LineFields fields = new LineFields(row);
  private final List<TextFormat> formats = TextFormats.all(fields, ZONE);

  @FuzzTest(maxDuration = "2m")
  void anyBytesAreReadOrRefused(byte[] bytes) {
    TextFormatsFuzzTest fresh = new TextFormatsFuzzTest();
    int start = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '\n') {
        fresh.check(Arrays.copyOfRange(bytes, start, i));
        start = i + 1;
      }
    }
    fresh.check(bytes);
  }

  @Test
  void mutatedSamplesAreReadOrRefused() throws IOException {
    Random random = new Random(SEED);
    List<byte[]> samples = new ArrayList<>();
    for (String id : TextFormats.ids()) {
      for (TextFormatSamplesTest.Sample sample : TextFormatSamplesTest.samples(id)) {
        samples.add(sample.line().getBytes(StandardCharsets.UTF_8));
      }
    }
    for (byte[] sample : samples) {
      for (int end = 0; end <= sample.length; end++) {
        check(Arrays.copyOf(sample, end));
      }
      for (int round = 0; round < ROUNDS; round++) {
        check(mutated(sample, samples.get(random.nextInt(samples.size())), random));
      }
    }
  }

  private static byte[] mutated(byte[] sample, byte[] other, Random random) {
    byte[] line = sample.clone();
    if (random.nextInt(4) == 0) {
      int cut = random.nextInt(line.length + 1);
      int from = random.nextInt(other.length + 1);
      line = Arrays.copyOf(line, cut + other.length - from);
      System.arraycopy(other, from, line, cut, other.length - from);
    }
    String marks = " []\"'\\-:=.,{}()<>|/09aZT\n\t\u0000\u00ff";
    for (int i = random.nextInt(4); i >= 0 && line.length > 0; i--) {
      int at = random.nextInt(line.length);
      line[at] = (byte) marks.charAt(random.nextInt(marks.length()));
    }
    if (random.nextInt(3) == 0) {
      int from = random.nextInt(line.length + 1);
      int to = Math.min(line.length, from + random.nextInt(8));
      byte[] shorter = Arrays.copyOf(line, line.length - (to - from));
      System.arraycopy(line, to, shorter, from, line.length - to);
      line = shorter;
    }
    return line;
  }

  /// Once as all of an array, so that a read behind the line fails, and once with other bytes
  /// around it, which must not change what is found.
  private void check(byte[] line) {
    byte[] padded = new byte[line.length + 48];
    Arrays.fill(padded, (byte) '7');
    System.arraycopy(line, 0, padded, 24, line.length);
    for (TextFormat format : formats) {
      String state = format.state();
      boolean alone = check(format, line, 0, line.length);
      if (!state.equals(format.state())) {
        continue; // it was a header
      }
      String found = alone ? found() : "";
      boolean within = check(format, padded, 24, 24 + line.length);
      assertThat(within).as(() -> told(format, line)).isEqualTo(alone);
      if (alone) {
        assertThat(found()).as(() -> told(format, line)).isEqualTo(found);
      }
    }
  }

  private String found() {
    return fields.time() + " " + Reading.found(row, fields);
  }

  private boolean check(TextFormat format, byte[] line, int start, int end) {
    fields.clear();
    boolean fits;
    try {
      fits = format.parse(line, start, end, Reading.REFERENCE, fields);
    } catch (RuntimeException e) {
      throw new AssertionError(told(format, Arrays.copyOfRange(line, start, end)), e);
    }
    if (!fits) {
      return false;
    }
    assertThat(fields.contentStart()).isBetween(0, fields.contentEnd());
    assertThat(fields.contentEnd()).isLessThanOrEqualTo(fields.contentSource().length);
    boolean isOfLine =
        System.identityHashCode(fields.contentSource()) == System.identityHashCode(line);
    if (isOfLine) {
      assertThat(fields.contentStart()).as(() -> told(format, line)).isGreaterThanOrEqualTo(start);
      assertThat(fields.contentEnd()).as(() -> told(format, line)).isLessThanOrEqualTo(end);
    }
    return true;
  }

  private static String told(TextFormat format, byte[] line) {
    return "%s, seed %d: %s"
        .formatted(format.id(), SEED, new String(line, StandardCharsets.ISO_8859_1));
  }
}
