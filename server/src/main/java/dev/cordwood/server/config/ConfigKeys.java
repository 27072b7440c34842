package dev.cordwood.server.config;

import dev.cordwood.event.IngestOptions;
import dev.cordwood.store.SyncMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Every setting there is, in the order in which they are printed. A setting exists by being
/// declared here; `docs/configuration.md`, `cordwood config` and the reader of the file follow.
public final class ConfigKeys {
  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  private static final List<ConfigKey<?>> KEYS = new ArrayList<>();

  public static final ConfigKey<Path> DATA =
      key(
          "data",
          Kinds.PATH,
          Path.of("cordwood-data"),
          "The directory in which everything is kept. Made when it is not there. A relative path"
              + " starts at the working directory.");

  public static final ConfigKey<ListenAddress> HTTP_LISTEN =
      key(
          "http.listen",
          Kinds.ADDRESS,
          new ListenAddress("127.0.0.1", 8050),
          "Where the dashboard and the HTTP API are served. Port 0 takes a free one.");
  public static final ConfigKey<Boolean> HTTP_ALLOW_REMOTE =
      key(
          "http.allow_remote",
          Kinds.SWITCH,
          false,
          "Cordwood has no users and keys yet: whoever reaches a port can read and write all logs."
              + " So listening on anything but loopback, for HTTP as for TCP, needs this switch."
              + " Put a proxy that asks for a password in front.");
  public static final ConfigKey<List<String>> HTTP_ALLOWED_HOSTS =
      key(
          "http.allowed_hosts",
          Kinds.TEXT.listOf(),
          List.of(),
          "Host names under which browsers may reach this server, beside localhost, IP addresses"
              + " and this machine's own name. Others are refused, which protects against DNS"
              + " rebinding. Needed behind a proxy that passes its own name on.");
  public static final ConfigKey<Integer> HTTP_MAX_CONNECTIONS =
      key(
          "http.max_connections",
          Kinds.number(1, 100_000),
          1_000,
          "Open HTTP connections; more wait until one is closed.");
  public static final ConfigKey<Duration> HTTP_IDLE_TIMEOUT =
      key(
          "http.idle_timeout",
          Kinds.duration(SECOND, HOUR),
          Duration.ofSeconds(60),
          "A connection that sends nothing for this long, in the middle of a request or between"
              + " two, is closed.");
  public static final ConfigKey<Long> HTTP_MAX_HEADER_SIZE =
      key(
          "http.max_header_size",
          Kinds.size(1L << 10, MIB),
          32L << 10,
          "All headers of a request together, and the address line; beyond it the answer is 431 or"
              + " 414. Long queries go into the body of a POST.");
  public static final ConfigKey<Long> HTTP_MAX_BODY_SIZE =
      key(
          "http.max_body_size",
          Kinds.size(MIB, 1024 * GIB),
          GIB,
          "The body of one /insert request after decompression. Beyond it the answer is 413; what"
              + " came before that stays stored, and the answer says how many lines.");

  public static final ConfigKey<Optional<Path>> HTTP_TLS_CERTIFICATE =
      key(
          "http.tls.certificate",
          Kinds.PATH.orNone(),
          Optional.empty(),
          "A PEM file with the server's certificate and those that signed it. With it, HTTP is"
              + " HTTPS. The names in it count as http.allowed_hosts. Read at the start.");
  public static final ConfigKey<Optional<Path>> HTTP_TLS_KEY =
      key(
          "http.tls.key",
          Kinds.PATH.orNone(),
          Optional.empty(),
          "A PEM file with the private key of the certificate, without a pass phrase.");
  public static final ConfigKey<Optional<Path>> HTTP_TLS_CLIENT_CA =
      key(
          "http.tls.client_ca",
          Kinds.PATH.orNone(),
          Optional.empty(),
          "A PEM file with authorities: only clients that have a certificate of one of them can"
              + " connect, browsers and agents alike.");

  public static final ConfigKey<Optional<ListenAddress>> TCP_LISTEN =
      key(
          "tcp.listen",
          Kinds.ADDRESS.orNone(),
          Optional.of(new ListenAddress("127.0.0.1", 5000)),
          "Where JSON lines are taken over plain TCP, one object a line.");
  public static final ConfigKey<Integer> TCP_MAX_CONNECTIONS =
      key(
          "tcp.max_connections",
          Kinds.number(1, 100_000),
          1_000,
          "Open TCP connections; more are closed at once.");
  public static final ConfigKey<Duration> TCP_IDLE_TIMEOUT =
      key(
          "tcp.idle_timeout",
          Kinds.duration(SECOND, DAY.multipliedBy(30)),
          HOUR,
          "A TCP connection that sends nothing for this long is closed.");

  public static final ConfigKey<List<Path>> FOLLOW =
      key(
          "follow",
          Kinds.PATH.listOf(),
          List.of(),
          "Files and folders to follow, plain text or JSON lines, each from where it stopped.");
  public static final ConfigKey<List<ConfigItem>> SOURCES =
      key(
          "sources",
          Kind.items(
              "a list of sources, each with paths or a command", SourceKeys.KEYS, SourceKeys::path),
          List.of(),
          "As follow, with settings for each: see docs/configuration.md.");
  public static final ConfigKey<List<ConfigItem>> LISTENERS =
      key(
          "listeners",
          Kind.items(
              "a list of listeners, each with kind and listen, or as KIND=HOST:PORT",
              ListenerKeys.KEYS,
              ListenerKeys::shortForm),
          List.of(),
          "Further ports on which lines are taken: syslog, GELF, Fluent Forward, Python's handlers,"
              + " plain and JSON lines. See docs/configuration.md.");
  public static final ConfigKey<Boolean> STDIN =
      key("stdin", Kinds.SWITCH, false, "Take the lines of standard input.");
  public static final ConfigKey<Boolean> DEMO =
      key(
          "demo",
          Kinds.SWITCH,
          false,
          "Make a realistic workload of several services, so that there is something to look at.");

  public static final ConfigKey<List<String>> INGEST_MESSAGE_FIELDS =
      key(
          "ingest.message_fields",
          Kinds.TEXT.listOf(),
          IngestOptions.DEFAULTS.messageFields(),
          "The first of these fields that has a value becomes the message, _msg. A request may name"
              + " others with _msg_field.");
  public static final ConfigKey<List<String>> INGEST_TIME_FIELDS =
      key(
          "ingest.time_fields",
          Kinds.TEXT.listOf(),
          IngestOptions.DEFAULTS.timeFields(),
          "The first of these fields that holds a time becomes _time; without one it is the time of"
              + " arrival. A request may name others with _time_field.");
  public static final ConfigKey<List<String>> INGEST_STREAM_FIELDS =
      key(
          "ingest.stream_fields",
          Kinds.TEXT.listOf(),
          IngestOptions.DEFAULTS.streamFields(),
          "The fields that say where a line comes from; together they make its stream. A request"
              + " may name others with _stream_fields.");
  public static final ConfigKey<ZoneId> INGEST_TIME_ZONE =
      key(
          "ingest.time_zone",
          Kinds.ZONE,
          ZoneId.of("UTC"),
          "The zone of times that come without one.");
  public static final ConfigKey<Long> INGEST_MAX_LINE_SIZE =
      key(
          "ingest.max_line_size",
          Kinds.size(1L << 10, dev.cordwood.event.Limits.MAX_CONFIGURABLE_LINE_BYTES),
          (long) dev.cordwood.event.Limits.MAX_LINE_BYTES,
          "Longer lines are stored cut, with their length in _error.");

  public static final ConfigKey<Boolean> REDACT_ENABLED =
      key(
          "redact.enabled",
          Kinds.SWITCH,
          true,
          "Whether passwords, tokens, keys and card numbers in lines are made unreadable before they"
              + " are stored.");
  public static final ConfigKey<List<String>> REDACT_ON =
      key(
          "redact.on",
          Kinds.TEXT.listOf(),
          List.of(),
          "Rules to switch on that are off by default; docs/redaction.md lists them.");
  public static final ConfigKey<List<String>> REDACT_OFF =
      key("redact.off", Kinds.TEXT.listOf(), List.of(), "Rules to switch off.");
  public static final ConfigKey<List<String>> REDACT_FIELDS =
      key(
          "redact.fields",
          Kinds.TEXT.listOf(),
          List.of(),
          "Further fields whose values are secrets.");
  public static final ConfigKey<List<String>> REDACT_KEEP_FIELDS =
      key("redact.keep_fields", Kinds.TEXT.listOf(), List.of(), "Fields that are never touched.");
  public static final ConfigKey<List<ConfigItem>> REDACT_PATTERNS =
      key(
          "redact.patterns",
          Kind.items(
              "a list of patterns, each with id and regex",
              RedactPatternKeys.KEYS,
              RedactPatternKeys::shortForm),
          List.of(),
          "Own rules: what the regular expression finds, or its group named secret, is replaced.");

  public static final ConfigKey<SyncMode> STORE_SYNC =
      key(
          "store.sync",
          Kinds.oneOf(SyncMode.class),
          SyncMode.GROUP,
          "When a line counts as stored. group: after a sync to disk shared by all that wait, some"
              + " milliseconds. every: a sync for each batch. none: when handed to the operating"
              + " system; fastest, and a power loss takes the last seconds with it.");
  public static final ConfigKey<Long> STORE_RESERVE =
      key(
          "store.reserve",
          Kinds.size(0, 1L << 50),
          256 * MIB,
          "When less of the disk is free, new lines are refused with a clear error (507 over HTTP),"
              + " and what is stored can still be read. Lines are taken again as soon as there is"
              + " room.");
  public static final ConfigKey<Optional<Long>> STORE_MEMORY =
      key(
          "store.memory",
          Kinds.size(MIB, 64 * GIB).orNone(),
          Optional.empty(),
          "New lines are kept in memory, and in the write-ahead log, up to this size before they"
              + " are written into a part. none: a sixteenth of the heap.");

  public static final ConfigKey<Optional<Duration>> RETENTION_MAX_AGE =
      key(
          "retention.max_age",
          Kinds.duration(HOUR, DAY.multipliedBy(36_500)).orNone(),
          Optional.empty(),
          "Lines older than this are deleted, by the time in the line. Files of many lines go when"
              + " the newest line in them is old enough.");
  public static final ConfigKey<Optional<Long>> RETENTION_MAX_SIZE =
      key(
          "retention.max_size",
          Kinds.size(MIB, 1L << 50).orNone(),
          Optional.empty(),
          "When the stored lines take more of the disk than this, the oldest are deleted.");
  public static final ConfigKey<Optional<DiskShare>> RETENTION_KEEP_FREE =
      key(
          "retention.keep_free",
          Kinds.DISK_SHARE.orNone(),
          Optional.empty(),
          "When less of the disk is free, whoever filled it, the oldest lines are deleted. none: no"
              + " line is ever deleted for want of room; see store.reserve.");

  public static final ConfigKey<Duration> QUERY_TIMEOUT =
      key(
          "query.timeout",
          Kinds.duration(MILLISECOND, DAY),
          Duration.ofSeconds(30),
          "A query that waits and runs longer is stopped, when it does not say otherwise.");
  public static final ConfigKey<Duration> QUERY_MAX_TIMEOUT =
      key(
          "query.max_timeout",
          Kinds.duration(MILLISECOND, DAY),
          HOUR,
          "The longest a query may ask for with timeout.");
  public static final ConfigKey<Integer> QUERY_MAX_CONCURRENT =
      key("query.max_concurrent", Kinds.number(1, 1_000), 8, "Queries that run at the same time.");
  public static final ConfigKey<Integer> QUERY_MAX_QUEUED =
      key(
          "query.max_queued",
          Kinds.number(0, 10_000),
          64,
          "Queries that wait for their turn; more are answered 429 with Retry-After.");
  public static final ConfigKey<Optional<Long>> QUERY_MEMORY =
      key(
          "query.memory",
          Kinds.size(MIB, 1L << 45).orNone(),
          Optional.empty(),
          "Memory one query may take for sorting and grouping. none: a quarter of the heap.");
  public static final ConfigKey<Integer> QUERY_MAX_TAILS =
      key(
          "query.max_tails",
          Kinds.number(1, 10_000),
          64,
          "Live tails at the same time; more are answered 429.");

  public static final ConfigKey<Optional<String>> AGENT_SERVER =
      key(
          "agent.server",
          Kinds.TEXT.orNone(),
          Optional.empty(),
          "The Cordwood that 'cordwood agent' sends to: https://logs.example.com:8050.");
  public static final ConfigKey<Optional<String>> AGENT_NAME =
      key(
          "agent.name",
          Kinds.TEXT.orNone(),
          Optional.empty(),
          "What people call the agent, in the list of agents. none: the machine's name.");
  public static final ConfigKey<Optional<Path>> AGENT_STATE =
      key(
          "agent.state",
          Kinds.PATH.orNone(),
          Optional.empty(),
          "The directory with the agent's id, by which the server knows how far its files are."
              + " none: /var/lib/cordwood-agent for root, else ~/.local/state/cordwood-agent.");
  public static final ConfigKey<Optional<Path>> AGENT_CA =
      key(
          "agent.ca",
          Kinds.PATH.orNone(),
          Optional.empty(),
          "A PEM file with the authorities that may have signed the server's certificate. none:"
              + " those that the system trusts.");
  public static final ConfigKey<Optional<Path>> AGENT_CERTIFICATE =
      key(
          "agent.certificate",
          Kinds.PATH.orNone(),
          Optional.empty(),
          "A PEM file with the agent's certificate, for servers that ask for one.");
  public static final ConfigKey<Optional<Path>> AGENT_KEY =
      key(
          "agent.key",
          Kinds.PATH.orNone(),
          Optional.empty(),
          "A PEM file with its private key, without a pass phrase.");

  private static final KeySet ALL = new KeySet("", KEYS);

  private ConfigKeys() {}

  public static List<ConfigKey<?>> all() {
    return ALL.keys();
  }

  static KeySet keys() {
    return ALL;
  }

  public static @Nullable ConfigKey<?> find(String path) {
    return ALL.find(path);
  }

  /// What a section is about, printed above it.
  static String sectionDoc(String section) {
    return switch (section) {
      case "http" -> "Dashboard and HTTP API";
      case "http.tls" -> "HTTPS instead of HTTP";
      case "agent" -> "What only 'cordwood agent' looks at";
      case "tcp" -> "JSON lines over TCP";
      case "ingest" -> "How lines become rows";
      case "redact" -> "What is made unreadable before it is stored";
      case "store" -> "Durability";
      case "retention" -> "What is deleted, and when";
      case "query" -> "Limits of queries";
      default -> throw new IllegalArgumentException(section);
    };
  }

  private static <T> ConfigKey<T> key(String path, Kind<T> kind, T fallback, String doc) {
    ConfigKey<T> key = new ConfigKey<>(path, kind, fallback, doc);
    KEYS.add(key);
    return key;
  }
}
