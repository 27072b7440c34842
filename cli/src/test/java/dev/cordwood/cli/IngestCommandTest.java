package dev.cordwood.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestCommandTest {
  private static final String MIXED =
      """
      {"_time":"2026-11-21T04:14:54Z","level":"info","msg":"paid","n":1}
      2026-11-21T04:14:55Z ERROR plain text
      {broken

      """;

  @TempDir private Path directory;
  private Cli cli;

  @BeforeEach
  void start() {
    cli = Cli.in(directory);
  }

  private void write(String name, byte[] content) {
    try {
      Files.write(directory.resolve(name), content);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void write(String name, String content) {
    write(name, content.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private List<String> messages(String query) {
    return cli.run("query", query + " | sort by (_time, _msg) | fields _msg").ok().lines();
  }

  private String count(String query) {
    return cli.run("query", query + " | stats count() n").ok().out().strip();
  }

  @Test
  void autoTakesJsonAndTextLineByLineAndCountsWhatIsBroken() {
    write("mixed.log", MIXED);
    assertThat(cli.run("ingest", "mixed.log").ok().out())
        .startsWith("stored 3 lines from ")
        .contains("; 1 are no JSON and were kept as text, see _error");
    assertThat(messages("*"))
        .containsExactlyInAnyOrder(
            "{\"_msg\":\"paid\"}",
            "{\"_msg\":\"2026-11-21T04:14:55Z ERROR plain text\"}",
            "{\"_msg\":\"{broken\"}");
    assertThat(count("level:=error source:=mixed.log")).isEqualTo("{\"n\":1}");
  }

  @Test
  void formatJsonMeansEveryLineAndFormatTextNone() {
    write("mixed.log", MIXED);
    assertThat(cli.run("ingest", "--format", "json", "mixed.log").ok().out())
        .contains("stored 3 lines", "; 2 are no JSON");
    assertThat(cli.run("ingest", "--format", "TEXT", "mixed.log").ok().out())
        .contains("stored 3 lines")
        .doesNotContain("no JSON");
    assertThat(count("_msg:=\"{broken\"")).isEqualTo("{\"n\":2}");
  }

  @Test
  void compressedFilesAreToldByTheirFirstBytes() throws IOException {
    write("a.log", gzip("{\"msg\":\"from gzip\"}\n"));
    write("b", Zstd.compress("{\"msg\":\"from zstd\"}".getBytes(StandardCharsets.UTF_8)));
    write("c.gz", "{\"msg\":\"not compressed\"}");
    assertThat(cli.run("ingest", "a.log", "b", "c.gz").ok().out()).startsWith("stored 3 lines");
    assertThat(messages("*"))
        .containsExactlyInAnyOrder(
            "{\"_msg\":\"from gzip\"}",
            "{\"_msg\":\"from zstd\"}",
            "{\"_msg\":\"not compressed\"}");
  }

  @Test
  void aCompressedFileThatEndsTooEarlyKeepsItsWholeLinesAndSaysSo() throws IOException {
    byte[] whole = gzip("{\"msg\":\"line one\"}\n{\"msg\":\"line two\"}\n");
    write("cut.gz", Arrays.copyOf(whole, whole.length - 8));
    write("next.log", "never taken");
    assertThat(cli.run("ingest", "cut.gz", "next.log").failed(ExitCodes.FAILURE))
        .startsWith("cordwood: cut.gz: ")
        .contains("lines of it are stored)");
    assertThat(count("never")).isEqualTo("{\"n\":0}");
  }

  @Test
  void aDashIsStandardInput() {
    assertThat(cli.runWith(MIXED, "ingest", "-").ok().out()).startsWith("stored 3 lines");
    assertThat(count("source:\"\"")).isEqualTo("{\"n\":3}");
  }

  @Test
  void fieldsAreChosenAndGiven() {
    write("a.json", "{\"when\":\"2026-01-02T03:04:05Z\",\"what\":\"it\",\"app\":\"x\"}\n");
    cli.run(
            "ingest",
            "--time-field=ts,when",
            "--message-field=what",
            "--stream-fields=app",
            "--extra=env=test",
            "--extra",
            "dc=1",
            "a.json")
        .ok();
    assertThat(cli.run("query", "* | fields _time, _msg, _stream, env, dc").ok().out())
        .isEqualTo(
            "{\"_time\":\"2026-01-02T03:04:05Z\",\"_stream\":\"{app=\\\"x\\\"}\",\"_msg\":\"it\","
                + "\"dc\":\"1\",\"env\":\"test\"}\n");
  }

  @Test
  void nothingIsTakenWhenAFileIsMissingOrADirectory() {
    write("good.log", "good");
    assertThat(cli.run("ingest", "good.log", "nope.log").failed(ExitCodes.FAILURE))
        .isEqualTo("cordwood: nope.log: there is no such file\n");
    assertThat(cli.run("ingest", "good.log", ".").failed(ExitCodes.FAILURE))
        .startsWith("cordwood: .: is a directory; name its files");
    assertThat(directory.resolve("cordwood-data")).doesNotExist();
  }

  @Test
  void compressionThatIsNotUnderstoodIsRefusedWithWhatUnpacksIt() {
    write("good.log", "good");
    write("a.log.xz", new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 0, 4});
    write("b.bz2", "BZh91AY&SY");
    assertThat(cli.run("ingest", "good.log", "a.log.xz").failed(ExitCodes.FAILURE))
        .isEqualTo(
            "cordwood: a.log.xz: is compressed, neither with gzip nor with zstd; use: xzcat"
                + " a.log.xz | cordwood ingest -\n");
    assertThat(cli.run("ingest", "b.bz2").failed(ExitCodes.FAILURE)).contains("bzcat b.bz2 |");
    assertThat(directory.resolve("cordwood-data")).doesNotExist();
  }

  @Test
  void wrongUsageIsSaid() {
    assertThat(cli.run("ingest").failed(ExitCodes.USAGE))
        .contains("Missing required parameter: 'FILE'", "Try 'cordwood ingest --help'.");
    write("a.log", "a");
    assertThat(cli.run("ingest", "--format", "xml", "a.log").failed(ExitCodes.USAGE))
        .contains("--format", "expected one of auto, json, text, found 'xml'");
    assertThat(cli.run("ingest", "--time-field", "x".repeat(600), "a.log").failed(ExitCodes.USAGE))
        .contains("512");
    assertThat(cli.run("ingest", "--url", "ftp://host", "a.log").failed(ExitCodes.USAGE))
        .contains("--url: expected an address such as http://127.0.0.1:8050, found 'ftp://host'");
  }

  @Test
  void aServerTakesTheSameFilesWithTheSameOutcome() throws IOException {
    write("mixed.log", MIXED);
    write("packed.log", gzip(MIXED));
    try (Cli.Serving server = cli.serve()) {
      assertThat(
              cli.run(
                      "ingest",
                      "--url",
                      server.url,
                      "--extra",
                      "env=a b",
                      "mixed.log",
                      "packed.log")
                  .ok()
                  .out())
          .startsWith("stored 6 lines from ")
          .contains("; 2 are no JSON and were kept as text");
      assertThat(cli.runWith(MIXED, "ingest", "-").ok().out()) // the server has ./cordwood-data
          .startsWith("stored 3 lines");
      assertThat(
              cli.run("ingest", "--url", server.url, "--extra", "env=a,b", "mixed.log")
                  .failed(ExitCodes.USAGE))
          .contains("--extra: a server takes no commas in extra fields, found 'env=a,b'");
      assertThat(count("*")).isEqualTo("{\"n\":9}");
      assertThat(count("source:=packed.log")).isEqualTo("{\"n\":3}");
      assertThat(count("env:=\"a b\"")).isEqualTo("{\"n\":6}");
    }
    assertThat(cli.run("ingest", "--url", "127.0.0.1:1", "mixed.log").failed(ExitCodes.FAILURE))
        .contains("no server answers at http://127.0.0.1:1");
  }

  @Test
  void aDirectoryInUseByAnotherIngestIsRefusedWithItsProcess() {
    try (Cli.Running busy = cli.start("ingest", "-")) {
      busy.write("{\"msg\":\"first\"}\n");
      await().until(() -> Files.exists(directory.resolve("cordwood-data/MANIFEST")));
      write("a.log", "a");
      String expected =
          "cordwood: cordwood-data is in use by process %d, which is no server; wait for it to end\n"
              .formatted(busy.pid());
      assertThat(cli.run("ingest", "a.log").failed(ExitCodes.FAILURE)).isEqualTo(expected);
      assertThat(cli.run("query", "*").failed(ExitCodes.FAILURE)).isEqualTo(expected);
      busy.closeInput();
      assertThat(busy.result().ok().out()).startsWith("stored 1 lines");
    }
    assertThat(count("*")).isEqualTo("{\"n\":1}");
  }
}
