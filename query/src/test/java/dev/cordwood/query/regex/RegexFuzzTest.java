package dev.cordwood.query.regex;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cordwood.query.QueryException;
import java.nio.charset.StandardCharsets;

/// Whatever the expression and the bytes, valid UTF-8 or not: an answer or a [QueryException].
class RegexFuzzTest {
  @FuzzTest(maxDuration = "30s")
  void answersOrRefuses(FuzzedDataProvider data) {
    String expression = data.consumeString(100);
    byte[] text = data.consumeRemainingAsBytes();
    RegexMatcher matcher;
    try {
      matcher = Regex.compile(expression).matcher(() -> {});
    } catch (QueryException e) {
      return;
    }
    boolean raw = matcher.find(text, 0, text.length);
    if (matcher.find(text, 0, text.length) != raw) {
      throw new AssertionError("a second search finds something else");
    }
    byte[] valid = new String(text, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    matcher.find(valid, 0, valid.length);
  }
}
