package dev.cordwood.query.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.cordwood.query.QueryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Log content is attacker input: whatever it is, unpacking neither throws nor goes on for ever.
class UnpackersFuzzTest {
  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "\\",
    "\\u12",
    "\\ud800",
    "1",
    "-",
    "1e9",
    ".",
    "true",
    "null",
    " ",
    "=",
    "<165>",
    "<13>",
    "1 ",
    "2026-01-01T00:00:00Z",
    "Jan  2 03:04:05",
    "Feb 29 1:",
    "-",
    "[a b=\"c\"]",
    "a=b",
    "`",
    "<N>",
    "0x1",
    "é",
    "日",
    "\ud800",
    "\u001b[1m",
    "\0",
    "\n",
    "x"
  };

  @FuzzTest
  void anyTextIsUnpacked(@NotNull String text) {
    unpack(text);
  }

  @Test
  void randomPiecesAreUnpacked() {
    for (long seed = 0; seed < 1_500; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(20); i > 0; i--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      try {
        unpack(text.toString());
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + text, e);
      }
    }
  }

  private static void unpack(String text) {
    List<String> found = new ArrayList<>();
    JsonText.flatten(text, (name, value, type) -> found.add(name + value));
    JsonText.elements(text, (name, value, type) -> found.add(value));
    LogfmtText.parse(text, (name, value) -> found.add(name + value));
    SyslogText.parse(text, PipeRun.NOW, 0, (name, value, number) -> found.add(name + value));
    found.add(ExtractPattern.parse("a=<a> b:<b>").extract(text)[0]);
    found.add(dev.cordwood.event.AnsiCodes.strip(text));
    found.add(TextOperations.words(text, true));
    found.add(TextOperations.split(text, "="));
    found.add(CollapseNums.collapse(text, true));
    found.add(TimeAdd.move(text, Long.MIN_VALUE));
    found.add(new RegexpReplacement("(a*)(=)?", "$2$1", 0).apply(text));
    for (String conversion :
        List.of("q", "urldecode", "hexdecode", "hexnumencode", "time", "ipv4")) {
      found.add(conversion);
      PipeRun.over(List.of(PipeRun.row("f", text)), 1)
          .texts("format '<" + conversion + ":f>' as out | math f * 2 as g | stats max(g), sum(f)");
    }
    assertThat(found).doesNotContainNull();
    try {
      ExtractPattern.parse(text).extract(text);
    } catch (QueryException e) {
      assertThat(e).hasMessageContaining("pattern");
    }
  }

  @Test
  void deepJsonIsRefusedBeyondTheLimitAndLeftAsTextBeyondTheFlattened() {
    String atLimit = nested(Limits.MAX_JSON_NESTING);
    List<String> names = new ArrayList<>();

    assertThat(JsonText.flatten(atLimit, (name, value, type) -> names.add(name))).isTrue();
    assertThat(names).hasSize(1);
    assertThat(names.getFirst().chars().filter(c -> c == '.').count())
        .isEqualTo(Limits.MAX_JSON_DEPTH - 1);
    assertThat(JsonText.flatten(nested(Limits.MAX_JSON_NESTING + 1), (n, v, t) -> {})).isFalse();
    assertThat(JsonText.flatten("[".repeat(1_000_000), (n, v, t) -> {})).isFalse();
    assertThat(JsonText.elements("[".repeat(1_000_000), (n, v, t) -> {})).isFalse();
  }

  /// So many objects within each other.
  private static String nested(int depth) {
    return "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
  }

  @Test
  void oneValueIsUnpackedIntoSoManyFieldsOnly() {
    StringBuilder json = new StringBuilder("{\"f\":0");
    StringBuilder logfmt = new StringBuilder("f=0");
    for (int i = 1; i < 3000; i++) {
      json.append(",\"f").append(i).append("\":").append(i);
      logfmt.append(" f").append(i).append('=').append(i);
    }
    List<String> names = new ArrayList<>();
    JsonText.flatten(json + "}", (name, value, type) -> names.add(name));

    assertThat(names).hasSize(Limits.MAX_UNPACKED_FIELDS);
    names.clear();
    LogfmtText.parse(logfmt.toString(), (name, value) -> names.add(name));
    assertThat(names).hasSize(Limits.MAX_UNPACKED_FIELDS);
    names.clear();
    String longName = "n".repeat(Limits.MAX_FIELD_NAME);
    JsonText.flatten(
        "{\"" + longName + "\":1,\"" + longName + "n\":2}", (name, value, type) -> names.add(name));
    assertThat(names).containsExactly(longName);
  }

  @Test
  void unrollStopsAtItsLimit() {
    String array = "[" + "1,".repeat(Limits.MAX_UNROLLED) + "1]";

    assertThat(
            PipeRun.over(List.of(PipeRun.row("v", array)), 1).texts("unroll (v) | stats count() n"))
        .containsExactly(java.util.Map.of("n", "" + Limits.MAX_UNROLLED));
  }
}
