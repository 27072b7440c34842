package dev.cordwood.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// rsyslog with the outputs that Debian ships: omfwd over UDP, TCP and TLS, omelasticsearch.
class RsyslogTest {
  private static final int COUNT = 300;

  @TempDir private Path directory;
  private Path input;

  @BeforeEach
  void write() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < COUNT; i++) {
      text.append("order number ").append(i).append('\n');
    }
    input = Files.writeString(directory.resolve("shop.log"), text);
  }

  private void check(Received server, Rsyslog rsyslog) throws Exception {
    List<Map<String, String>> rows = server.awaitNumbers(COUNT);
    assertThat(rows).as(rsyslog.output()).hasSize(COUNT);
    assertThat(Received.number(rows, 7))
        .containsEntry("level", "error")
        .containsEntry("app_name", "shop")
        .containsKey("host");
  }

  @ParameterizedTest
  @CsvSource({
    "syslog-udp, RSYSLOG_TraditionalForwardFormat, traditional",
    "syslog-udp, RSYSLOG_SyslogProtocol23Format, traditional",
    "syslog-tcp, RSYSLOG_TraditionalForwardFormat, traditional",
    "syslog-tcp, RSYSLOG_ForwardFormat, octet-counted",
    "syslog-tcp, RSYSLOG_SyslogProtocol23Format, octet-counted",
  })
  void forwards(String kind, String template, String framing) throws Exception {
    try (Received server =
            Received.start(directory.resolve("d"), "listeners: [%s=127.0.0.1:0]".formatted(kind));
        Rsyslog rsyslog =
            Rsyslog.start(
                directory,
                input,
                """
                action(type="omfwd" target="127.0.0.1" port="%d" protocol="%s" template="%s"
                  tcp_framing="%s")
                """
                    .formatted(
                        server.port(kind),
                        kind.endsWith("udp") ? "udp" : "tcp",
                        template,
                        framing))) {
      check(server, rsyslog);
    }
  }

  @Test
  void forwardsOverTls() throws Exception {
    Certificate tls = Certificate.make(directory);
    try (Received server =
            Received.start(
                directory.resolve("d"),
                """
                listeners:
                  - kind: syslog-tcp
                    listen: 127.0.0.1:0
                    tls: {certificate: "%s", key: "%s"}
                """
                    .formatted(tls.certificate(), tls.key()));
        Rsyslog rsyslog =
            Rsyslog.start(
                directory,
                input,
                """
                global(defaultNetstreamDriverCAFile="%s")
                action(type="omfwd" target="127.0.0.1" port="%d" protocol="tcp"
                  tcp_framing="octet-counted" template="RSYSLOG_SyslogProtocol23Format"
                  StreamDriver="gtls" StreamDriverMode="1" StreamDriverAuthMode="x509/certvalid")
                """
                    .formatted(tls.certificate(), server.port("syslog-tcp")))) {
      check(server, rsyslog);
    }
  }

  @Test
  void writesToElasticsearch() throws Exception {
    try (Received server = Received.start(directory.resolve("d"), "");
        Rsyslog rsyslog =
            Rsyslog.start(
                directory,
                input,
                """
                module(load="omelasticsearch")
                template(name="doc" type="list" option.jsonf="on") {
                  property(outname="@timestamp" name="timereported" dateFormat="rfc3339" format="jsonf")
                  property(outname="host" name="hostname" format="jsonf")
                  property(outname="severity" name="syslogseverity-text" format="jsonf")
                  property(outname="app_name" name="programname" format="jsonf")
                  property(outname="message" name="msg" format="jsonf")
                }
                action(type="omelasticsearch" server="127.0.0.1" serverport="%d" template="doc"
                  searchIndex="shop" bulkmode="on" searchType="" action.resumeRetryCount="-1")
                """
                    .formatted(server.httpPort()))) {
      List<Map<String, String>> rows = server.awaitNumbers(COUNT);
      assertThat(rows).as(rsyslog.output()).hasSize(COUNT);
      assertThat(Received.number(rows, 7)).containsEntry("app_name", "shop").containsKey("host");
    }
  }
}
