package dev.cordwood.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.server.config.ConfigKeys;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server =
        TestServer.start(
            data,
            config -> config.with(ConfigKeys.HTTP_ALLOWED_HOSTS, List.of("logs.example.org")));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String status(String path, String... headers) {
    StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    String answer = server.raw(request + "Connection: close\r\n\r\n");
    return answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8050",
        "127.0.0.1",
        "127.0.0.1:1",
        "[::1]",
        "[::1]:8050",
        "192.168.1.17:8050",
        "dashboard.localhost",
        "LOGS.example.org"
      })
  void namesOfThisMachineIpAddressesAndConfiguredNamesAreServed(String host) {
    assertThat(status("/health", "Host: " + host)).isEqualTo("200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8050",
        "localhost.evil.example",
        "127.0.0.1.evil.example"
      })
  void aNameThatAnAttackerCouldPointHereIsRefused(String host) {
    assertThat(status("/health", "Host: " + host)).isEqualTo("421");
    assertThat(status("/", "Host: " + host)).isEqualTo("421");
    assertThat(status("/select/logsql/query?query=*", "Host: " + host)).isEqualTo("421");
  }

  @Test
  void aRequestWithoutAHostIsRefused() {
    assertThat(status("/health")).isIn("400", "421");
  }

  @Test
  void pagesOfOtherSitesCannotAskOrInsert() {
    assertThat(
            status(
                "/select/logsql/query?query=*", "Host: localhost", "Origin: http://evil.example"))
        .isEqualTo("403");
    assertThat(status("/api/v1/status", "Host: localhost", "Origin: null")).isEqualTo("403");
    assertThat(
            status(
                "/select/logsql/query?query=*",
                "Host: localhost",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Mode: no-cors"))
        .isEqualTo("403");
    // another port of this machine is another site
    assertThat(status("/api/v1/status", "Host: localhost:8050", "Origin: http://localhost:3000"))
        .isEqualTo("403");
    HttpResponse<String> answer =
        server.post(
            "/insert/jsonline",
            "{}".getBytes(StandardCharsets.UTF_8),
            "Origin",
            "http://evil.example");
    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void theDashboardItselfAndLinksToItWork() {
    assertThat(status("/api/v1/status", "Host: localhost:8050", "Origin: http://localhost:8050"))
        .isEqualTo("200");
    assertThat(
            status(
                "/", "Host: localhost", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"))
        .isEqualTo("200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/health", "/nothing/here", "/api/v1/status"})
  void everyAnswerCarriesTheSecurityHeaders(String path) {
    HttpResponse<String> answer = server.get(path);
    assertThat(answer.headers().firstValue("content-security-policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe-inline", "unsafe-eval");
    assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(answer.headers().firstValue("referrer-policy")).contains("no-referrer");
    assertThat(answer.headers().firstValue("cross-origin-resource-policy")).contains("same-origin");
  }

  @Test
  void noAnswerAllowsOtherOrigins() {
    HttpResponse<String> answer = server.get("/api/v1/status");
    assertThat(answer.headers().firstValue("access-control-allow-origin")).isEmpty();
  }
}
