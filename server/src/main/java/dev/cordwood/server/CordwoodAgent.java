package dev.cordwood.server;

import dev.cordwood.collect.HostName;
import dev.cordwood.collect.agent.AgentIdentity;
import dev.cordwood.collect.agent.AgentReport;
import dev.cordwood.collect.agent.RemoteIntake;
import dev.cordwood.collect.agent.ServerSettings;
import dev.cordwood.collect.agent.ServerState;
import dev.cordwood.collect.file.FileFollower;
import dev.cordwood.collect.file.FileStatus;
import dev.cordwood.collect.tls.TlsContexts;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.server.config.ConfigException;
import dev.cordwood.server.config.ConfigKeys;
import dev.cordwood.server.config.ServerConfig;
import dev.cordwood.server.config.Sizes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/// The inputs without a store and a dashboard: everything that comes in on this machine goes to the
/// server in `agent.server`. Of the inputs those run that were asked for: `follow`, and
/// `tcp.listen` when it was set.
public final class CordwoodAgent implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.cordwood.agent");

  private static final long REPORT_NANOS = TimeUnit.MINUTES.toNanos(1);

  /// Being so far behind is no news.
  private static final long USUAL_BEHIND_BYTES = 1 << 20;

  /// How long what was read may still be sent after [#close] was called.
  private static final long LAST_SEND_NANOS = TimeUnit.SECONDS.toNanos(3);

  private static final long POLL_MILLIS = 100;

  /// Files that the server is told of, those that are furthest behind.
  private static final int MAX_REPORTED_FILES = 20;

  /// What is no business of a configuration file.
  ///
  /// @param token that the server knows the agent by
  /// @param checkCertificate false lets anybody pretend to be the server
  public record Access(Optional<String> token, boolean checkCertificate) {}

  private final AgentIdentity identity;
  private final String name;
  private final ServerState server;
  private final RemoteIntake intake;
  private final IngestOptions options;
  private final Sources sources = new Sources();
  private final InputSettings settings;
  private final Inputs inputs;
  private final Thread work;
  private volatile boolean closing;

  private CordwoodAgent(
      ServerConfig config,
      InputSettings settings,
      ServerSettings serverSettings,
      AgentIdentity identity)
      throws IOException {
    this.identity = identity;
    name = config.get(ConfigKeys.AGENT_NAME).orElseGet(HostName::get);
    options = Settings.ingest(config).withDefaultField("agent", identity.id());
    this.settings = settings;
    server = new ServerState(serverSettings.server());
    intake = RemoteIntake.start(serverSettings, identity.id(), this::report, server);
    inputs = new Inputs(intake, options, sources, settings.directory());
    try {
      inputs.listen(settings.listeners());
    } catch (IOException | RuntimeException e) {
      intake.endWithin(0);
      intake.close();
      throw e;
    }
    work = Thread.ofPlatform().name("cordwood-agent").daemon().start(this::run);
  }

  /// Begins to connect and returns; a server that is not there yet is waited for.
  ///
  /// @throws ConfigException when settings are missing or contradict each other
  /// @throws IOException when the state directory or a TLS file cannot be used, or an address is
  ///   taken
  public static CordwoodAgent start(ServerConfig config, Access access)
      throws IOException, ConfigException {
    List<String> problems = new ArrayList<>(config.contradictions());
    Optional<String> address = config.get(ConfigKeys.AGENT_SERVER);
    if (address.isEmpty()) {
      problems.add("agent.server: where to? Name a server: --server https://HOST:8050");
    }
    if (config.get(ConfigKeys.FOLLOW).isEmpty()
        && config.get(ConfigKeys.SOURCES).isEmpty()
        && config.get(ConfigKeys.LISTENERS).isEmpty()
        && !config.isSet(ConfigKeys.TCP_LISTEN)) {
      problems.add("follow: there is nothing to send; name files or folders: --follow /var/log");
    }
    // the server's default port is none of the agent's
    ServerConfig own =
        config.isSet(ConfigKeys.TCP_LISTEN)
            ? config
            : config.with(ConfigKeys.TCP_LISTEN, Optional.empty());
    ServerSettings settings = null;
    try {
      if (address.isPresent()) {
        URI uri = URI.create(address.get());
        new ServerSettings(uri, Optional.empty(), Optional.empty()); // before files are looked at
        settings = new ServerSettings(uri, tls(config, uri, access), access.token());
      }
    } catch (IllegalArgumentException e) {
      problems.add("agent.server: " + e.getMessage());
    }
    if (settings == null || !problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    if (access.token().isPresent() && settings.tls().isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the token goes over the network as it is: use an https:// address");
    }
    Path state = config.get(ConfigKeys.AGENT_STATE).orElseGet(AgentIdentity::defaultDirectory);
    InputSettings inputs = InputSettings.of(own, state);
    AgentIdentity identity = AgentIdentity.open(state);
    try {
      return new CordwoodAgent(config, inputs, settings, identity);
    } catch (IOException | RuntimeException e) {
      identity.close();
      throw e;
    }
  }

  private static Optional<SSLContext> tls(ServerConfig config, URI server, Access access)
      throws IOException {
    if (!"https".equals(server.getScheme())) {
      return Optional.empty();
    }
    Optional<Path> authorities = config.get(ConfigKeys.AGENT_CA);
    TlsContexts.Trust trust;
    if (!access.checkCertificate()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the server's certificate is not checked: whoever stands between can read everything");
      trust = new TlsContexts.Trust.Anybody();
    } else if (authorities.isPresent()) {
      trust = new TlsContexts.Trust.Only(authorities.get());
    } else {
      trust = new TlsContexts.Trust.System();
    }
    Optional<TlsContexts.Identity> own =
        config
            .get(ConfigKeys.AGENT_CERTIFICATE)
            .flatMap(certificate ->
                config
                    .get(ConfigKeys.AGENT_KEY)
                    .map(key -> new TlsContexts.Identity(certificate, key)));
    return Optional.of(TlsContexts.client(trust, own));
  }

  /// Where files stand is for the server to say: following begins when it has.
  private void run() {
    try {
      while (!closing && !intake.awaitFirst(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS))) {
        if (server.fatal() != null) {
          return;
        }
      }
      synchronized (this) {
        if (closing) {
          return;
        }
        inputs.follow(settings.sources());
        inputs.run(settings.commands());
      }
      long said = System.nanoTime();
      while (!closing) {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        if (System.nanoTime() - said >= REPORT_NANOS) {
          said = System.nanoTime();
          sayHowFar();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException e) {
      LOG.log(System.Logger.Level.DEBUG, "stopped before the server answered", e);
    }
  }

  private void sayHowFar() {
    FileFollower running = inputs.follower().orElse(null);
    if (running != null && running.status().behindBytes() >= USUAL_BEHIND_BYTES) {
      FileFollower.Status status = running.status();
      LOG.log(
          System.Logger.Level.INFO,
          "behind: %s in %d files are not sent yet"
              .formatted(Sizes.human((double) status.behindBytes()), status.files()));
    }
  }

  private AgentReport report() {
    FileFollower.Status status =
        inputs
            .follower()
            .map(FileFollower::status)
            .orElse(new FileFollower.Status(0, 0, List.of(), List.of()));
    List<AgentReport.Source> files =
        status.details().stream()
            .sorted(Comparator.comparingLong(FileStatus::lagBytes).reversed())
            .limit(MAX_REPORTED_FILES)
            .map(each -> new AgentReport.Source(each.path(), each.offset(), each.lagBytes()))
            .toList();
    long lost = sources.counters().stream().mapToLong(each -> each.snapshot().refusedLines()).sum();
    return new AgentReport(
        name, HostName.get(), Version.text(), status.files(), status.behindBytes(), lost, files);
  }

  /// The random id that the server knows it by.
  public String id() {
    return identity.id();
  }

  /// Where JSON lines are taken over TCP, when they are.
  public Optional<InetSocketAddress> tcpAddress() {
    return inputs.address("tcp");
  }

  /// How it goes with the server.
  public ServerState server() {
    return server;
  }

  /// Waits until all whole lines that are in the files are stored by the server.
  ///
  /// @param patience how long the server may not take anything
  /// @return whether they are; if not [#server()] knows why
  public boolean awaitSent(Duration patience) throws InterruptedException {
    while (true) {
      FileFollower running = inputs.follower().orElse(null);
      if (running != null && running.isCaughtUp() && intake.isEmpty()) {
        return true;
      }
      if (server.fatal() != null || server.waitingFor().compareTo(patience) > 0) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS / 5);
    }
  }

  /// Waits until it cannot go on, which [#server()] explains.
  public void awaitEnd() throws InterruptedException {
    while (server.fatal() == null) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  /// Reads no more, sends what was read if the server takes it within some seconds, and stops. What
  /// was not sent is sent after the next start.
  @Override
  public void close() {
    synchronized (this) {
      if (closing) {
        return;
      }
      closing = true;
    }
    intake.endWithin(LAST_SEND_NANOS);
    inputs.close();
    intake.close();
    work.interrupt();
    try {
      identity.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the lock was gone already", e);
    }
  }
}
