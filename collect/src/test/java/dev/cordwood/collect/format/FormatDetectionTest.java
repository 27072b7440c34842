package dev.cordwood.collect.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.Timestamps;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FormatDetectionTest {
  private static final String ACCESS =
      "10.0.0.%d - frank [21/Nov/2026:04:14:54 +0100] \"GET /a?b=%d HTTP/1.1\" 200 5316";

  private final LineParser parser = new LineParser(IngestOptions.DEFAULTS, ParseOptions.DEFAULTS);
  private final EventBatchBuilder builder = new EventBatchBuilder();

  private static LineParser.Outcome parse(
      LineParser parser, String line, EventBatchBuilder builder) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return parser.parse(bytes, 0, bytes.length, Parsed.ARRIVAL, builder);
  }

  private void parse(String line) {
    parse(parser, line, builder);
  }

  private List<Parsed> rows() {
    return Parsed.rows(builder.build());
  }

  @Test
  void aFormatIsChosenAfterAFewLinesAndUsedFromTheFirst() {
    parse(ACCESS.formatted(1, 1));
    assertThat(parser.format()).isEmpty();
    assertThat(rows().getFirst().get("_format")).isEqualTo("access-common");
    IntStream.range(0, 30).forEach(i -> parse(ACCESS.formatted(i, i)));
    assertThat(parser.format()).isEqualTo("access-common");
    assertThat(parser.state()).isEqualTo("access-common");
    assertThat(rows()).allSatisfy(row -> assertThat(row.get("status")).isEqualTo("NUMBER 200"));
  }

  @Test
  void aLineThatIsNotOfTheFormatIsKeptAsText() {
    IntStream.range(0, 30).forEach(i -> parse(ACCESS.formatted(i, i)));
    builder.build();
    parse("2026-11-21 05:00:00 ERROR out of files");
    Parsed row = rows().getFirst();
    assertThat(row.get("_msg")).isEqualTo("2026-11-21 05:00:00 ERROR out of files");
    assertThat(row.get("level")).isEqualTo("error");
    assertThat(Timestamps.format(row.time())).isEqualTo("2026-11-21T05:00:00Z");
    assertThat(row.fields()).doesNotContainKeys("_error", "_format");
  }

  @Test
  void aSourceThatChangesItsFormatIsLookedAtAnew() {
    IntStream.range(0, 50).forEach(i -> parse(ACCESS.formatted(i, i)));
    assertThat(parser.format()).isEqualTo("access-common");
    IntStream.range(0, 600).forEach(i -> parse("level=info ts=2026-11-21T04:14:54Z msg=x n=" + i));
    assertThat(parser.format()).isEqualTo("logfmt");
  }

  @Test
  void someOtherLinesDoNotChangeTheFormat() {
    IntStream.range(0, 50).forEach(i -> parse(ACCESS.formatted(i, i)));
    for (int i = 0; i < 1_000; i++) {
      parse(i % 3 == 0 ? "something else " + i : ACCESS.formatted(i, i));
    }
    assertThat(parser.format()).isEqualTo("access-common");
  }

  @Test
  void textStaysTextUntilItBecomesSomethingElse() {
    IntStream.range(0, 300).forEach(i -> parse("the quick brown fox " + i));
    assertThat(parser.format()).isEqualTo("text");
    IntStream.range(0, 1_000).forEach(i -> parse(ACCESS.formatted(i, i)));
    assertThat(parser.format()).isEqualTo("access-common");
  }

  @Test
  void theFormatIsGoneOnWithAfterARestart() {
    IntStream.range(0, 30).forEach(i -> parse(ACCESS.formatted(i, i)));
    String state = parser.state();
    LineParser another = new LineParser(IngestOptions.DEFAULTS, ParseOptions.DEFAULTS);
    another.restart(Timestamps.NONE, state);
    assertThat(another.format()).isEqualTo("access-common");
    another.restart(Timestamps.NONE, "");
    assertThat(another.format()).isEmpty();
    another.restart(Timestamps.NONE, "no-such-format\tx");
    assertThat(another.format()).isEmpty();
  }

  @Test
  void headersAreGoneOnWithAfterARestart() {
    parse("#Version: 1.0");
    parse("#Fields: date time cs-method sc-status");
    IntStream.range(0, 30).forEach(i -> parse("2026-11-21 04:14:%02d GET 404".formatted(i)));
    assertThat(parser.format()).isEqualTo("w3c");
    String state = parser.state();
    LineParser another = new LineParser(IngestOptions.DEFAULTS, ParseOptions.DEFAULTS);
    another.restart(Timestamps.NONE, state);
    EventBatchBuilder rows = new EventBatchBuilder();
    parse(another, "2026-11-21 04:15:00 POST 500", rows);
    Parsed row = Parsed.rows(rows.build()).getFirst();
    assertThat(row.get("_format")).isEqualTo("w3c");
    assertThat(row.fields().values()).contains("POST");
  }

  @Test
  void whatOneSourceHasLearntIsNotAnothersToUse() {
    parse("a,b,c");
    parse("1,2,3");
    String state = parser.state();
    parser.restart(Timestamps.NONE, "");
    EventBatchBuilder rows = new EventBatchBuilder();
    parse(parser, "4,5,6", rows);
    parser.restart(Timestamps.NONE, state);
    assertThat(parser.format()).as("not chosen yet").isEmpty();
    parse(parser, "7,8,9", rows);
    assertThat(Parsed.rows(rows.build()))
        .extracting(row -> row.get("b"))
        .containsExactly("(absent)", "NUMBER 8");
  }

  @Test
  void jsonIsTakenLineByLine() {
    parse("{\"a\":1}");
    assertThat(parser.format()).isEqualTo("json");
    assertThat(parser.state()).isEmpty();
  }

  @Test
  void aFixedFormatIsTheOnlyOne() {
    LineParser fixed =
        new LineParser(IngestOptions.DEFAULTS, ParseOptions.DEFAULTS.withFormat("logfmt"));
    parse(fixed, ACCESS.formatted(1, 1), builder);
    parse(fixed, "a=1 b=2", builder);
    parse(fixed, "{\"json\":\"all the same\"}", builder);
    parse(fixed, "{broken", builder);
    List<Parsed> rows = rows();
    assertThat(rows.get(0).fields()).doesNotContainKey("status");
    assertThat(rows.get(1).get("a")).isEqualTo("NUMBER 1");
    assertThat(rows.get(2).get("json")).isEqualTo("all the same");
    assertThat(rows.get(3).get("_msg")).isEqualTo("{broken");
    assertThat(fixed.format()).isEqualTo("logfmt");
  }

  @Test
  void everyKnownFormatCanBeFixed() {
    for (String format : ParseOptions.knownFormats()) {
      LineParser fixed =
          new LineParser(IngestOptions.DEFAULTS, ParseOptions.DEFAULTS.withFormat(format));
      assertThat(parse(fixed, "x y z", builder)).isNotEqualTo(LineParser.Outcome.EMPTY);
    }
    assertThat(rows()).hasSize(ParseOptions.knownFormats().size());
  }

  @Test
  void anUnknownFormatIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> ParseOptions.DEFAULTS.withFormat("apache"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no format 'apache'; known are ")
        .hasMessageContaining("access-combined")
        .hasMessageContaining("auto");
  }

  @Test
  void anEventOfSeveralLinesIsOfTheFormatOfItsFirst() {
    String head = "2026-11-21 04:14:54,123 ERROR [main] a.b.Service - no luck";
    String trace = "\njava.io.IOException: x\n\tat a.B.c(B.java:1)";
    IntStream.range(0, 30).forEach(i -> parse(head));
    builder.build();
    parse(head + trace + "\n\n");
    Parsed row = rows().getFirst();
    assertThat(row.get("_format")).isEqualTo("java");
    assertThat(row.get("_msg")).endsWith("no luck" + trace);
    assertThat(Timestamps.format(row.time())).isEqualTo("2026-11-21T04:14:54.123Z");
    assertThat(row.get("level")).isEqualTo("ERROR");
  }

  @Test
  void formatsOfSeveralLinesAreReadAsOne() {
    parse("Nov 21, 2026 4:14:54 AM org.example.App main\nSEVERE: no luck\n\tat a.B.c(B.java:1)");
    parse(
        "# Time: 2026-11-21T04:14:54Z\n# User@Host: root[root] @ localhost []  Id:     8\n"
            + "# Query_time: 2.5  Lock_time: 0.0 Rows_sent: 1  Rows_examined: 10\nselect 1;");
    List<Parsed> rows = rows();
    assertThat(rows.get(0).own())
        .containsEntry("_format", "java")
        .containsEntry("_msg", "no luck\n\tat a.B.c(B.java:1)")
        .containsEntry("level", "SEVERE");
    assertThat(rows.get(1).own())
        .containsEntry("_format", "mysql-slow")
        .containsEntry("user", "root")
        .containsEntry("_msg", "select 1;");
    assertThat(Timestamps.format(rows.get(1).time())).isEqualTo("2026-11-21T04:14:54Z");
  }

  @Test
  void theHashIsThatOfTheLineAsItCame() {
    LineParser hashing =
        new LineParser(IngestOptions.DEFAULTS, ParseOptions.DEFAULTS.withHash(true));
    parse(hashing, "abc", builder);
    parse(hashing, "{\"a\":1}", builder);
    parse(hashing, "   ", builder);
    parse(hashing, "{broken", builder);
    List<Parsed> rows = rows();
    assertThat(rows.get(0).get("sha256"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(rows.get(1).get("sha256"))
        .isEqualTo("015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862");
    assertThat(rows.get(2).get("_error")).isNotEqualTo("(absent)");
    assertThat(rows.get(2).get("sha256")).hasSize(64);
  }

  @Test
  void theRestOfAnEventThatHadGrownTooLongIsMarked() {
    parser.continued();
    parse("\tat a.B.c(B.java:1)");
    parse("next");
    List<Parsed> rows = rows();
    assertThat(rows.get(0).get("_continued")).isEqualTo("BOOLEAN true");
    assertThat(rows.get(1).fields()).doesNotContainKey("_continued");
  }
}
