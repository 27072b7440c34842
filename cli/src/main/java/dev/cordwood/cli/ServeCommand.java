package dev.cordwood.cli;

import dev.cordwood.collect.net.Addresses;
import dev.cordwood.server.CordwoodServer;
import dev.cordwood.server.config.ConfigException;
import dev.cordwood.server.config.ConfigKeys;
import dev.cordwood.server.config.ServerConfig;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "serve",
    description = {
      "Run the server: store, dashboard, HTTP API and inputs, until it is stopped"
          + " (Ctrl-C, SIGTERM).",
      "Listens on this machine only; see http.allow_remote in 'cordwood config'.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  cordwood serve --demo",
      "  cordwood serve --follow /var/log /srv/app/logs",
      "  cordwood serve --data /var/lib/cordwood --config /etc/cordwood.yaml",
      "  cordwood serve --set retention.max_age=30d --set retention.max_size=50GB",
      "",
      "Send it lines:",
      "  echo '{\"level\":\"info\",\"msg\":\"hello\"}' | nc -N 127.0.0.1 5000",
      "  curl -T app.jsonl http://127.0.0.1:8050/insert/jsonline",
    })
final class ServeCommand implements Callable<Integer> {
  @Mixin private ConfigOptions options;

  @SuppressWarnings("NullAway.Init") // picocli fills in what is marked
  private ServeCommand() {}

  @Override
  public Integer call() throws IOException, ConfigException, InterruptedException {
    ServerConfig config = options.load();
    CordwoodServer server = CordwoodServer.start(config);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  stopped.countDown();
                },
                "stop"));
    System.out.println("Cordwood is running: " + server.address());
    server
        .tcpAddress()
        .ifPresent(tcp -> System.out.println("JSON lines over TCP: " + Addresses.text(tcp)));
    server.listeners().stream()
        .filter(each -> !each.startsWith("tcp "))
        .forEach(each -> System.out.println(Terminal.safe("Listening: " + each)));
    config
        .get(ConfigKeys.FOLLOW)
        .forEach(path -> System.out.println(Terminal.safe("Following: " + path)));
    System.out.println(
        Terminal.safe("Data: " + server.store().directory().toAbsolutePath().normalize()));
    System.out.flush();
    stopped.await();
    return ExitCodes.OK;
  }
}
