package dev.cordwood.collect.format;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Any pattern is taken, or refused with a message.
class GrokFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void anyPattern(byte[] bytes) {
    check(new String(bytes, StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%{", "%{}", "(?<", "(?P<a>", "[", "[]", "\\", "%{IP:}", "%{IP:a:int:b}"})
  void theseToo(String pattern) {
    check(pattern);
  }

  private static void check(String pattern) {
    try {
      CompiledPattern.of(new LinePattern("fuzz", pattern));
    } catch (IllegalArgumentException e) {
      if (e.getMessage() == null || !e.getMessage().startsWith("pattern 'fuzz' ")) {
        throw e;
      }
    }
  }
}
