package dev.cordwood.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.resources.Resource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// OpenTelemetry's Java SDK, which exports protobuf.
class OpenTelemetryTest {
  private static final int COUNT = 1_000;

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip"})
  void exportsProtobuf(String compression, @TempDir Path directory) throws Exception {
    try (Received server = Received.start(directory, "")) {
      SdkLoggerProvider provider =
          SdkLoggerProvider.builder()
              .setResource(
                  Resource.create(
                      Attributes.of(
                          AttributeKey.stringKey("service.name"), "shop",
                          AttributeKey.stringKey("host.name"), "h1")))
              .addLogRecordProcessor(
                  BatchLogRecordProcessor.builder(
                          OtlpHttpLogRecordExporter.builder()
                              .setEndpoint(server.url("/v1/logs"))
                              .setCompression(compression)
                              .build())
                      .build())
              .build();
      Logger logger = provider.get("com.example.Shop");
      for (int i = 0; i < COUNT; i++) {
        logger
            .logRecordBuilder()
            .setSeverity(Severity.WARN)
            .setSeverityText("WARN")
            .setBody("order number " + i)
            .setAttribute(AttributeKey.longKey("amount"), (long) i)
            .setTimestamp(1_795_234_494_000_000_000L + i, TimeUnit.NANOSECONDS)
            .emit();
      }
      assertThat(provider.forceFlush().join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
      List<Map<String, String>> rows = server.await(COUNT);
      assertThat(rows).hasSize(COUNT);
      assertThat(Received.number(rows, 77))
          .containsEntry("level", "WARN")
          .containsEntry("service", "shop")
          .containsEntry("host", "h1")
          .containsEntry("amount", "77")
          .containsEntry("_time", "2026-11-21T04:14:54.000000077Z");
      provider.close();
    }
  }
}
