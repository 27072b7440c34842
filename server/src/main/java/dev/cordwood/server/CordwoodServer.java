package dev.cordwood.server;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.Ingester;
import dev.cordwood.collect.Intake;
import dev.cordwood.collect.agent.AgentReceiver;
import dev.cordwood.collect.net.Addresses;
import dev.cordwood.collect.redact.RedactOptions;
import dev.cordwood.collect.redact.RedactingIntake;
import dev.cordwood.collect.redact.Redactor;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.query.QueryEngine;
import dev.cordwood.server.config.ConfigException;
import dev.cordwood.server.config.ConfigKeys;
import dev.cordwood.server.config.ServerConfig;
import dev.cordwood.server.demo.DemoWorkload;
import dev.cordwood.server.http.Backend;
import dev.cordwood.server.http.HttpListener;
import dev.cordwood.store.Store;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Everything that runs in one process: the store, the inputs, the HTTP API.
///
/// ```java
/// try (CordwoodServer server = CordwoodServer.start(ServerConfig.defaults())) {
///   System.out.println(server.address());
/// }
/// ```
public final class CordwoodServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.cordwood.server");
  private static final long DEMO_SEED = 20_260_101;

  /// What to close, the last opened first.
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private final Store store;
  private final Intake intake;
  private final HttpListener http;
  private final Inputs inputs;
  private final boolean isSecure;
  private boolean closed;

  private CordwoodServer(ServerConfig config, InputSettings settings, RedactOptions redaction)
      throws IOException {
    isSecure = config.get(ConfigKeys.HTTP_TLS_CERTIFICATE).isPresent();
    try {
      store = Store.open(config.get(ConfigKeys.DATA), Settings.store(config));
      parts.push(store);
      Redactor redactor = new Redactor(redaction);
      intake =
          redaction.enabled() ? new RedactingIntake(Intake.of(store), redactor) : Intake.of(store);
      QueryEngine engine = new QueryEngine(store, Settings.query(config));
      parts.push(engine);
      Ingester ingester = new Ingester(intake);
      parts.push(ingester);
      IngestOptions options = Settings.ingest(config);
      Sources sources = new Sources();
      sources.of("http");
      IngestCounters fromAgents = sources.of("agent");
      inputs = new Inputs(intake, options, sources, config.get(ConfigKeys.DATA));
      parts.push(inputs);
      inputs.listen(settings.listeners());
      inputs.follow(settings.sources());
      inputs.run(settings.commands());
      if (config.get(ConfigKeys.STDIN)) {
        inputs.readStandardInput();
      }
      if (config.get(ConfigKeys.DEMO)) {
        parts.push(DemoWorkload.start(store, sources.of("demo"), DEMO_SEED));
      }
      http =
          HttpListener.start(
              new Backend(
                  config,
                  store,
                  engine,
                  ingester,
                  options,
                  sources,
                  redactor,
                  new AgentReceiver(intake, fromAgents),
                  inputs.address("tcp"),
                  Version.text(),
                  Instant.now()));
      parts.push(http);
      store.publishAddress(address().toString());
    } catch (IOException | RuntimeException e) {
      closeParts();
      throw e;
    }
  }

  /// Opens the store, starts the inputs and listens.
  ///
  /// @throws ConfigException when settings contradict each other
  /// @throws IOException when the store cannot be opened or an address is taken
  public static CordwoodServer start(ServerConfig config) throws IOException, ConfigException {
    List<String> contradictions = config.contradictions();
    if (!contradictions.isEmpty()) {
      throw new ConfigException(contradictions);
    }
    return new CordwoodServer(
        config, InputSettings.of(config, config.get(ConfigKeys.DATA)), Settings.redaction(config));
  }

  /// Where the dashboard and the HTTP API are: `http://127.0.0.1:8050`.
  public URI address() {
    return URI.create((isSecure ? "https://" : "http://") + Addresses.text(http.address()));
  }

  /// Where JSON lines are taken over TCP, when they are.
  public Optional<InetSocketAddress> tcpAddress() {
    return inputs.address("tcp");
  }

  /// Where a listener of the configuration really listens.
  ///
  /// @param name its name, which is its kind unless it was given one
  public Optional<InetSocketAddress> listenerAddress(String name) {
    return inputs.address(name);
  }

  /// All that take lines beside HTTP, as people write them: `syslog-udp on 127.0.0.1:5514`.
  public List<String> listeners() {
    return inputs.listeners().stream()
        .map(listener -> {
          String kind = listener.spec().kind().id();
          String name = listener.name().equals(kind) ? kind : listener.name() + " (" + kind + ")";
          return name + " on " + listener.address();
        })
        .toList();
  }

  public Store store() {
    return store;
  }

  /// Takes no more requests and lines, stores what was received, and closes the store. Returns
  /// within some seconds whatever clients do.
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      closeParts();
    }
  }

  private void closeParts() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) { // the others must be closed all the same
        LOG.log(System.Logger.Level.ERROR, "could not close " + part.getClass().getName(), e);
      }
    }
  }
}
