package dev.cordwood.interop;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Logback with the appenders that people use for central logging, configured as their manuals say.
class LogbackTest {
  private static final int COUNT = 50;

  @TempDir private Path directory;

  private void log(String appender) throws Exception {
    LoggerContext context = new LoggerContext();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    String xml =
        """
        <configuration>
          %s
          <root level="debug"><appender-ref ref="OUT"/></root>
        </configuration>
        """
            .formatted(appender);
    configurator.doConfigure(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    context.start();
    Logger logger = context.getLogger("com.example.Shop");
    for (int i = 0; i < COUNT; i++) {
      logger.info("order number {}", i);
    }
    logger.error("payment failed", new IllegalStateException("no card"));
    context.stop();
  }

  private static void check(List<Map<String, String>> rows) {
    Map<String, String> first = Received.number(rows, 0);
    assertThat(first.get("level")).isEqualToIgnoringCase("info");
    assertThat(rows)
        .filteredOn(row -> "payment failed".equals(row.get("_msg")))
        .singleElement()
        .satisfies(row -> {
          assertThat(row.get("level")).isEqualToIgnoringCase("error");
          assertThat(row.toString()).contains("IllegalStateException").contains("no card");
        });
  }

  @Test
  void logstashEncoderOverTcp() throws Exception {
    try (Received server = Received.start(directory, "listeners: [json=127.0.0.1:0]")) {
      log(
          """
          <appender name="OUT" class="net.logstash.logback.appender.LogstashTcpSocketAppender">
            <destination>127.0.0.1:%d</destination>
            <encoder class="net.logstash.logback.encoder.LogstashEncoder">
              <customFields>{"service":"shop"}</customFields>
            </encoder>
          </appender>
          """
              .formatted(server.port("json")));
      List<Map<String, String>> rows = server.await(COUNT + 1);
      assertThat(rows).hasSize(COUNT + 1);
      check(rows);
      assertThat(Received.number(rows, 7))
          .containsEntry("service", "shop")
          .containsEntry("logger_name", "com.example.Shop")
          .containsKey("thread_name");
    }
  }

  @Test
  void gelfOverUdp() throws Exception {
    try (Received server = Received.start(directory, "listeners: [gelf-udp=127.0.0.1:0]")) {
      log(
          """
          <appender name="OUT" class="de.siegmar.logbackgelf.GelfUdpAppender">
            <graylogHost>127.0.0.1</graylogHost><graylogPort>%d</graylogPort>
            <maxChunkSize>508</maxChunkSize>
          </appender>
          """
              .formatted(server.port("gelf-udp")));
      List<Map<String, String>> rows = server.await(COUNT + 1);
      assertThat(rows).hasSize(COUNT + 1);
      assertThat(Received.number(rows, 3)).containsEntry("level", "info").containsKey("host");
      assertThat(rows)
          .filteredOn(row -> row.get("_msg").startsWith("payment failed"))
          .singleElement()
          .satisfies(row -> assertThat(row.toString()).contains("IllegalStateException"));
    }
  }

  @Test
  void gelfOverTcp() throws Exception {
    try (Received server = Received.start(directory, "listeners: [gelf-tcp=127.0.0.1:0]")) {
      log(
          """
          <appender name="OUT" class="de.siegmar.logbackgelf.GelfTcpAppender">
            <graylogHost>127.0.0.1</graylogHost><graylogPort>%d</graylogPort>
          </appender>
          """
              .formatted(server.port("gelf-tcp")));
      List<Map<String, String>> rows = server.await(COUNT + 1);
      assertThat(rows).hasSize(COUNT + 1);
      assertThat(Received.number(rows, 3)).containsEntry("level", "info").containsKey("host");
    }
  }

  @Test
  void loki() throws Exception {
    try (Received server = Received.start(directory, "")) {
      log(
          """
          <appender name="OUT" class="com.github.loki4j.logback.Loki4jAppender">
            <labels>
              app=shop
              host=h1
            </labels>
            <message><pattern>%%level %%logger{20} %%msg%%n%%ex</pattern></message>
            <http><url>%s</url></http>
            <batch><timeoutMs>200</timeoutMs></batch>
          </appender>
          """
              .formatted(server.url("/loki/api/v1/push")));
      List<Map<String, String>> rows = server.await(COUNT + 1);
      assertThat(rows).hasSize(COUNT + 1);
      assertThat(rows)
          .allSatisfy(
              row -> assertThat(row).containsEntry("app", "shop").containsEntry("host", "h1"));
      assertThat(rows)
          .filteredOn(row -> row.get("_msg").contains("order number 5"))
          .first()
          .satisfies(row -> assertThat(row.get("level")).isEqualToIgnoringCase("info"));
    }
  }
}
