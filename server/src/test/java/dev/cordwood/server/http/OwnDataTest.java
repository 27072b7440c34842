package dev.cordwood.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cordwood.server.CordwoodAgent;
import dev.cordwood.server.config.ConfigException;
import dev.cordwood.server.config.ConfigKeys;
import dev.cordwood.server.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the server and the agent keep for themselves is no log, wherever it lies.
class OwnDataTest {
  @TempDir private Path directory;

  @Test
  void aServerDoesNotFollowItsOwnData() throws IOException {
    Path data = Files.createDirectories(directory.resolve("var/data"));
    Files.writeString(data.resolve("notes.log"), "its own\n");
    Files.writeString(directory.resolve("app.log"), "one\n");
    Files.createSymbolicLink(directory.resolve("link"), data);
    try (TestServer server =
        TestServer.start(
            data,
            config ->
                config.with(ConfigKeys.FOLLOW, List.of(directory, directory.resolve("link"))))) {
      await().atMost(Duration.ofSeconds(20)).until(() -> server.count("*") >= 1);
      Files.writeString(directory.resolve("later.log"), "two\n");
      await().atMost(Duration.ofSeconds(20)).until(() -> server.count("*") >= 2);
      assertThat(server.rows("*"))
          .extracting(row -> row.get("_msg"))
          .containsExactlyInAnyOrder("one", "two");
    }
  }

  @Test
  void aSourceInTheDataDirectoryIsRefused() {
    Path data = directory.resolve("data");
    assertThatThrownBy(() ->
            TestServer.start(
                data, config -> config.with(ConfigKeys.FOLLOW, List.of(data.resolve("x.log")))))
        .hasCauseInstanceOf(ConfigException.class)
        .hasMessageContaining("follow: ")
        .hasMessageContaining("x.log lies in " + data);
  }

  @Test
  void anAgentRefusesASourceInItsOwnState() {
    Path state = directory.resolve("state");
    ServerConfig config =
        ServerConfig.defaults()
            .with(ConfigKeys.AGENT_SERVER, Optional.of("http://127.0.0.1:1"))
            .with(ConfigKeys.AGENT_STATE, Optional.of(state))
            .with(ConfigKeys.FOLLOW, List.of(state.resolve("x.log")));
    assertThatThrownBy(
            () -> CordwoodAgent.start(config, new CordwoodAgent.Access(Optional.empty(), true)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("lies in " + state);
  }
}
