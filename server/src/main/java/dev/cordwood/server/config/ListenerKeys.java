package dev.cordwood.server.config;

import dev.cordwood.collect.net.ListenAddress.UnixType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The settings of one item of `listeners`.
public final class ListenerKeys {
  public static final ConfigKey<String> KIND =
      new ConfigKey<>(
          "kind",
          Kinds.TEXT,
          "",
          "json, lines, syslog-udp, syslog-tcp, syslog-unix, gelf-udp, gelf-tcp, python or"
              + " forward.");
  public static final ConfigKey<String> LISTEN =
      new ConfigKey<>(
          "listen",
          Kinds.TEXT,
          "",
          "An address such as 127.0.0.1:5514; for syslog-unix the path of the socket.");
  public static final ConfigKey<String> NAME =
      new ConfigKey<>(
          "name", Kinds.TEXT, "", "What it is called in the API and the dashboard, else its kind.");
  public static final ConfigKey<Optional<Path>> TLS_CERTIFICATE =
      new ConfigKey<>(
          "tls.certificate",
          Kinds.PATH.orNone(),
          Optional.empty(),
          "The certificate chain, PEM. Turns TLS on.");
  public static final ConfigKey<Optional<Path>> TLS_KEY =
      new ConfigKey<>(
          "tls.key", Kinds.PATH.orNone(), Optional.empty(), "The private key of it, PEM.");
  public static final ConfigKey<Optional<Path>> TLS_CLIENT_CA =
      new ConfigKey<>(
          "tls.client_ca",
          Kinds.PATH.orNone(),
          Optional.empty(),
          "Clients must show a certificate that one of these, PEM, has signed.");
  public static final ConfigKey<Optional<ZoneId>> TIME_ZONE =
      new ConfigKey<>(
          "time_zone",
          Kinds.ZONE.orNone(),
          Optional.empty(),
          "The zone of times that come without one. none: ingest.time_zone.");
  public static final ConfigKey<Map<String, String>> FIELDS =
      new ConfigKey<>(
          "fields",
          Kind.mapping("fields such as {service: shop}"),
          Map.of(),
          "Fields for lines that do not have them.");
  public static final ConfigKey<String> FORMAT =
      new ConfigKey<>(
          "format",
          Kinds.TEXT,
          "auto",
          "For lines: their format, where it should not be found out.");
  public static final ConfigKey<Integer> MAX_CONNECTIONS =
      new ConfigKey<>(
          "max_connections",
          Kinds.number(1, 100_000),
          1_000,
          "Open connections; more are closed at once.");
  public static final ConfigKey<Long> MAX_FRAME_SIZE =
      new ConfigKey<>(
          "max_frame_size",
          Kinds.size(0, 256L << 20),
          0L,
          "The longest message. Longer lines are stored cut, longer frames refused. 0: what suits the"
              + " kind.");
  public static final ConfigKey<Duration> IDLE_TIMEOUT =
      new ConfigKey<>(
          "idle_timeout",
          Kinds.duration(Duration.ofSeconds(1), Duration.ofDays(30)),
          Duration.ofHours(1),
          "A connection that sends nothing for this long is closed.");
  public static final ConfigKey<String> SHARED_KEY =
      new ConfigKey<>("shared_key", Kinds.TEXT, "", "For forward: clients must know it.");
  public static final ConfigKey<UnixType> UNIX_TYPE =
      new ConfigKey<>(
          "unix_type",
          Kinds.oneOf(UnixType.class),
          UnixType.DATAGRAM,
          "For syslog-unix: datagrams, as syslog(3) and logger -u send, or a stream.");

  public static final KeySet KEYS =
      new KeySet(
          "listeners",
          List.of(
              KIND,
              LISTEN,
              NAME,
              TLS_CERTIFICATE,
              TLS_KEY,
              TLS_CLIENT_CA,
              TIME_ZONE,
              FIELDS,
              FORMAT,
              MAX_CONNECTIONS,
              MAX_FRAME_SIZE,
              IDLE_TIMEOUT,
              SHARED_KEY,
              UNIX_TYPE));

  private ListenerKeys() {}

  /// `KIND=HOST:PORT`, `syslog-unix=PATH`.
  static ConfigItem shortForm(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException("write KIND=HOST:PORT");
    }
    return ConfigItem.empty(KEYS)
        .with(KIND, text.substring(0, equals))
        .with(LISTEN, text.substring(equals + 1));
  }
}
