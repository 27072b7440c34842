package dev.cordwood.collect.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cordwood.collect.format.MultiLine;
import dev.cordwood.collect.format.ParseOptions;
import dev.cordwood.event.IngestOptions;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinesListenerTest {
  private static final String TRACE =
      "java.lang.IllegalStateException: no\n\tat a.B.c(B.java:1)\n\tat a.B.d(B.java:2)";

  @TempDir Path directory;

  @Test
  void linesOfAnyFormatAreReadAndTheSenderIsRecorded() throws IOException {
    try (ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.LINES)) {
      fixture.sendAll(
          """
          {"level":"error","msg":"json"}
          10.0.0.1 - ann [21/Nov/2026:04:14:54 +0000] "GET /x HTTP/1.1" 200 7 "-" "curl"
          level=warn msg="log fmt" n=1
          """);
      await().until(() -> fixture.rows() == 3);
      assertThat(fixture.values("level")).contains("error", "warn");
      assertThat(fixture.values("_msg")).contains("json");
      assertThat(fixture.values("_time")).contains("2026-11-21T04:14:54Z");
      assertThat(fixture.values("remote_ip")).containsOnly("127.0.0.1");
      assertThat(fixture.values("source")).containsOnly("lines");
    }
  }

  @Test
  void aStackTraceIsOneEventHoweverItIsCut() throws IOException {
    try (ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.LINES);
        Socket socket = fixture.connect()) {
      String text = "2026-11-21T04:14:54Z ERROR failed\n" + TRACE + "\n2026-11-21T04:14:55Z next\n";
      for (int i = 0; i < text.length(); i += 7) {
        ListenerFixture.send(socket, text.substring(i, Math.min(text.length(), i + 7)));
      }
      await().until(() -> fixture.rows() == 2); // the last one waited and nothing came
      assertThat(fixture.values("_time"))
          .containsExactlyInAnyOrder("2026-11-21T04:14:54Z", "2026-11-21T04:14:55Z");
      assertThat(fixture.counters.snapshot().receivedLines()).isEqualTo(2);
    }
  }

  @Test
  void whatBeginsAnEventCanBeConfigured() throws IOException {
    ListenerSpec spec =
        ListenerFixture.spec(ListenerKind.LINES)
            .withParsing(ParseOptions.DEFAULTS.withFormat("text"))
            .withMultiLine(MultiLine.startingWith("^#"));
    try (ListenerFixture fixture = ListenerFixture.start(directory, spec)) {
      fixture.sendAll("#one\na\nb\n#two\n#three\nc");
      await().until(() -> fixture.rows() == 3);
      assertThat(fixture.values("_msg"))
          .containsExactlyInAnyOrder("#one\na\nb", "#two", "#three\nc");
    }
  }

  @Test
  void anEventThatGrowsTooLongGoesOnAsAnother() throws IOException {
    ListenerSpec spec =
        ListenerFixture.spec(ListenerKind.LINES)
            .withParsing(ParseOptions.DEFAULTS.withFormat("text"))
            .withMultiLine(MultiLine.startingWith("^#").withMaxLines(3));
    try (ListenerFixture fixture = ListenerFixture.start(directory, spec)) {
      fixture.sendAll("#one\na\nb\nc\nd\n");
      await().until(() -> fixture.rows() == 2);
      assertThat(fixture.values("_msg")).containsExactlyInAnyOrder("#one\na\nb", "c\nd");
      assertThat(fixture.values("_continued")).containsExactlyInAnyOrder("(absent)", "true");
    }
  }

  @Test
  void aLineThatIsTooLongEndsTheEventBeforeIt() throws IOException {
    IngestOptions options = IngestOptions.DEFAULTS.withMaxLineBytes(20);
    try (ListenerFixture fixture =
        ListenerFixture.start(directory, ListenerFixture.spec(ListenerKind.LINES), options)) {
      fixture.sendAll("short\n" + "x".repeat(30) + "\nlast\n");
      await().until(() -> fixture.rows() == 3);
      assertThat(fixture.values("_msg")).containsExactlyInAnyOrder("short", "x".repeat(20), "last");
      assertThat(List.copyOf(fixture.values("_error")))
          .contains("line cut: it had 30 bytes, 20 are kept");
    }
  }
}
