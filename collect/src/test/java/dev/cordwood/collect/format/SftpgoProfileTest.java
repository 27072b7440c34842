package dev.cordwood.collect.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.Timestamps;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SftpgoProfileTest {
  private static Parsed parse(String line) {
    return Parsed.line(
        IngestOptions.DEFAULTS, LineFormat.AUTO, line.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertFields(String line, String... namesAndValues) {
    Parsed row = parse(line);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      assertThat(row.get(namesAndValues[i])).as(namesAndValues[i]).isEqualTo(namesAndValues[i + 1]);
    }
  }

  private static final String UPLOAD =
      "{\"level\":\"info\",\"time\":\"2026-10-01T16:53:57.751\",\"sender\":\"Upload\","
          + "\"local_addr\":\"127.0.0.1:2299\",\"remote_addr\":\"127.0.0.1:37628\",\"elapsed_ms\":0,"
          + "\"size_bytes\":4000,\"username\":\"dtd-push\","
          + "\"file_path\":\"/data/schedule-feed/incoming/timetable_full.zip\","
          + "\"virtual_path\":\"/timetable_full.zip\",\"connection_id\":\"SFTP_adb66d8d_1\","
          + "\"protocol\":\"SFTP\"}";

  @Test
  void uploads() {
    assertFields(
        UPLOAD,
        "_format",
        "sftpgo",
        "level",
        "info",
        "sender",
        "Upload",
        "remote_address",
        "127.0.0.1",
        "remote_port",
        "NUMBER 37628",
        "action",
        "upload",
        "user",
        "dtd-push",
        "bytes",
        "NUMBER 4000",
        "path",
        "/timetable_full.zip",
        "protocol",
        "SFTP",
        "success",
        "BOOLEAN true",
        "duration_ms",
        "NUMBER 0",
        "remote_addr",
        "127.0.0.1:37628",
        "username",
        "dtd-push",
        "size_bytes",
        "NUMBER 4000");
    assertThat(Timestamps.format(parse(UPLOAD).time())).isEqualTo("2026-10-01T16:53:57.751Z");
  }

  @Test
  void uploadsThatFailed() {
    assertFields(
        "{\"level\":\"error\",\"time\":\"2026-10-01T16:53:57.880\",\"sender\":\"Upload\","
            + "\"remote_addr\":\"[::1]:37628\",\"elapsed_ms\":15,\"size_bytes\":0,"
            + "\"username\":\"u\",\"file_path\":\"/x\",\"protocol\":\"SFTP\","
            + "\"error\":\"failure: denying write due to space limit\"}",
        "action",
        "upload",
        "success",
        "BOOLEAN false",
        "bytes",
        "NUMBER 0",
        "remote_address",
        "::1",
        "remote_port",
        "NUMBER 37628",
        "path",
        "/x",
        "error",
        "failure: denying write due to space limit");
  }

  @Test
  void downloadsOfOlderVersionsHaveNoAddress() {
    assertFields(
        "{\"level\":\"info\",\"time\":\"2020-12-10T10:10:43.048\",\"sender\":\"Download\","
            + "\"elapsed_ms\":4,\"size_bytes\":4034,\"username\":\"minio\",\"file_path\":\"/ros.txt\","
            + "\"connection_id\":\"SFTP_df79_1\",\"protocol\":\"SFTP\"}",
        "action",
        "download",
        "user",
        "minio",
        "bytes",
        "NUMBER 4034",
        "path",
        "/ros.txt",
        "remote_address",
        "(absent)",
        "success",
        "BOOLEAN true",
        "duration_ms",
        "NUMBER 4");
  }

  @Test
  void theFirstVersionsWroteTheTimeOtherwise() {
    String line =
        "{\"level\":\"info\",\"sender\":\"Upload\",\"time\":\"2019-10-12T10:03.56.827\","
            + "\"elapsed_ms\":1,\"size_bytes\":2,\"username\":\"u\",\"file_path\":\"/f\","
            + "\"connection_id\":\"c\",\"protocol\":\"SFTP\"}";
    assertFields(line, "action", "upload", "time", "(absent)");
    assertThat(Timestamps.format(parse(line).time())).isEqualTo("2019-10-12T10:03:56.827Z");
  }

  @Test
  void logins() {
    assertFields(
        "{\"level\":\"info\",\"time\":\"2026-10-01T16:53:57.743\",\"sender\":\"login\","
            + "\"ip\":\"127.0.0.1\",\"username\":\"dtd-push\",\"method\":\"keyboard-interactive\","
            + "\"protocol\":\"SSH\",\"connection_id\":\"adb66d8d\","
            + "\"client\":\"SSH-2.0-OpenSSH_10.2\",\"encrypted\":true,"
            + "\"info\":\"negotiated algorithms: {...}\"}",
        "action",
        "login",
        "user",
        "dtd-push",
        "remote_address",
        "127.0.0.1",
        "remote_port",
        "(absent)",
        "success",
        "BOOLEAN true",
        "protocol",
        "SSH",
        "method",
        "keyboard-interactive",
        "encrypted",
        "BOOLEAN true");
  }

  @Test
  void loginsOfOlderVersionsAreMessages() {
    assertFields(
        "{\"level\":\"info\",\"time\":\"2021-08-09T13:35:59.665\",\"sender\":\"SFTP\","
            + "\"connection_id\":\"SFTP_b4\",\"message\":\"User id: 405, logged in with: "
            + "\\\"password\\\", username: \\\"bob\\\", home_dir: \\\"/h\\\"\"}",
        "action",
        "login",
        "user",
        "bob",
        "success",
        "BOOLEAN true");
  }

  @Test
  void failedLogins() {
    String line =
        "{\"level\":\"debug\",\"time\":\"2026-10-01T16:54:01.437\",\"sender\":\"connection_failed\","
            + "\"client_ip\":\"127.0.0.1\",\"username\":\"%s\",\"login_type\":\"%s\",\"protocol\":\"SSH\",\"error\":\"not"
            + " found: username \\\"scanner\\\" does not exist\"}";
    assertFields(
        line.formatted("scanner", "keyboard-interactive"),
        "action",
        "login_failed",
        "user",
        "scanner",
        "remote_address",
        "127.0.0.1",
        "success",
        "BOOLEAN false",
        "level",
        "debug");
    assertFields(
        line.formatted("", "no_auth_tried"),
        "action",
        "connection_failed",
        "user",
        "(absent)",
        "username",
        "",
        "success",
        "BOOLEAN false");
  }

  @Test
  void theDefender() {
    String line =
        "{\"level\":\"%s\",\"time\":\"2026-10-01T16:54:01.437\",\"sender\":\"defender\","
            + "\"client_ip\":\"127.0.0.1\",\"protocol\":\"SSH\",\"event\":\"%s\"%s}";
    assertFields(
        line.formatted("info", "banned", ""), "action", "ban", "remote_address", "127.0.0.1");
    assertFields(
        line.formatted("debug", "UserNotFound", ",\"increase_score_by\":2,\"score\":4"),
        "action",
        "defender",
        "score",
        "NUMBER 4",
        "success",
        "(absent)");
  }

  @ParameterizedTest
  @CsvSource({
    "Rename,rename", "Rmdir,rmdir", "Mkdir,mkdir", "Symlink,symlink", "Remove,remove",
    "Chmod,chmod", "Chown,chown", "Chtimes,chtimes", "Truncate,truncate", "Copy,copy",
    "SSHCommand,ssh_command", "SetStat,setstat"
  })
  void commands(String sender, String action) {
    assertFields(
        ("{\"level\":\"info\",\"time\":\"2026-10-01T16:54:01.437\",\"sender\":\"%s\","
                + "\"local_addr\":\"10.0.0.1:2022\",\"remote_addr\":\"10.0.0.2:50000\","
                + "\"username\":\"u\",\"file_path\":\"/a\",\"target_path\":\"/b\",\"filemode\":\"\","
                + "\"uid\":-1,\"gid\":-1,\"access_time\":\"\",\"size\":-1,\"elapsed\":3,"
                + "\"ssh_command\":\"\",\"connection_id\":\"c\",\"protocol\":\"SFTP\"}")
            .formatted(sender),
        "action",
        action,
        "path",
        "/a",
        "user",
        "u",
        "duration_ms",
        "NUMBER 3",
        "success",
        "BOOLEAN true",
        "bytes",
        "(absent)",
        "target_path",
        "/b",
        "remote_port",
        "NUMBER 50000");
  }

  @Test
  void httpRequests() {
    String line =
        "{\"level\":\"%s\",\"time\":\"2026-10-01T16:54:01.437\",\"sender\":\"httpd\","
            + "\"local_addr\":\"127.0.0.1:8080\",\"method\":\"GET\",\"proto\":\"HTTP/1.1\","
            + "\"remote_addr\":\"127.0.0.1:5\",\"uri\":\"http://127.0.0.1:8080/web\","
            + "\"user_agent\":\"curl\",\"resp_status\":%d,\"resp_size\":10,\"elapsed_ms\":2}";
    assertFields(
        line.formatted("debug", 200),
        "action",
        "http",
        "success",
        "BOOLEAN true",
        "path",
        "http://127.0.0.1:8080/web",
        "duration_ms",
        "NUMBER 2",
        "remote_port",
        "NUMBER 5");
    assertFields(line.formatted("warn", 404), "success", "BOOLEAN false");
  }

  @Test
  void linesOfTheProgramKeepWhatTheySay() {
    assertFields(
        "{\"level\":\"debug\",\"time\":\"2021-08-09T13:35:59.665\",\"sender\":\"SFTP\","
            + "\"connection_id\":\"SFTP_b474\","
            + "\"message\":\"connection removed, num open connections: 0\"}",
        "_format",
        "sftpgo",
        "_msg",
        "connection removed, num open connections: 0",
        "action",
        "(absent)",
        "success",
        "(absent)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"level\":\"info\",\"time\":\"2026-10-01T16:54:01Z\",\"sender\":\"Upload\",\"msg\":\"mail\"}",
        "{\"level\":\"info\",\"time\":\"2026-10-01T16:54:01Z\",\"sender\":\"bob\",\"msg\":\"mail\"}",
        "{\"level\":\"info\",\"sender\":\"Upload\",\"username\":\"u\",\"protocol\":\"x\"}",
        "{\"level\":3,\"time\":\"2026-10-01T16:54:01Z\",\"sender\":\"login\",\"ip\":\"x\"}",
      })
  void othersWhoSayWhoSentSomethingAreLeftAlone(String line) {
    assertThat(parse(line).fields()).doesNotContainKeys("action", "user", "success", "_format");
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.3.4:22,1.2.3.4,NUMBER 22", "1.2.3.4,1.2.3.4,(absent)", "[::1]:22,::1,NUMBER 22",
    "::1,::1,(absent)", "[2001:db8::1],2001:db8::1,(absent)", "host:0,host,NUMBER 0",
    "fe80::1%eth0,fe80::1%eth0,(absent)", "1.2.3.4:,1.2.3.4:,(absent)", ":22,:22,(absent)"
  })
  void addressesAreTakenApart(String address, String host, String port) {
    assertFields(
        ("{\"level\":\"info\",\"time\":\"2026-10-01T16:53:57.743\",\"sender\":\"login\","
                + "\"ip\":\"%s\",\"username\":\"u\"}")
            .formatted(address),
        "remote_address",
        host,
        "remote_port",
        port);
  }

  @Test
  void timesAreInTheConfiguredZone() {
    LineParser parser =
        new LineParser(
            IngestOptions.DEFAULTS.withZone(ZoneId.of("Europe/Berlin")),
            ParseOptions.DEFAULTS.withFormat("sftpgo"));
    EventBatchBuilder builder = new EventBatchBuilder();
    byte[] line = UPLOAD.getBytes(StandardCharsets.UTF_8);
    parser.parse(line, 0, line.length, 0, builder);
    assertThat(Timestamps.format(builder.build().time(0))).isEqualTo("2026-10-01T14:53:57.751Z");
  }
}
