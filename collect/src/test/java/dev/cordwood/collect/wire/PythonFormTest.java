package dev.cordwood.collect.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PythonFormTest {
  private static @Nullable Object parse(String text) {
    return new PythonLiteral(text).parse();
  }

  @Test
  void literalsOfPlainDataAreRead() {
    assertThat(parse("('a', 1, -2.5, None, True, {'k': [False, \"it's\"], 3: ()})"))
        .isEqualTo(
            Arrays.asList(
                "a", 1L, -2.5, null, true, Map.of("k", List.of(false, "it's"), 3L, List.of())));
    assertThat(parse("('one',)")).isEqualTo(List.of("one"));
    assertThat(parse("'\\n\\t\\\\\\'\\x41\\u00e9\\U0001f600'"))
        .isEqualTo("\n\t\\'A\u00e9\ud83d\ude00");
    assertThat(parse("123456789012345678901234567890"))
        .isEqualTo(new BigInteger("123456789012345678901234567890"));
    assertThat(parse("1e3")).isEqualTo(1000.0);
  }

  @Test
  void anythingElseIsNoLiteral() {
    for (String text :
        List.of(
            "",
            "(",
            "('a'",
            "('a' 'b')",
            "<object at 0x7f>",
            "(<X>,)",
            "{'a'}",
            "{[]: 1}",
            "'a",
            "'\\q'",
            "'\\x4'",
            "1-2",
            "nan",
            "() x",
            "datetime.datetime(2026, 1, 1)")) {
      assertThat(parse(text)).as(text).isNull();
    }
  }

  @Test
  void nestingIsReadUpToTheLimit() {
    int limit = WireLimits.MAX_DEPTH;
    assertThat(parse("[".repeat(limit + 1) + "]".repeat(limit + 1))).isNotNull();
    assertThat(parse("[".repeat(limit + 2) + "]".repeat(limit + 2))).isNull();
  }

  @Test
  void attributesGetTheirTypesBackWhereTheseAreSure() {
    Map<String, Object> record =
        PythonForm.record(
            Map.of("lineno", "12", "process", "x7", "args", "('a', 2)", "msg", "%s", "user", "7"));
    assertThat(record)
        .containsEntry("lineno", 12L)
        .containsEntry("process", "x7")
        .containsEntry("args", List.of("a", 2L))
        .containsEntry("user", "7");
    assertThat(PythonForm.record(Map.of("args", "(<X>,)"))).containsEntry("args", "(<X>,)");
  }
}
