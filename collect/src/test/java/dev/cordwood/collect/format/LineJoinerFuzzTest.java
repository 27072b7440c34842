package dev.cordwood.collect.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Any lines: never an exception, and no event larger than allowed.
class LineJoinerFuzzTest {
  private static final int MAX_BYTES = 300;

  @FuzzTest(maxDuration = "1m")
  void anyLines(byte[] bytes) {
    check(bytes);
  }

  @Test
  void linesWithoutEnd() {
    check("".getBytes(StandardCharsets.UTF_8));
    check(
        "{\"log\":\"\n{\"log\":\"\\\n{\"log\":\"\\u00\n2026-11-21T04:14:54.1Z stdout F\n#\n#1\n'"
            .getBytes(StandardCharsets.UTF_8));
  }

  private static void check(byte[] bytes) {
    for (MultiLine options :
        List.of(MultiLine.AUTO.withMaxLines(5), MultiLine.NONE, MultiLine.startingWith("^\\S"))) {
      LineJoiner joiner = new LineJoiner(options, MAX_BYTES);
      int start = 0;
      for (int i = 0; i <= bytes.length; i++) {
        if (i < bytes.length && bytes[i] != '\n') {
          continue;
        }
        if (!joiner.continues(bytes, start, i)) {
          joiner.begin(bytes, start, i);
          assertThat(joiner.lines()).isEqualTo(1);
        }
        assertThat(joiner.lines()).isLessThanOrEqualTo(options.maxLines());
        assertThat(joiner.lines() == 1 || joiner.bytes() <= MAX_BYTES).isTrue();
        start = i + 1;
      }
    }
  }
}
