package dev.cordwood.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.Ingester;
import dev.cordwood.collect.Intake;
import dev.cordwood.collect.agent.AgentReceiver;
import dev.cordwood.collect.redact.RedactOptions;
import dev.cordwood.collect.redact.Redactor;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.query.QueryEngine;
import dev.cordwood.query.QueryLimits;
import dev.cordwood.server.Sources;
import dev.cordwood.server.config.ConfigKeys;
import dev.cordwood.server.config.ListenAddress;
import dev.cordwood.server.config.ServerConfig;
import dev.cordwood.store.Store;
import dev.cordwood.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `docs/http-api.md` and the server speak of the same endpoints and metrics.
class ApiManualTest {
  private static final Path MANUAL = Path.of("..", "docs", "http-api.md");
  private static final Pattern ROW = Pattern.compile("\\| (.*`.*) \\| ([A-Z, ]+) \\| .* \\|");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[a-z]+}");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private static Set<String> documentedRoutes() throws IOException {
    Set<String> routes = new TreeSet<>();
    String manual = Files.readString(MANUAL);
    for (String line : manual.substring(0, manual.indexOf("\n## ")).lines().toList()) {
      Matcher row = ROW.matcher(line);
      if (!row.matches() || row.group(1).startsWith("`/` and below")) {
        continue;
      }
      Matcher name = CODE.matcher(row.group(1));
      String folder = "";
      while (name.find()) {
        String path = name.group(1).startsWith("/") ? name.group(1) : folder + name.group(1);
        folder = path.substring(0, path.lastIndexOf('/') + 1);
        for (String method : row.group(2).split(", ")) {
          routes.add(method + " " + path);
        }
      }
    }
    return routes;
  }

  @Test
  void everyEndpointIsInTheManualAndEveryOneOfTheManualIsThere(@TempDir Path data)
      throws IOException {
    ServerConfig config =
        ServerConfig.defaults().with(ConfigKeys.HTTP_LISTEN, new ListenAddress("127.0.0.1", 0));
    try (Store store = Store.open(data, new StoreOptions());
        QueryEngine engine = new QueryEngine(store, QueryLimits.defaults());
        Ingester ingester = new Ingester(Intake.of(store));
        HttpListener http =
            HttpListener.start(
                new Backend(
                    config,
                    store,
                    engine,
                    ingester,
                    IngestOptions.DEFAULTS,
                    new Sources(),
                    new Redactor(RedactOptions.DEFAULTS),
                    new AgentReceiver(Intake.of(store), new IngestCounters("agent")),
                    Optional.empty(),
                    "test",
                    Instant.now()))) {
      assertThat(documentedRoutes()).isEqualTo(http.routes());
    }
  }

  /// Each as it is asked for, with what it must have.
  @Test
  void everyEndpointAnswersWithEachOfItsMethods(@TempDir Path data) throws IOException {
    String parameters = "?query=*&field=a&limit=1";
    try (TestServer server = TestServer.start(data)) {
      for (String route : documentedRoutes()) {
        String path = route.substring(route.indexOf(' ') + 1);
        if (path.contains("{")) {
          continue; // a pattern, see the next test
        }
        if (path.endsWith("/tail")) {
          continue; // does not end
        }
        if (path.startsWith("/api/v1/agent/")) {
          continue; // takes what only agents say
        }
        String query =
            path.contains("stats_query")
                ? "?query=*%7Ccount()"
                : path.startsWith("/select") || path.startsWith("/api") ? parameters : "";
        String answer =
            server.raw(
                route.replace(path, path + query)
                    + " HTTP/1.1\r\n"
                    + "Host: localhost\r\n"
                    + "Connection: close\r\n"
                    + "Content-Length: 0\r\n\r\n");
        if (path.startsWith("/insert") || !route.startsWith("GET ")) {
          // nothing is sent, which not every format takes for something
          assertThat(answer).as(route).matches("(?s)HTTP/1.1 (20[0-4]|400) .*");
        } else {
          assertThat(answer).as(route).startsWith("HTTP/1.1 200");
        }
        String other =
            server.raw(
                "DELETE "
                    + path
                    + " HTTP/1.1\r\n"
                    + "Host: localhost\r\n"
                    + "Connection: close\r\n"
                    + "Content-Length: 0\r\n\r\n");
        assertThat(other).as("DELETE " + path).startsWith("HTTP/1.1 404");
      }
    }
  }

  @Test
  void everyEndpointWithANameInItAnswersForAnyName(@TempDir Path data) throws IOException {
    try (TestServer server = TestServer.start(data)) {
      for (String route : documentedRoutes()) {
        if (!route.contains("{")) {
          continue;
        }
        String concrete = PLACEHOLDER.matcher(route).replaceAll("some-name");
        String answer =
            server.raw(
                concrete
                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        assertThat(answer)
            .as(route)
            .matches("(?s)HTTP/1.1 " + (route.endsWith("_bulk") ? "400" : "200") + " .*");
      }
    }
  }

  @Test
  void everyMetricIsInTheManual(@TempDir Path data) throws IOException {
    String manual = Files.readString(MANUAL);
    String section =
        manual.substring(manual.indexOf("\n## /metrics"), manual.indexOf("\n## Errors"));
    Set<String> documented = new TreeSet<>();
    CODE.matcher(section).results().forEach(name -> documented.add(name.group(1)));
    try (TestServer server = TestServer.start(data)) {
      List<String> real =
          server
              .get("/metrics")
              .body()
              .lines()
              .filter(line -> line.startsWith("# TYPE "))
              .map(line -> line.split(" ")[2].substring("cordwood_".length()))
              .toList();
      assertThat(real).isNotEmpty();
      assertThat(real)
          .allMatch(name ->
              documented.contains(name)
                  || documented.stream()
                      .anyMatch(each ->
                          each.endsWith("…")
                              && name.startsWith(each.substring(0, each.length() - 1))));
      assertThat(documented)
          .filteredOn(name -> name.matches("(quer|tail|http_).*_.*") && !name.endsWith("…"))
          .allMatch(real::contains);
    }
  }
}
