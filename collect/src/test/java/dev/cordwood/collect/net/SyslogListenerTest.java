package dev.cordwood.collect.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cordwood.collect.RefusalReason;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.Timestamps;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyslogListenerTest {
  @TempDir Path directory;

  @Test
  void datagramsOfBothRfcsAreReadAndTheSenderIsRecorded() throws IOException {
    try (ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.SYSLOG_UDP)) {
      fixture.datagram("<165>1 2026-11-21T04:14:54.003Z web app 123 ID47 [x@1 a=\"b\"] new");
      await().until(() -> fixture.rows() == 1);
      assertThat(fixture.onlyRow())
          .containsEntry("_time", "2026-11-21T04:14:54.003Z")
          .containsEntry("_msg", "new")
          .containsEntry("host", "web")
          .containsEntry("app_name", "app")
          .containsEntry("proc_id", "123")
          .containsEntry("x@1.a", "b")
          .containsEntry("level", "info")
          .containsEntry("remote_ip", "127.0.0.1")
          .containsEntry("source", "syslog-udp");
      fixture.datagram("<34>Nov 21 04:14:54 old su[77]: failed\n\0");
      await().until(() -> fixture.rows() == 2);
      assertThat(fixture.values("_msg")).containsExactlyInAnyOrder("new", "failed");
      assertThat(fixture.values("host")).containsExactlyInAnyOrder("web", "old");
    }
  }

  @Test
  void aMessageWithoutTimeAndHostHasThoseOfItsComing() throws IOException {
    try (ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.SYSLOG_UDP)) {
      Instant before = Instant.now();
      fixture.datagram("<13>tag: text");
      await().until(() -> fixture.rows() == 1);
      Map<String, String> row = fixture.onlyRow();
      assertThat(Instant.parse(row.get("_time"))).isBetween(before, Instant.now());
      assertThat(row)
          .containsEntry("host", "127.0.0.1")
          .containsEntry("app_name", "tag")
          .containsEntry("_msg", "text");
    }
  }

  @Test
  void messagesThatNothingSeparatesAreOneWhenTheConnectionHasBeenSilent() throws IOException {
    ListenerSpec spec =
        ListenerFixture.spec(ListenerKind.SYSLOG_TCP).withIdleTimeout(Duration.ofMillis(300));
    try (ListenerFixture fixture = ListenerFixture.start(directory, spec);
        Socket socket = fixture.connect()) {
      String message = "<14>1 2026-11-21T04:14:54Z web app 1 - - ";
      ListenerFixture.send(socket, message + "one" + message + "two");
      await().until(() -> fixture.rows() == 1);
      assertThat(fixture.onlyRow())
          .containsEntry("app_name", "app")
          .containsEntry("_msg", "one" + message + "two");
    }
  }

  @Test
  void timesWithoutAZoneAreOfTheListenersZone() throws IOException {
    ListenerSpec spec =
        ListenerFixture.spec(ListenerKind.SYSLOG_TCP)
            .withZone(ZoneId.of("Asia/Tokyo"))
            .withName("routers")
            .withFields(Map.of("site", "tokyo", "host", "fixed"));
    try (ListenerFixture fixture = ListenerFixture.start(directory, spec)) {
      fixture.sendAll("<13>2026-11-21T09:00:00 tag: text\n");
      await().until(() -> fixture.rows() == 1);
      assertThat(fixture.onlyRow())
          .containsEntry("_time", "2026-11-21T00:00:00Z")
          .containsEntry("site", "tokyo")
          .containsEntry("host", "fixed")
          .containsEntry("source", "routers");
    }
  }

  @Test
  void jsonWithinSyslogBecomesFieldsAndItsTimeCounts() throws IOException {
    try (ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.SYSLOG_TCP)) {
      String json =
          "{\"level\":\"debug\",\"time\":\"2026-11-21T04:14:54.123\",\"sender\":\"Upload\","
              + "\"size_bytes\":7,\"message\":\"stored\"}";
      fixture.sendAll("<14>Nov 21 04:14:55 files sftpgo[1]: " + json + "\n");
      await().until(() -> fixture.rows() == 1);
      assertThat(fixture.onlyRow())
          .containsEntry("_time", "2026-11-21T04:14:54.123Z")
          .containsEntry("_msg", "stored")
          .containsEntry("level", "debug")
          .containsEntry("size_bytes", "7")
          .containsEntry("app_name", "sftpgo");
    }
  }

  @Test
  void severalLinesOfADatagramAreSeveralMessagesAndAStackTraceIsOne() throws IOException {
    try (ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.SYSLOG_UDP)) {
      fixture.datagram("<13>a: one\n<13>a: two\n<13>a: trace\n\tat x\n\tat y");
      fixture.datagram("no priority\nnor here");
      await().until(() -> fixture.rows() == 5);
      assertThat(fixture.values("_msg"))
          .containsExactlyInAnyOrder(
              "one", "two", "trace\n\tat x\n\tat y", "no priority", "nor here");
    }
  }

  @Test
  void countedAndDelimitedFramesOfOneConnectionAreTaken() throws IOException {
    try (ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.SYSLOG_TCP)) {
      fixture.sendAll("10 <13>t: one<13>t: two\n14 <13>t: th\nreex11 <13>t: four<13>t: five");
      await().until(() -> fixture.rows() == 5);
      assertThat(fixture.values("_msg"))
          .containsExactlyInAnyOrder("one", "two", "th\nreex", "four", "five");
    }
  }

  @Test
  void aBadLengthIsCountedAndTheRestIsKept() throws IOException {
    try (ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.SYSLOG_TCP)) {
      fixture.sendAll("10 <13>t: oneTAIL10 <13>t: two");
      await().until(() -> fixture.rows() == 3);
      assertThat(fixture.values("_msg")).containsExactlyInAnyOrder("one", "TAIL", "two");
      assertThat(fixture.refused(RefusalReason.BAD_FRAME)).isEqualTo(1);
      assertThat(fixture.listener.status().lastError()).contains("octet counting");
    }
  }

  @Test
  void aMessageThatIsTooLongIsCutAndSaysSo() throws IOException {
    IngestOptions options = IngestOptions.DEFAULTS.withMaxLineBytes(100);
    try (ListenerFixture fixture =
        ListenerFixture.start(directory, ListenerFixture.spec(ListenerKind.SYSLOG_TCP), options)) {
      fixture.sendAll("<13>t: " + "x".repeat(200) + "\n207 <13>t: " + "y".repeat(200));
      await().until(() -> fixture.rows() == 2);
      assertThat(fixture.values("_msg")).containsExactlyInAnyOrder("x".repeat(93), "y".repeat(93));
      assertThat(fixture.values("_error")).containsOnly("line cut: it had 207 bytes, 100 are kept");
      assertThat(fixture.refused(RefusalReason.TOO_LONG)).isEqualTo(2);
    }
  }

  @Test
  void bytesThatAreNoSyslogAndNoUtf8AreKeptAsText() throws IOException {
    try (ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.SYSLOG_UDP)) {
      fixture.datagram("<999>what\u00e9".getBytes(StandardCharsets.ISO_8859_1));
      fixture.datagram(new byte[0]);
      fixture.datagram("\0\0");
      await().until(() -> fixture.counters.snapshot().emptyLines() == 2);
      await().until(() -> fixture.rows() == 1);
      assertThat(fixture.onlyRow()).containsEntry("_msg", "<999>what\ufffd");
    }
  }

  @Test
  void theLargestDatagramIsTakenWhole() throws IOException {
    try (ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.SYSLOG_UDP)) {
      fixture.datagram("<13>t: " + "x".repeat(65_507 - 7));
      await().until(() -> fixture.rows() == 1);
      assertThat(fixture.onlyRow()).containsEntry("_msg", "x".repeat(65_500));
    }
  }

  @Test
  void theStatusTellsOfTheLastLineAndTheConnections() throws IOException {
    try (ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.SYSLOG_TCP);
        Socket socket = fixture.connect()) {
      ListenerFixture.send(socket, "<13>2026-11-21T09:00:00Z h t: shown\n");
      await().until(() -> fixture.rows() == 1);
      var status = fixture.listener.status();
      assertThat(status.lastLineText()).isEqualTo("shown");
      assertThat(status.connections()).isEqualTo(1);
      assertThat(status.kind()).isEqualTo("syslog-tcp");
      assertThat(status.address()).isEqualTo("127.0.0.1:" + fixture.port());
      assertThat(Timestamps.format(status.lastRowTime())).isEqualTo("2026-11-21T09:00:00Z");
    }
  }

  @Test
  void closingStoresTheDatagramsThatHaveCome() throws IOException {
    ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.SYSLOG_UDP);
    for (int i = 0; i < 200; i++) {
      fixture.datagram("<13>t: " + i);
    }
    fixture.listener.close();
    assertThat(fixture.rows()).isEqualTo(200);
    fixture.close();
  }
}
