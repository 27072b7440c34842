package dev.cordwood.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CorpusTest {
  private static String corpus(long lines, long seed) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Corpus(lines, seed).writeTo(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void sameSeedGivesTheSameBytesAndAnotherSeedOthers() throws IOException {
    assertThat(corpus(5000, 7)).isEqualTo(corpus(5000, 7)).isNotEqualTo(corpus(5000, 8));
  }

  @Test
  void hasTheLinesAndShapesItPromises() throws IOException {
    List<String> lines = Arrays.asList(corpus(100_000, 1).split("\n"));
    assertThat(lines).hasSize(100_000);
    double average = lines.stream().mapToInt(String::length).average().orElseThrow();
    assertThat(average).isBetween(280.0, 330.0);
    assertThat(lines).allMatch(line -> line.length() < Corpus.MAX_LINE_BYTES);
    assertThat(share(lines, "\"service\":\"nginx\"")).isBetween(0.49, 0.51);
    assertThat(share(lines, "\"trace_id\":\"")).isBetween(0.34, 0.36);
    assertThat(share(lines, "\"service\":\"sftpgo\"")).isBetween(0.14, 0.16);
    assertThat(share(lines, "cache miss for key")).isBetween(0.09, 0.11);
    assertThat(share(lines, "\"level\":\"error\"")).isBetween(0.02, 0.05);
    assertThat(share(lines, "Deadlock")).isBetween(0.00001, 0.0002);
    assertThat(share(lines, "absentword")).isZero();
  }

  @Test
  void timesRiseThroughTheDay() throws IOException {
    List<String> times =
        Arrays.stream(corpus(20_000, 3).split("\n")).map(line -> line.substring(9, 32)).toList();
    assertThat(times).isSorted();
    assertThat(times.getFirst()).isEqualTo("2026-11-20T00:00:00.000");
    assertThat(times.getLast()).startsWith("2026-11-20T23:59:5");
  }

  private static double share(List<String> lines, String text) {
    return lines.stream().filter(line -> line.contains(text)).count() / (double) lines.size();
  }
}
