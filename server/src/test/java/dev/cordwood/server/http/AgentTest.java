package dev.cordwood.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cordwood.collect.agent.RawMessages;
import dev.cordwood.server.CordwoodAgent;
import dev.cordwood.server.config.ConfigException;
import dev.cordwood.server.config.ConfigKeys;
import dev.cordwood.server.config.ListenAddress;
import dev.cordwood.server.config.ServerConfig;
import dev.cordwood.testing.TestCertificates;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Agents and servers in one process, over real connections.
class AgentTest {
  private static final CordwoodAgent.Access OPEN = new CordwoodAgent.Access(Optional.empty(), true);

  @TempDir private Path directory;
  private Path logs;

  @BeforeEach
  void makeFolder() throws IOException {
    logs = Files.createDirectory(directory.resolve("logs"));
  }

  private Path data(String name) {
    return directory.resolve(name);
  }

  private ServerConfig config(String state, URI server) {
    return ServerConfig.defaults()
        .with(ConfigKeys.AGENT_SERVER, Optional.of(server.toString()))
        .with(ConfigKeys.AGENT_STATE, Optional.of(directory.resolve(state)))
        .with(ConfigKeys.FOLLOW, List.of(logs));
  }

  private CordwoodAgent agent(String state, URI server) throws Exception {
    return CordwoodAgent.start(config(state, server), OPEN);
  }

  private void append(int first, int count) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = first; i < first + count; i++) {
      lines.append("{\"n\":").append(i).append("}\n");
    }
    Files.writeString(
        logs.resolve("app.log"), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static List<Integer> numbers(TestServer server, String query) {
    return server.rows(query).stream()
        .map(row -> Integer.parseInt(String.valueOf(row.get("n"))))
        .sorted()
        .toList();
  }

  private static void awaitNumbers(TestServer server, String query, int count) {
    await()
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(() ->
            assertThat(numbers(server, query))
                .isEqualTo(IntStream.range(0, count).boxed().toList()));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static UnaryOperator<ServerConfig> on(int port) {
    return config -> config.with(ConfigKeys.HTTP_LISTEN, new ListenAddress("127.0.0.1", port));
  }

  @Test
  void linesArriveWithTheirOriginAndTheAgentIsListed() throws Exception {
    append(0, 100);
    try (TestServer server = TestServer.start(data("data"));
        CordwoodAgent agent =
            CordwoodAgent.start(
                config("state", server.server().address())
                    .with(ConfigKeys.AGENT_NAME, Optional.of("the shop's")),
                OPEN)) {
      awaitNumbers(server, "*", 100);
      append(100, 50);
      awaitNumbers(server, "*", 150);
      assertThat(server.rows("n:=149"))
          .singleElement()
          .satisfies(row ->
              assertThat(row)
                  .containsEntry("agent", agent.id())
                  .containsEntry("source", logs.resolve("app.log").toString())
                  .containsKey("host"));
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() ->
              assertThat(server.get("/api/v1/agents").body())
                  .contains("\"id\":\"" + agent.id())
                  .contains("\"name\":\"the shop's\"")
                  .contains("\"files\":1")
                  .contains("app.log\""));
      assertThat(server.metric("cordwood_agents")).isEqualTo(1);
      assertThat(server.metric("cordwood_ingest_lines_stored_total{input=\"agent\"}"))
          .isEqualTo(150);
    }
  }

  @Test
  void twoAgentsWithTheSamePathsDoNotMix() throws Exception {
    append(0, 100);
    try (TestServer server = TestServer.start(data("data"));
        CordwoodAgent one = agent("one", server.server().address());
        CordwoodAgent two = agent("two", server.server().address())) {
      awaitNumbers(server, "agent:=" + one.id(), 100);
      awaitNumbers(server, "agent:=" + two.id(), 100);
      append(100, 10);
      awaitNumbers(server, "agent:=" + one.id(), 110);
      awaitNumbers(server, "agent:=" + two.id(), 110);
    }
  }

  @Test
  void aServerThatIsAwayIsWaitedFor() throws Exception {
    int port = freePort();
    append(0, 100);
    try (CordwoodAgent agent = agent("state", URI.create("http://127.0.0.1:" + port))) {
      await().until(() -> agent.server().reason().contains("no server answers at"));
      try (TestServer server = TestServer.start(data("data"), on(port))) {
        awaitNumbers(server, "*", 100);
      }
      append(100, 100);
      await().until(() -> !agent.server().reason().isEmpty());
      try (TestServer server = TestServer.start(data("data"), on(port))) {
        awaitNumbers(server, "*", 200);
        assertThat(agent.server().reason()).isEmpty();
      }
    }
  }

  /// What it has lost is still in the file.
  @Test
  void aServerThatWasSetBackToABackupGetsWhatItLacks() throws Exception {
    int port = freePort();
    append(0, 100);
    try (CordwoodAgent agent = agent("state", URI.create("http://127.0.0.1:" + port))) {
      try (TestServer server = TestServer.start(data("data"), on(port))) {
        awaitNumbers(server, "*", 100);
        server.server().store().backup(data("backup"));
        append(100, 100);
        awaitNumbers(server, "*", 200);
      }
      append(200, 10);
      try (TestServer server = TestServer.start(data("backup"), on(port))) {
        awaitNumbers(server, "*", 210);
        append(210, 10);
        awaitNumbers(server, "*", 220);
        assertThat(agent.server().reason()).isEmpty();
      }
    }
  }

  @Test
  void anEmptiedServerGetsEverythingAgainAlsoWhenNothingNewComes() throws Exception {
    int port = freePort();
    append(0, 300);
    try (CordwoodAgent agent = agent("state", URI.create("http://127.0.0.1:" + port))) {
      try (TestServer server = TestServer.start(data("data"), on(port))) {
        awaitNumbers(server, "*", 300);
      }
      try (TestServer server = TestServer.start(data("other"), on(port))) {
        awaitNumbers(server, "*", 300);
        assertThat(agent.server().reason()).isEmpty();
      }
    }
  }

  @Test
  void aStoppedAgentGoesOnWhereItStopped() throws Exception {
    try (TestServer server = TestServer.start(data("data"))) {
      for (int round = 0; round < 3; round++) {
        append(100 * round, 100);
        try (CordwoodAgent agent = agent("state", server.server().address())) {
          assertThat(agent.awaitSent(Duration.ofSeconds(20))).isTrue();
        }
        assertThat(numbers(server, "*"))
            .isEqualTo(IntStream.range(0, 100 * (round + 1)).boxed().toList());
      }
    }
  }

  @Test
  void linesFromTheNetworkAreHeldWhileTheServerIsAway() throws Exception {
    int port = freePort();
    ServerConfig config =
        config("state", URI.create("http://127.0.0.1:" + port))
            .with(ConfigKeys.TCP_LISTEN, Optional.of(new ListenAddress("127.0.0.1", 0)));
    try (CordwoodAgent agent = CordwoodAgent.start(config, OPEN);
        Socket socket = new Socket("127.0.0.1", agent.tcpAddress().orElseThrow().getPort())) {
      socket.getOutputStream().write("{\"n\":0}\n{\"n\":1}\n".getBytes(StandardCharsets.UTF_8));
      await().until(() -> !agent.server().reason().isEmpty());
      try (TestServer server = TestServer.start(data("data"), on(port))) {
        awaitNumbers(server, "*", 2);
        socket.getOutputStream().write("{\"n\":2}\n".getBytes(StandardCharsets.UTF_8));
        awaitNumbers(server, "*", 3);
      }
      socket.getOutputStream().write("{\"n\":3}\n".getBytes(StandardCharsets.UTF_8));
      await().until(() -> !agent.server().reason().isEmpty());
      try (TestServer server = TestServer.start(data("data"), on(port))) {
        awaitNumbers(server, "*", 4);
      }
    }
  }

  private UnaryOperator<ServerConfig> tls(boolean clients) {
    return config -> {
      ServerConfig secure =
          config
              .with(ConfigKeys.HTTP_TLS_CERTIFICATE, Optional.of(file("server.pem")))
              .with(ConfigKeys.HTTP_TLS_KEY, Optional.of(file("server.key")));
      return clients
          ? secure.with(ConfigKeys.HTTP_TLS_CLIENT_CA, Optional.of(file("ca.pem")))
          : secure;
    };
  }

  private Path file(String name) {
    return TestCertificates.copy(name, directory);
  }

  @Test
  void overTlsTheServerIsChecked() throws Exception {
    append(0, 10);
    try (TestServer server = TestServer.start(data("data"), tls(false))) {
      URI address = server.server().address();
      assertThat(address.getScheme()).isEqualTo("https");
      try (CordwoodAgent agent = agent("state", address)) {
        await().until(() -> agent.server().reason().contains("no TLS with " + address));
        assertThat(agent.server().reason()).contains("--ca");
      }
      ServerConfig other =
          config("state", address).with(ConfigKeys.AGENT_CA, Optional.of(file("other.pem")));
      try (CordwoodAgent agent = CordwoodAgent.start(other, OPEN)) {
        await().until(() -> agent.server().reason().contains("no TLS with " + address));
      }
      ServerConfig right =
          config("state", address).with(ConfigKeys.AGENT_CA, Optional.of(file("ca.pem")));
      try (CordwoodAgent agent = CordwoodAgent.start(right, OPEN)) {
        assertThat(agent.awaitSent(Duration.ofSeconds(20))).isTrue();
      }
      append(10, 10);
      try (CordwoodAgent agent =
          CordwoodAgent.start(
              config("state", address), new CordwoodAgent.Access(Optional.empty(), false))) {
        assertThat(agent.awaitSent(Duration.ofSeconds(20))).isTrue();
      }
      assertThat(server.server().store().stats().rows()).isEqualTo(20);
    }
  }

  @Test
  void aServerThatAsksForCertificatesTakesOnlyAgentsThatHaveOne() throws Exception {
    append(0, 10);
    try (TestServer server = TestServer.start(data("data"), tls(true))) {
      URI address = server.server().address();
      ServerConfig without =
          config("state", address).with(ConfigKeys.AGENT_CA, Optional.of(file("ca.pem")));
      try (CordwoodAgent agent = CordwoodAgent.start(without, OPEN)) {
        await().until(() -> !agent.server().reason().isEmpty());
      }
      assertThat(server.server().store().stats().rows()).isZero();
      ServerConfig with =
          without
              .with(ConfigKeys.AGENT_CERTIFICATE, Optional.of(file("client.pem")))
              .with(ConfigKeys.AGENT_KEY, Optional.of(file("client.key")));
      try (CordwoodAgent agent = CordwoodAgent.start(with, OPEN)) {
        assertThat(agent.awaitSent(Duration.ofSeconds(20))).isTrue();
      }
      assertThat(server.server().store().stats().rows()).isEqualTo(10);
    }
  }

  @Test
  void wrongSettingsAreSaidBeforeAnythingStarts() {
    assertThatThrownBy(() -> CordwoodAgent.start(ServerConfig.defaults(), OPEN))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("--server https://HOST:8050")
        .hasMessageContaining("--follow /var/log");
    for (String wrong :
        List.of("logs:8050", "ftp://logs", "http://", "https://logs/?a=b", "http://me@logs")) {
      ServerConfig config =
          config("state", URI.create("http://x")).with(ConfigKeys.AGENT_SERVER, Optional.of(wrong));
      assertThatThrownBy(() -> CordwoodAgent.start(config, OPEN))
          .as(wrong)
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("agent.server: ");
    }
    ServerConfig missing =
        config("state", URI.create("https://x"))
            .with(ConfigKeys.AGENT_CA, Optional.of(directory.resolve("none.pem")));
    assertThatThrownBy(() -> CordwoodAgent.start(missing, OPEN))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.pem: there is no such file");
  }

  private static HttpResponse<String> batch(TestServer server, byte[] body) {
    return server.post("/api/v1/agent/batch", body, "Content-Type", "application/octet-stream");
  }

  @Test
  void whatIsNoMessageIsRefusedAndChangesNothing() {
    try (TestServer server = TestServer.start(data("data"))) {
      byte[] sound = RawMessages.rows("", "10", 0, 10);
      assertThat(batch(server, sound).statusCode()).isEqualTo(200);
      byte[] next = RawMessages.rows("10", "20", 10, 10);
      long seed = System.nanoTime();
      SplittableRandom random = new SplittableRandom(seed);
      for (int round = 0; round < 300; round++) {
        byte[] bytes =
            random.nextInt(3) == 0
                ? Arrays.copyOf(next, random.nextInt(next.length))
                : next.clone();
        if (bytes.length == next.length) {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        HttpResponse<String> answer = batch(server, bytes);
        assertThat(answer.statusCode()).as("seed %d: %s", seed, answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("\"error\":\"");
      }
      byte[] longer = Arrays.copyOf(next, next.length + 100_000);
      assertThat(batch(server, longer).statusCode()).isEqualTo(400);
      assertThat(server.count("*")).isEqualTo(10);
      assertThat(batch(server, next).statusCode()).isEqualTo(200);
      assertThat(batch(server, next).body()).contains("\"repeated\":true");
      assertThat(batch(server, sound).statusCode()).isEqualTo(409);
      assertThat(server.count("*")).isEqualTo(20);
      assertThat(server.metric("cordwood_agents_repeated_total")).isEqualTo(1);
      assertThat(server.metric("cordwood_agents_conflicts_total")).isEqualTo(1);
    }
  }

  @Test
  void anotherVersionOfTheProtocolIsSaidToBeOne() {
    try (TestServer server = TestServer.start(data("data"))) {
      String path = "/api/v1/agent/positions?agent=0123456789abcdef&session=0123456789abcdef";
      assertThat(server.get(path + "&protocol=1").statusCode()).isEqualTo(200);
      HttpResponse<String> answer = server.get(path + "&protocol=7");
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body())
          .contains("this agent speaks version 7 of the protocol and this server version 1")
          .contains("update the server");
      byte[] bytes = RawMessages.rows("", "10", 0, 10);
      bytes[5] = 0;
      assertThat(batch(server, bytes).body()).contains("update the agent");
      assertThat(
              server.get("/api/v1/agent/positions?protocol=1&session=12345678&agent=../x").body())
          .contains("agent: expected 8 to 64 letters a-z and digits");
    }
  }
}
