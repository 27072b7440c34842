package dev.cordwood.server;

import dev.cordwood.collect.command.CommandSpec;
import dev.cordwood.collect.file.SourceSpec;
import dev.cordwood.collect.format.LinePattern;
import dev.cordwood.collect.format.MultiLine;
import dev.cordwood.collect.format.ParseOptions;
import dev.cordwood.collect.net.ListenAddress.HostPort;
import dev.cordwood.collect.net.ListenAddress.SocketFile;
import dev.cordwood.collect.net.ListenerKind;
import dev.cordwood.collect.net.ListenerSpec;
import dev.cordwood.collect.net.TlsSettings;
import dev.cordwood.server.config.ConfigException;
import dev.cordwood.server.config.ConfigItem;
import dev.cordwood.server.config.ConfigKeys;
import dev.cordwood.server.config.ListenAddress;
import dev.cordwood.server.config.ListenerKeys;
import dev.cordwood.server.config.ServerConfig;
import dev.cordwood.server.config.SourceKeys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Turns `follow`, `sources`, `tcp` and `listeners` of the configuration into what the inputs take.
final class InputSettings {
  private final ServerConfig config;
  private final Path directory;
  private final List<String> problems = new ArrayList<>();
  private final List<SourceSpec> sources = new ArrayList<>();
  private final List<CommandSpec> commands = new ArrayList<>();
  private final List<ListenerSpec> listeners = new ArrayList<>();

  private InputSettings(ServerConfig config, Path directory) {
    this.config = config;
    this.directory = directory;
  }

  /// @param directory of this program's own files
  /// @throws ConfigException with everything that is wrong with them
  static InputSettings of(ServerConfig config, Path directory) throws ConfigException {
    InputSettings settings = new InputSettings(config, directory);
    settings.read();
    if (!settings.problems.isEmpty()) {
      throw new ConfigException(settings.problems);
    }
    return settings;
  }

  /// Of this program's own files, which are not followed.
  Path directory() {
    return directory;
  }

  /// Files to follow, those of `follow` first.
  List<SourceSpec> sources() {
    return List.copyOf(sources);
  }

  /// Commands whose output is taken.
  List<CommandSpec> commands() {
    return List.copyOf(commands);
  }

  /// Ports to open, that of `tcp` first.
  List<ListenerSpec> listeners() {
    return List.copyOf(listeners);
  }

  private void read() {
    if (!config.get(ConfigKeys.FOLLOW).isEmpty()) {
      check("follow", () -> follow(SourceSpec.of(config.get(ConfigKeys.FOLLOW))));
    }
    for (ConfigItem item : config.get(ConfigKeys.SOURCES)) {
      if (item.get(SourceKeys.COMMAND).isEmpty()) {
        check("sources: " + item, () -> follow(source(item)));
      } else {
        check("sources: " + item, () -> commands.add(command(item)));
      }
    }
    config
        .get(ConfigKeys.TCP_LISTEN)
        .ifPresent(address ->
            listeners.add(
                ListenerSpec.of(ListenerKind.JSON, HostPort.of(address.resolve()))
                    .withName("tcp")
                    .withMaxConnections(config.get(ConfigKeys.TCP_MAX_CONNECTIONS))
                    .withIdleTimeout(config.get(ConfigKeys.TCP_IDLE_TIMEOUT))));
    for (ConfigItem item : config.get(ConfigKeys.LISTENERS)) {
      check("listeners: " + item, () -> listeners.add(listener(item)));
    }
  }

  private void check(String where, Runnable reading) {
    try {
      reading.run();
    } catch (IllegalArgumentException e) {
      problems.add(where + ": " + e.getMessage());
    }
  }

  private void follow(SourceSpec source) {
    if (source.liesIn(directory)) {
      throw new IllegalArgumentException(
          "%s lies in %s, where Cordwood keeps its own data, which is never followed: name the logs"
                  .formatted(String.join(", ", source.paths()), directory)
              + " that you want");
    }
    sources.add(source);
  }

  private static ParseOptions parsing(ConfigItem item) {
    List<LinePattern> patterns = new ArrayList<>();
    new TreeMap<>(item.get(SourceKeys.PATTERNS))
        .forEach((name, pattern) -> patterns.add(new LinePattern(name, pattern)));
    return new ParseOptions(item.get(SourceKeys.FORMAT), patterns, item.get(SourceKeys.HASH));
  }

  private static CommandSpec command(ConfigItem item) {
    CommandSpec spec =
        CommandSpec.of(item.get(SourceKeys.COMMAND))
            .withFields(item.get(SourceKeys.FIELDS))
            .withParsing(parsing(item))
            .withMultiLine(multiLine(item), item.get(SourceKeys.MULTILINE_TIMEOUT))
            .withCursorField(item.get(SourceKeys.CURSOR_FIELD));
    String name = item.get(SourceKeys.NAME);
    return name.isEmpty() ? spec : spec.withName(name);
  }

  private static SourceSpec source(ConfigItem item) {
    SourceSpec spec =
        SourceSpec.of(item.get(SourceKeys.PATHS).toArray(String[]::new))
            .withName(item.get(SourceKeys.NAME))
            .withExclude(item.get(SourceKeys.EXCLUDE))
            .withParse(parsing(item))
            .withEncoding(item.get(SourceKeys.ENCODING))
            .withMultiLine(multiLine(item))
            .withMultiLineTimeout(item.get(SourceKeys.MULTILINE_TIMEOUT))
            .withFields(item.get(SourceKeys.FIELDS))
            .withFrom(item.get(SourceKeys.FROM));
    return item.get(SourceKeys.TIME_ZONE).map(spec::withZone).orElse(spec);
  }

  private static MultiLine multiLine(ConfigItem item) {
    String start = item.get(SourceKeys.MULTILINE_START);
    String continued = item.get(SourceKeys.MULTILINE_CONTINUE);
    if (!start.isEmpty() && !continued.isEmpty()) {
      throw new IllegalArgumentException("multiline: start and continue exclude each other");
    }
    MultiLine lines =
        !item.get(SourceKeys.MULTILINE_JOIN)
            ? MultiLine.NONE
            : !start.isEmpty()
                ? MultiLine.startingWith(start)
                : !continued.isEmpty() ? MultiLine.continuedBy(continued) : MultiLine.AUTO;
    return lines.withMaxLines(item.get(SourceKeys.MULTILINE_MAX_LINES));
  }

  private ListenerSpec listener(ConfigItem item) {
    String kindId = item.get(ListenerKeys.KIND);
    ListenerKind kind =
        ListenerKind.of(kindId)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "'%s' is no kind of listener; the kinds are %s"
                        .formatted(kindId, ListenerKind.known())));
    String where = item.get(ListenerKeys.LISTEN);
    if (where.isEmpty()) {
      throw new IllegalArgumentException("listen is missing: where to?");
    }
    ListenerSpec spec =
        ListenerSpec.of(
            kind,
            kind == ListenerKind.SYSLOG_UNIX
                ? new SocketFile(Path.of(where), item.get(ListenerKeys.UNIX_TYPE))
                : HostPort.of(reachable(where).resolve()));
    Map<String, String> fields = item.get(ListenerKeys.FIELDS);
    spec =
        spec.withName(
                item.get(ListenerKeys.NAME).isEmpty() ? kind.id() : item.get(ListenerKeys.NAME))
            .withFields(fields)
            .withMaxConnections(item.get(ListenerKeys.MAX_CONNECTIONS))
            .withMaxFrameBytes(Math.toIntExact(item.get(ListenerKeys.MAX_FRAME_SIZE)))
            .withIdleTimeout(item.get(ListenerKeys.IDLE_TIMEOUT))
            .withParsing(ParseOptions.DEFAULTS.withFormat(item.get(ListenerKeys.FORMAT)));
    if (!item.get(ListenerKeys.SHARED_KEY).isEmpty()) {
      spec = spec.withSharedKey(item.get(ListenerKeys.SHARED_KEY), Map.of());
    }
    Optional<Path> certificate = item.get(ListenerKeys.TLS_CERTIFICATE);
    Optional<Path> key = item.get(ListenerKeys.TLS_KEY);
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException("tls: certificate and key belong together");
    }
    if (certificate.isPresent() && key.isPresent()) {
      spec =
          spec.withTls(
              new TlsSettings(certificate.get(), key.get(), item.get(ListenerKeys.TLS_CLIENT_CA)));
    }
    return item.get(ListenerKeys.TIME_ZONE).map(spec::withZone).orElse(spec);
  }

  private ListenAddress reachable(String where) {
    ListenAddress address = ListenAddress.parse(where);
    if (!address.isLoopback() && !config.get(ConfigKeys.HTTP_ALLOW_REMOTE)) {
      throw new IllegalArgumentException(
          "%s can be reached from other machines, and there are no users and keys yet: whoever"
                  .formatted(address)
              + " connects could write logs. Listen on 127.0.0.1, or set http.allow_remote: true");
    }
    return address;
  }
}
