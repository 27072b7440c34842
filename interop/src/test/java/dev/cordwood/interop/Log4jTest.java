package dev.cordwood.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Log4j2's socket appender with its JSON template layout.
class Log4jTest {
  private static final int COUNT = 50;

  @TempDir private Path directory;

  private static void log(int port, String layout) throws Exception {
    String xml =
        """
        <Configuration status="error">
          <Appenders>
            <Socket name="OUT" host="127.0.0.1" port="%d" protocol="TCP">%s</Socket>
          </Appenders>
          <Loggers><Root level="debug"><AppenderRef ref="OUT"/></Root></Loggers>
        </Configuration>
        """
            .formatted(port, layout);
    ConfigurationSource source =
        new ConfigurationSource(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    LoggerContext context = Configurator.initialize(Log4jTest.class.getClassLoader(), source);
    Logger logger = context.getLogger("com.example.Shop");
    for (int i = 0; i < COUNT; i++) {
      logger.warn("order number {}", i);
    }
    logger.error("payment failed", new IllegalStateException("no card"));
    context.stop();
  }

  @Test
  void elasticCommonSchema() throws Exception {
    try (Received server = Received.start(directory, "listeners: [json=127.0.0.1:0]")) {
      log(
          server.port("json"),
          "<JsonTemplateLayout eventTemplateUri=\"classpath:EcsLayout.json\"/>");
      List<Map<String, String>> rows = server.await(COUNT + 1);
      assertThat(rows).hasSize(COUNT + 1);
      assertThat(Received.number(rows, 7))
          .containsEntry("level", "WARN")
          .containsEntry("log.logger", "com.example.Shop");
      assertThat(rows)
          .filteredOn(row -> "payment failed".equals(row.get("_msg")))
          .singleElement()
          .satisfies(row -> assertThat(row.get("error.stack_trace")).contains("no card"));
    }
  }

  @Test
  void plainLines() throws Exception {
    try (Received server = Received.start(directory, "listeners: [lines=127.0.0.1:0]")) {
      log(
          server.port("lines"),
          "<PatternLayout pattern=\"%d{ISO8601} [%t] %-5level %logger{36} - %msg%n%ex\"/>");
      List<Map<String, String>> rows = server.awaitNumbers(COUNT);
      assertThat(Received.number(rows, 7))
          .containsEntry("level", "WARN")
          .containsEntry("logger", "com.example.Shop");
    }
  }
}
