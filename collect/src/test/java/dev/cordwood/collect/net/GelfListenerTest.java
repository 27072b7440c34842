package dev.cordwood.collect.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cordwood.collect.RefusalReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GelfListenerTest {
  private static final String MESSAGE =
      "{\"version\":\"1.1\",\"host\":\"web\",\"short_message\":\"a \\\"short\\\" one\","
          + "\"full_message\":\"and\\nlong\",\"timestamp\":1795234494.123,\"level\":4,"
          + "\"_user_id\":9001,\"_ok\":true,\"_nested\":{\"level\":3},\"line\":\"7\"}";

  @TempDir Path directory;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] zlib(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream packed = new DeflaterOutputStream(out)) {
      packed.write(plain);
    }
    return out.toByteArray();
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(out)) {
      packed.write(plain);
    }
    return out.toByteArray();
  }

  @Test
  void theFieldsOfAMessageAreThoseOfARow() throws IOException {
    try (ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.GELF_UDP)) {
      fixture.datagram(MESSAGE);
      await().until(() -> fixture.rows() == 1);
      assertThat(fixture.onlyRow())
          .containsEntry("_time", "2026-11-21T04:14:54.123Z")
          .containsEntry("_msg", "a \"short\" one")
          .containsEntry("full_message", "and\nlong")
          .containsEntry("host", "web")
          .containsEntry("level", "warn")
          .containsEntry("severity", "4")
          .containsEntry("user_id", "9001")
          .containsEntry("ok", "true")
          .containsEntry("nested.level", "3")
          .containsEntry("line", "7")
          .containsEntry("version", "1.1")
          .containsEntry("source", "gelf-udp")
          .containsEntry("remote_ip", "127.0.0.1");
    }
  }

  @Test
  void aShortMessageThatIsJsonIsOpened() throws IOException {
    try (ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.GELF_TCP)) {
      fixture.sendAll(
          "{\"version\":\"1.1\",\"host\":\"docker\",\"level\":6,\"short_message\":\"{\\\"level\\\":\\\"error\\\",\\\"message\\\":\\\"inner"
              + " \\u00e9\\\",\\\"n\\\":1}\"}\0");
      await().until(() -> fixture.rows() == 1);
      assertThat(fixture.onlyRow())
          .containsEntry("_msg", "inner é")
          .containsEntry("level", "error")
          .containsEntry("n", "1");
    }
  }

  @Test
  void plainAndPackedDatagramsWholeAndInChunksAreTaken() throws IOException {
    long seed = new Random().nextLong();
    try (ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.GELF_UDP)) {
      int id = 0;
      for (byte[] payload : List.of(bytes(MESSAGE), zlib(bytes(MESSAGE)), gzip(bytes(MESSAGE)))) {
        fixture.datagram(payload);
        List<byte[]> chunks = GelfReassemblerTest.chunks(id++, payload, 7);
        Collections.shuffle(chunks, new Random(seed));
        for (byte[] chunk : chunks) {
          fixture.datagram(chunk);
        }
      }
      await().until(() -> fixture.rows() == 6);
      assertThat(fixture.values("_msg")).as("seed %d", seed).containsOnly("a \"short\" one");
      assertThat(fixture.counters.refusals()).isEmpty();
    }
  }

  @Test
  void whatCannotBeTakenIsCountedAndWhatIsNoJsonIsKept() throws IOException {
    try (ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.GELF_UDP)) {
      fixture.datagram("{\"short_message\":\"no end");
      fixture.datagram("just text");
      await().until(() -> fixture.rows() == 2);
      assertThat(fixture.values("_msg"))
          .containsExactlyInAnyOrder("{\"short_message\":\"no end", "just text");
      assertThat(fixture.values("_error")).allMatch(error -> error.startsWith("not JSON: at byte"));
      assertThat(fixture.refused(RefusalReason.BAD_JSON)).isEqualTo(2);
      byte[] damaged = gzip(bytes(MESSAGE.repeat(3)));
      damaged[damaged.length / 2] ^= 0x55;
      fixture.datagram(damaged);
      fixture.datagram(zlib(new byte[10 << 20])); // more than may come out
      await().until(() -> fixture.refused(RefusalReason.BAD_COMPRESSION) == 2);
      assertThat(fixture.counters.snapshot().refusedLines()).isEqualTo(2);
    }
  }

  @Test
  void aMessageWithoutATextHasItsLongOneOrNone() throws IOException {
    try (ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.GELF_TCP)) {
      fixture.sendAll(
          """
          {"host":"a","short_message":"","full_message":"long"}
          {"host":"b","short_message":null,"level":"x"}
          """);
      await().until(() -> fixture.rows() == 2);
      assertThat(fixture.values("_msg")).contains("long");
      assertThat(fixture.values("level")).contains("x");
    }
  }

  @Test
  void aFrameOverTcpThatIsTooLongIsCutAndKept() throws IOException {
    ListenerSpec spec = ListenerFixture.spec(ListenerKind.GELF_TCP).withMaxFrameBytes(100);
    try (ListenerFixture fixture = ListenerFixture.start(directory, spec)) {
      String message = "{\"short_message\":\"" + "x".repeat(200) + "\"}";
      fixture.sendAll(message + "\0{\"short_message\":\"next\"}\0");
      await().until(() -> fixture.rows() == 2);
      assertThat(fixture.values("_msg")).contains("next", message.substring(0, 100));
      assertThat(fixture.values("_error"))
          .contains("message cut: it had %d bytes, 100 are kept".formatted(message.length()));
      assertThat(fixture.refused(RefusalReason.TOO_LONG)).isEqualTo(1);
    }
  }
}
