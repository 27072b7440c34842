package dev.cordwood.cli;

import dev.cordwood.collect.net.Addresses;
import dev.cordwood.server.CordwoodAgent;
import dev.cordwood.server.config.ConfigException;
import dev.cordwood.server.config.ConfigKeys;
import dev.cordwood.server.config.ServerConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "agent",
    description = {
      "Send this machine's logs to a Cordwood elsewhere, until it is stopped.",
      "Every line of a followed file arrives once, whatever is restarted or cut off in between;"
          + " while the server is away the files wait.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  cordwood agent --server https://logs:8050 --follow /var/log",
      "  cordwood agent --config /etc/cordwood-agent.yaml",
      "  cordwood agent --server http://10.0.0.5:8050 --follow build.log --once",
    })
final class AgentCommand implements Callable<Integer> {
  /// How long `--once` waits for a server that takes nothing.
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Mixin private AgentOptions options;

  @Option(
      names = "--once",
      description =
          "Send what is there now and end: 0 when the server has every whole line, else 1 (after a"
              + " minute without an answer).")
  private boolean once;

  @SuppressWarnings("NullAway.Init") // picocli fills in what is marked
  private AgentCommand() {}

  @Override
  public Integer call() throws IOException, ConfigException, InterruptedException {
    ServerConfig config = options.load();
    CordwoodAgent agent = CordwoodAgent.start(config, options.access());
    if (once) {
      return sendOnce(agent);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(agent::close, "stop"));
    System.out.println(
        Terminal.safe(
            "Cordwood agent %s is running; it sends to %s"
                .formatted(agent.id(), config.get(ConfigKeys.AGENT_SERVER).orElse(""))));
    agent
        .tcpAddress()
        .ifPresent(tcp -> System.out.println("JSON lines over TCP: " + Addresses.text(tcp)));
    config
        .get(ConfigKeys.FOLLOW)
        .forEach(path -> System.out.println(Terminal.safe("Following: " + path)));
    System.out.flush();
    agent.awaitEnd();
    agent.close();
    throw CommandFailure.of(String.valueOf(agent.server().fatal()));
  }

  private static Integer sendOnce(CordwoodAgent agent) throws InterruptedException {
    try (agent) {
      if (agent.awaitSent(PATIENCE)) {
        return ExitCodes.OK;
      }
      String fatal = agent.server().fatal();
      throw CommandFailure.of(
          "not everything was sent: " + (fatal == null ? agent.server().reason() : fatal));
    }
  }
}
