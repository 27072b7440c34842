package dev.cordwood.cli;

import dev.cordwood.server.CordwoodAgent;
import dev.cordwood.server.config.ConfigException;
import dev.cordwood.server.config.ConfigKey;
import dev.cordwood.server.config.ConfigKeys;
import dev.cordwood.server.config.ServerConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What `agent` takes. Options win over the configuration file.
final class AgentOptions {
  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "${env:CORDWOOD_SERVER}",
      description = "The Cordwood to send to: https://HOST:8050; also $$CORDWOOD_SERVER.")
  private @Nullable String server;

  @Option(
      names = {"-f", "--follow"},
      paramLabel = "PATH",
      arity = "1..*",
      description = "Follow these files and folders, from where it stopped.")
  private @Nullable List<String> follow;

  @Option(
      names = "--tcp",
      paramLabel = "HOST:PORT",
      description = "Take JSON lines over TCP too (default: no).")
  private @Nullable String tcp;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description =
          "Where the agent's id is kept, for good (default: /var/lib/cordwood-agent for root, else"
              + " ~/.local/state/cordwood-agent).")
  private @Nullable String state;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What people call it (default: this machine's name).")
  private @Nullable String name;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "Trust only these certificate authorities (PEM), not the system's.")
  private @Nullable String authorities;

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "The agent's own certificate (PEM), for servers that want one.")
  private @Nullable String certificate;

  @Option(names = "--key", paramLabel = "FILE", description = "Its private key (PEM).")
  private @Nullable String key;

  @Option(
      names = "--token",
      paramLabel = "TEXT",
      defaultValue = "${env:CORDWOOD_TOKEN}",
      description =
          "Sent as 'Authorization: Bearer'. Better in $$CORDWOOD_TOKEN, where other users of this"
              + " machine do not see it.")
  private @Nullable String token;

  @Option(
      names = "--insecure-skip-certificate-check",
      description = "Send to whoever answers: for tests only.")
  private boolean insecure;

  @Mixin private ConfigFileOptions file;

  @SuppressWarnings("NullAway.Init") // picocli fills in what is marked
  private AgentOptions() {}

  ServerConfig load() throws IOException, ConfigException {
    List<String> problems = new ArrayList<>();
    ServerConfig config = file.load(problems);
    config = set(config, ConfigKeys.AGENT_SERVER, server, "--server", problems);
    config = set(config, ConfigKeys.TCP_LISTEN, tcp, "--tcp", problems);
    config = set(config, ConfigKeys.AGENT_STATE, state, "--state", problems);
    config = set(config, ConfigKeys.AGENT_NAME, name, "--name", problems);
    config = set(config, ConfigKeys.AGENT_CA, authorities, "--ca", problems);
    config = set(config, ConfigKeys.AGENT_CERTIFICATE, certificate, "--cert", problems);
    config = set(config, ConfigKeys.AGENT_KEY, key, "--key", problems);
    if (follow != null) {
      config = ConfigFileOptions.set(config, ConfigKeys.FOLLOW, follow, "--follow", problems);
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return config;
  }

  private static <T> ServerConfig set(
      ServerConfig config,
      ConfigKey<T> key,
      @Nullable String text,
      String where,
      List<String> problems) {
    return text == null || text.isEmpty()
        ? config
        : ConfigFileOptions.set(config, key, List.of(text), where, problems);
  }

  CordwoodAgent.Access access() {
    return new CordwoodAgent.Access(
        Optional.ofNullable(token).filter(text -> !text.isBlank()), !insecure);
  }
}
