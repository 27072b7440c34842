package dev.cordwood.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.luben.zstd.ZstdOutputStream;
import dev.cordwood.server.config.ConfigKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Lines and bodies that nobody means to send: what docs/ingest.md says becomes of each holds over
/// HTTP and over TCP, and well-behaved clients at the same time lose nothing.
class BadInputTest {
  private static final int MAX_LINE = dev.cordwood.event.Limits.MAX_LINE_BYTES;
  private static final long MAX_BODY = 64L << 20;

  @TempDir private Path data;

  private TestServer start() {
    return TestServer.startWithTcp(
        data, config -> config.with(ConfigKeys.HTTP_MAX_BODY_SIZE, MAX_BODY));
  }

  /// @param counts received, stored, broken, cut and empty lines
  /// @param rows looks at the rows that are found afterwards
  record Lines(
      String name, byte[] body, List<Integer> counts, Consumer<List<Map<String, Object>>> rows) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Lines> lines() {
    return Stream.of(
        new Lines(
            "broken JSON",
            bytes("{\"a\":1\n{\"a\" 1}\n[1,2]\nplain\n{\"a\":01}\n{\"a\":1}{\"b\":2}\n{'a':1}\n"),
            List.of(7, 7, 7, 0, 0),
            rows ->
                assertThat(rows)
                    .extracting(row -> row.get("_msg") + " <- " + row.get("_error"))
                    .containsExactlyInAnyOrder(
                        "{\"a\":1 <- not JSON: at byte 6: expected ',' or '}', found the end of"
                            + " the line",
                        "{\"a\" 1} <- not JSON: at byte 5: expected ':' after a field name, found"
                            + " '1'",
                        "[1,2] <- not JSON: at byte 0: expected '{', found '['",
                        "plain <- not JSON: at byte 0: expected '{', found 'p'",
                        "{\"a\":01} <- not JSON: at byte 5: number with a leading zero",
                        "{\"a\":1}{\"b\":2} <- not JSON: at byte 7: more text after the object:"
                            + " '{'",
                        "{'a':1} <- not JSON: at byte 1: expected a field name in quotes, found"
                            + " '''")),
        new Lines(
            "invalid UTF-8",
            join(
                bytes("{\"_msg\":\"in a value \""),
                new byte[] {},
                bytes(",\"v\":\"<"),
                new byte[] {(byte) 0xff, (byte) 0xc3, (byte) 0xed, (byte) 0xa0, (byte) 0x80},
                bytes(">\"}\nno JSON "),
                new byte[] {(byte) 0xe2, (byte) 0x82},
                bytes("\n")),
            List.of(2, 2, 1, 0, 0),
            rows -> {
              assertThat(rows).hasSize(2);
              assertThat(rows.toString()).contains("<\ufffd").contains("no JSON \ufffd");
            }),
        new Lines(
            "a line of 10 MB",
            join(bytes("{\"_msg\":\""), filled(10 << 20, 'x'), bytes("\"}\n{\"_msg\":\"next\"}\n")),
            List.of(2, 2, 0, 1, 0),
            rows -> {
              Map<String, Object> cut = with(rows, "_error");
              assertThat(cut)
                  .containsEntry(
                      "_error",
                      "line cut: it had %d bytes, %d are kept"
                          .formatted((10 << 20) + 11, MAX_LINE));
              assertThat(String.valueOf(cut.get("_msg")))
                  .hasSize(MAX_LINE)
                  .startsWith("{\"_msg\":\"xxx");
              assertThat(rows).extracting(row -> row.get("_msg")).contains("next");
            }),
        new Lines(
            "10,000 fields in a line",
            bytes(
                IntStream.range(0, 10_000)
                    .mapToObj("\"f%d\":1"::formatted)
                    .collect(Collectors.joining(",", "{", "}\n"))),
            List.of(1, 1, 0, 0, 0),
            rows -> {
              Map<String, Object> row = with(rows, "_extra");
              assertThat(row).containsKey("f0").doesNotContainKey("f9999");
              assertThat(row.keySet().stream().filter(name -> name.startsWith("f")).count())
                  .isEqualTo(dev.cordwood.event.Limits.MAX_FIELDS);
              assertThat(String.valueOf(row.get("_extra")))
                  .startsWith("{\"f2000\":1,")
                  .endsWith(",\"f9999\":1}");
            }),
        new Lines(
            "10,000 fields over 10,000 lines",
            bytes(
                IntStream.range(0, 10_000)
                    .mapToObj("{\"f%1$d\":%1$d}\n"::formatted)
                    .collect(Collectors.joining())),
            List.of(10_000, 10_000, 0, 0, 0),
            rows -> {
              assertThat(rows).hasSize(10_000);
              assertThat(rows.stream().flatMap(row -> row.keySet().stream()).distinct())
                  .contains("f0", "f4095", "f9999");
            }),
        new Lines(
            "a field's name of 10,000 bytes",
            bytes("{\"" + "n".repeat(10_000) + "\":1,\"_msg\":\"long\"}\n"),
            List.of(1, 1, 0, 0, 0),
            rows ->
                assertThat(with(rows, "_extra"))
                    .containsEntry("_msg", "long")
                    .containsEntry("_extra", "{\"" + "n".repeat(10_000) + "\":1}")),
        new Lines(
            "nested 1,000 and 1,001 deep",
            bytes(nested(1_000) + "\n" + nested(1_001) + "\n"),
            List.of(2, 2, 1, 0, 0),
            rows -> {
              assertThat(String.valueOf(with(rows, "_error").get("_error")))
                  .startsWith("not JSON: at byte ");
              assertThat(rows)
                  .filteredOn(row -> !row.containsKey("_error"))
                  .singleElement()
                  .satisfies(row ->
                      assertThat(row).containsEntry("a" + ".a".repeat(64), nested(1_000 - 65)));
            }),
        new Lines(
            "NUL bytes",
            bytes("\0\0\0\n{\"_msg\":\"a\0b\"}\n{\"_msg\":\"c\\u0000d\"}\n"),
            List.of(3, 3, 2, 0, 0),
            rows ->
                assertThat(rows)
                    .extracting(row -> row.get("_msg"))
                    .containsExactlyInAnyOrder("\0\0\0", "{\"_msg\":\"a\0b\"}", "c\0d")),
        new Lines(
            "empty lines",
            bytes("\n\n \t \r\n{\"_msg\":\"between\"}\r\n\n"),
            List.of(5, 1, 0, 0, 4),
            rows -> assertThat(rows).extracting(row -> row.get("_msg")).containsOnly("between")),
        new Lines(
            "100,000 empty lines and none",
            bytes("\n".repeat(100_000)),
            List.of(100_000, 0, 0, 0, 100_000),
            rows -> assertThat(rows).isEmpty()),
        new Lines(
            "the same field 10,000 times",
            bytes("{" + "\"a\":\"old\",".repeat(10_000) + "\"a\":\"last\"}\n"),
            List.of(1, 1, 0, 0, 0),
            rows -> assertThat(rows).extracting(row -> row.get("a")).containsOnly("last")),
        new Lines(
            "a number of 100,000 digits",
            bytes("{\"n\":" + "9".repeat(100_000) + ",\"e\":1e999999999,\"_time\":1e999999999}\n"),
            List.of(1, 1, 0, 0, 0),
            rows ->
                assertThat(rows)
                    .singleElement()
                    .satisfies(row -> assertThat(row.toString()).contains("1e999999999"))));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void linesOverHttp(Lines lines) {
    try (TestServer server = start()) {
      SteadyClients steady = new SteadyClients(server);
      HttpResponse<String> answer = server.post("/insert/jsonline", lines.body);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .isEqualTo(
              "{\"received_lines\":%d,\"stored_lines\":%d,\"broken_lines\":%d,\"cut_lines\":%d,\"empty_lines\":%d}"
                  .formatted(lines.counts.toArray()));
      lines.rows.accept(server.rows("-steady:*"));
      steady.assertNothingLost();
    }
  }

  @ParameterizedTest
  @MethodSource("lines")
  void linesOverTcp(Lines lines) throws IOException {
    try (TestServer server = start()) {
      SteadyClients steady = new SteadyClients(server);
      try (Socket socket = server.connectTcp()) {
        socket.getOutputStream().write(lines.body);
      }
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> assertThat(server.count("-steady:*")).isEqualTo((long) lines.counts.get(1)));
      steady.assertNothingLost();
      lines.rows.accept(server.rows("-steady:*"));
      assertThat(
              Stream.of("broken", "cut", "empty")
                  .map(what ->
                      (int)
                          server.metric(
                              "cordwood_ingest_lines_%s_total{input=\"tcp\"}".formatted(what))))
          .isEqualTo(lines.counts.subList(2, 5));
    }
  }

  @Test
  void aLineThatNeverEndsTakesNoMoreThanItsLimitAndItsSenderIsNotAnswered() throws IOException {
    int megabytes = 700; // more than the heap of this JVM
    try (TestServer server = start()) {
      SteadyClients steady = new SteadyClients(server);
      try (Socket endless = server.connectTcp()) {
        byte[] piece = filled(1 << 20, 'x');
        for (int i = 0; i < megabytes; i++) {
          endless.getOutputStream().write(piece);
        }
        steady.assertNothingLost();
        assertThat(server.count("-steady:*")).isZero(); // it may still go on
        endless.shutdownOutput();
        assertThat(endless.getInputStream().read()).isEqualTo(-1);
      }
      await().until(() -> server.count("-steady:*") == 1);
      assertThat(server.rows("-steady:*"))
          .extracting(row -> row.get("_error"))
          .containsExactly(
              "line cut: it had %d bytes, %d are kept".formatted((long) megabytes << 20, MAX_LINE));
    }
  }

  /// @param stored lines that are stored all the same; -1 for some
  record Body(String name, byte[] body, String encoding, int status, String error, int stored) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Body> bodies() {
    byte[] lines = bytes("{\"_msg\":\"line\",\"pad\":\"0123456789\"}\n".repeat(50_000));
    byte[] gzip = compressed("gzip", 1, lines);
    byte[] zstd = compressed("zstd", 1, lines);
    byte[] flipped = gzip.clone();
    flipped[flipped.length - 6] ^= 1; // in the checksum
    byte[] zeros = new byte[1 << 20];
    byte[] bomb = bytes("{\"_msg\":\"bomb\"}\n".repeat(64 << 10));
    return Stream.of(
        new Body("gzip bomb of lines", compressed("gzip", 256, bomb), "gzip", 413, "more than", -1),
        new Body("gzip bomb of zeros", compressed("gzip", 256, zeros), "gzip", 413, "more than", 0),
        new Body("zstd bomb of lines", compressed("zstd", 256, bomb), "zstd", 413, "more than", -1),
        new Body(
            "zstd bomb of zeros", compressed("zstd", 4096, zeros), "zstd", 413, "more than", 0),
        new Body("zstd with a window of 128 MB", wideWindow(), "zstd", 400, "zstd window", 0),
        new Body(
            "truncated gzip",
            Arrays.copyOf(gzip, gzip.length / 2),
            "gzip",
            400,
            "not be read to its end",
            -1),
        new Body(
            "truncated zstd",
            Arrays.copyOf(zstd, zstd.length / 2),
            "zstd",
            400,
            "not be read to its end",
            -1),
        new Body("gzip and garbage", join(gzip, bytes("x")), "gzip", 400, "not gzip", -1),
        new Body(
            "gzip and half a member",
            join(gzip, Arrays.copyOf(gzip, 5)),
            "gzip",
            400,
            "not gzip",
            -1),
        new Body("gzip with a wrong checksum", flipped, "gzip", 400, "not be read to its end", -1),
        new Body("no gzip", lines, "gzip", 400, "not gzip", 0),
        new Body("no zstd", lines, "zstd", 400, "", 0),
        new Body("an empty gzip body", new byte[0], "gzip", 400, "not gzip", 0),
        new Body("an unknown encoding", lines, "br", 415, "gzip, zstd", 0));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void bodies(Body body) {
    try (TestServer server = start()) {
      SteadyClients steady = new SteadyClients(server);
      HttpResponse<String> answer =
          server.post("/insert/jsonline", body.body, "Content-Encoding", body.encoding);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(body.status);
      Map<String, Object> json = TestServer.json(answer);
      assertThat(String.valueOf(json.get("error"))).contains(body.error);
      long stored = Long.parseLong(String.valueOf(json.get("stored_lines")));
      if (body.stored >= 0) {
        assertThat(stored).isEqualTo(body.stored);
      }
      assertThat(server.count("-steady:*")).isEqualTo(stored);
      steady.assertNothingLost();
    }
  }

  @Test
  void aBodyThatBreaksOffIsStoredUpToItsLastWholeLine() throws IOException {
    try (TestServer server = start();
        Socket socket = server.connect()) {
      socket
          .getOutputStream()
          .write(
              bytes(
                  "POST /insert/jsonline HTTP/1.1\r\nHost: localhost\r\nContent-Length:"
                      + " 1000\r\n\r\n{\"_msg\":\"whole\"}\n{\"_msg\":\"ha"));
      socket.shutdownOutput();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 400").contains("\"stored_lines\":1");
      assertThat(server.rows("*")).extracting(row -> row.get("_msg")).containsExactly("whole");
    }
  }

  private static Map<String, Object> with(List<Map<String, Object>> rows, String field) {
    return rows.stream().filter(row -> row.containsKey(field)).findFirst().orElseThrow();
  }

  private static String nested(int depth) {
    return "{\"a\":".repeat(depth - 1) + "{\"a\":1}" + "}".repeat(depth - 1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] filled(int length, char c) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) c);
    return bytes;
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] compressed(String encoding, int times, byte[] piece) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packer =
        encoding.equals("gzip") ? new GZIPOutputStream(out) : new ZstdOutputStream(out)) {
      for (int i = 0; i < times; i++) {
        packer.write(piece);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] wideWindow() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZstdOutputStream zstd = new ZstdOutputStream(out)) {
      zstd.setLong(27);
      for (int i = 0; i < 10; i++) {
        zstd.write(bytes("{\"_msg\":\"wide\"}\n"));
        zstd.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
