package dev.cordwood.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.fluentd.logger.FluentLogger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Fluentd's Java logger.
class FluentLoggerTest {
  private static final int COUNT = 200;

  @Test
  void sendsOverForward(@TempDir Path directory) throws Exception {
    try (Received server = Received.start(directory, "listeners: [forward=127.0.0.1:0]")) {
      FluentLogger logger = FluentLogger.getLogger("shop", "127.0.0.1", server.port("forward"));
      for (int i = 0; i < COUNT; i++) {
        assertThat(logger.log("orders", Map.of("message", "order number " + i, "amount", i)))
            .isTrue();
      }
      logger.close();
      List<Map<String, String>> rows = server.await(COUNT);
      assertThat(rows).hasSize(COUNT);
      assertThat(Received.number(rows, 77))
          .containsEntry("tag", "shop.orders")
          .containsEntry("amount", "77");
    }
  }
}
