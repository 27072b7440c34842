package dev.cordwood.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cordwood.event.IngestOptions;
import dev.cordwood.query.QueryLimits;
import dev.cordwood.server.Settings;
import dev.cordwood.store.StoreOptions;
import dev.cordwood.store.SyncMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every setting: its default, a value from the file, and values that are refused.
class ConfigKeysTest {
  /// @param yaml a value other than the default, as it is written
  /// @param value the same
  /// @param bad values that are refused
  record Case(ConfigKey<?> key, Object fallback, String yaml, Object value, List<String> bad) {
    @Override
    public String toString() {
      return key.path();
    }
  }

  private static Case of(
      ConfigKey<?> key, Object fallback, String yaml, Object value, String... bad) {
    return new Case(key, fallback, yaml, value, List.of(bad));
  }

  static Stream<Case> cases() {
    ListenAddress address = new ListenAddress("::1", 1);
    return Stream.of(
        of(ConfigKeys.DATA, Path.of("cordwood-data"), "/srv/x", Path.of("/srv/x"), "''", "[a]"),
        of(
            ConfigKeys.HTTP_LISTEN,
            new ListenAddress("127.0.0.1", 8050),
            "'[::1]:1'",
            address,
            "8050",
            "':8050'",
            "'::1:8050'",
            "localhost:70000",
            "localhost:http",
            "none"),
        of(ConfigKeys.HTTP_ALLOW_REMOTE, false, "yes", true, "maybe", "1", "TRUE"),
        of(
            ConfigKeys.HTTP_ALLOWED_HOSTS,
            List.of(),
            "[a.example, b.example]",
            List.of("a.example", "b.example"),
            "{a: b}"),
        of(ConfigKeys.HTTP_MAX_CONNECTIONS, 1_000, "1_234", 1_234, "0", "100001", "many", "1.5"),
        of(
            ConfigKeys.HTTP_IDLE_TIMEOUT,
            Duration.ofMinutes(1),
            "90",
            Duration.ofSeconds(90),
            "999ms",
            "61m",
            "soon"),
        of(ConfigKeys.HTTP_MAX_HEADER_SIZE, 32L << 10, "8KiB", 8L << 10, "1023", "2MiB", "big"),
        of(ConfigKeys.HTTP_MAX_BODY_SIZE, 1L << 30, "1MiB", 1L << 20, "1MB", "2TiB", "-1"),
        of(
            ConfigKeys.HTTP_TLS_CERTIFICATE,
            Optional.empty(),
            "/x",
            Optional.of(Path.of("/x")),
            "''",
            "[a]"),
        of(
            ConfigKeys.HTTP_TLS_KEY,
            Optional.empty(),
            "/x",
            Optional.of(Path.of("/x")),
            "''",
            "[a]"),
        of(
            ConfigKeys.HTTP_TLS_CLIENT_CA,
            Optional.empty(),
            "/x",
            Optional.of(Path.of("/x")),
            "''",
            "[a]"),
        of(
            ConfigKeys.TCP_LISTEN,
            Optional.of(new ListenAddress("127.0.0.1", 5000)),
            "none",
            Optional.empty(),
            "5000",
            "None"),
        of(ConfigKeys.TCP_MAX_CONNECTIONS, 1_000, "7", 7, "0", "100001"),
        of(
            ConfigKeys.TCP_IDLE_TIMEOUT,
            Duration.ofHours(1),
            "1h30m",
            Duration.ofMinutes(90),
            "0s",
            "31d"),
        of(
            ConfigKeys.FOLLOW,
            List.of(),
            "[/var/log, /srv]",
            List.of(Path.of("/var/log"), Path.of("/srv")),
            "['']"),
        of(
            ConfigKeys.SOURCES,
            List.of(),
            "[/a.log, {paths: [/b/*.log], name: b, fields: {service: x}}]",
            List.of(
                SourceKeys.path("/a.log"),
                ConfigItem.empty(SourceKeys.KEYS)
                    .with(SourceKeys.PATHS, List.of("/b/*.log"))
                    .with(SourceKeys.NAME, "b")
                    .with(SourceKeys.FIELDS, Map.of("service", "x"))),
            "[[a]]"),
        of(
            ConfigKeys.LISTENERS,
            List.of(),
            "[syslog-udp=127.0.0.1:5514, {kind: json, listen: '[::1]:1', max_connections: 7}]",
            List.of(
                ListenerKeys.shortForm("syslog-udp=127.0.0.1:5514"),
                ListenerKeys.shortForm("json=[::1]:1").with(ListenerKeys.MAX_CONNECTIONS, 7)),
            "[syslog-udp]",
            "[[a]]"),
        of(ConfigKeys.STDIN, false, "true", true, "''", "2"),
        of(ConfigKeys.DEMO, false, "true", true, "''", "2"),
        of(
            ConfigKeys.INGEST_MESSAGE_FIELDS,
            List.of("_msg", "message", "msg", "log"),
            "text",
            List.of("text"),
            "{a: b}"),
        of(
            ConfigKeys.INGEST_TIME_FIELDS,
            List.of("_time", "@timestamp", "timestamp", "time", "ts"),
            "['@ts']",
            List.of("@ts"),
            "[[a]]"),
        of(
            ConfigKeys.INGEST_STREAM_FIELDS,
            IngestOptions.DEFAULTS.streamFields(),
            "[]",
            List.of(),
            "{}"),
        of(
            ConfigKeys.INGEST_TIME_ZONE,
            ZoneId.of("UTC"),
            "Europe/Berlin",
            ZoneId.of("Europe/Berlin"),
            "Berlin"),
        of(ConfigKeys.INGEST_MAX_LINE_SIZE, 1L << 20, "16MiB", 16L << 20, "1000", "17MiB"),
        of(ConfigKeys.REDACT_ENABLED, true, "false", false, "never"),
        of(ConfigKeys.REDACT_ON, List.of(), "email", List.of("email"), "{a: b}"),
        of(ConfigKeys.REDACT_OFF, List.of(), "[jwt, card]", List.of("jwt", "card"), "[[a]]"),
        of(ConfigKeys.REDACT_FIELDS, List.of(), "pin", List.of("pin"), "{a: b}"),
        of(ConfigKeys.REDACT_KEEP_FIELDS, List.of(), "pin", List.of("pin"), "{a: b}"),
        of(
            ConfigKeys.REDACT_PATTERNS,
            List.of(),
            "[{id: badge, regex: 'B-[0-9]{6}', replacement: B-}]",
            List.of(
                RedactPatternKeys.shortForm("badge=B-[0-9]{6}")
                    .with(RedactPatternKeys.REPLACEMENT, "B-")),
            "[badge]",
            "[[a]]"),
        of(ConfigKeys.STORE_SYNC, SyncMode.GROUP, "every", SyncMode.EVERY, "GROUP", "always"),
        of(ConfigKeys.STORE_RESERVE, 256L << 20, "0", 0L, "1025TiB", "1PB"),
        of(
            ConfigKeys.STORE_MEMORY,
            Optional.empty(),
            "64MiB",
            Optional.of(64L << 20),
            "1000",
            "65GiB"),
        of(
            ConfigKeys.RETENTION_MAX_AGE,
            Optional.empty(),
            "30d",
            Optional.of(Duration.ofDays(30)),
            "59m",
            "101y"),
        of(
            ConfigKeys.RETENTION_MAX_SIZE,
            Optional.empty(),
            "50GB",
            Optional.of(50_000_000_000L),
            "1MB",
            "0"),
        of(
            ConfigKeys.RETENTION_KEEP_FREE,
            Optional.empty(),
            "5%",
            Optional.of(DiskShare.ofPercent(5)),
            "91%",
            "half"),
        of(
            ConfigKeys.QUERY_TIMEOUT,
            Duration.ofSeconds(30),
            "1s",
            Duration.ofSeconds(1),
            "0",
            "25h"),
        of(
            ConfigKeys.QUERY_MAX_TIMEOUT,
            Duration.ofHours(1),
            "1d",
            Duration.ofDays(1),
            "999us",
            "2d"),
        of(ConfigKeys.QUERY_MAX_CONCURRENT, 8, "1", 1, "0", "1001"),
        of(ConfigKeys.QUERY_MAX_QUEUED, 64, "0", 0, "-1", "10001"),
        of(ConfigKeys.QUERY_MEMORY, Optional.empty(), "1GiB", Optional.of(1L << 30), "1", "33TiB"),
        of(ConfigKeys.QUERY_MAX_TAILS, 64, "1", 1, "0", "10001"),
        of(ConfigKeys.AGENT_SERVER, Optional.empty(), "x", Optional.of("x"), "[a]"),
        of(ConfigKeys.AGENT_NAME, Optional.empty(), "x", Optional.of("x"), "[a]"),
        of(ConfigKeys.AGENT_STATE, Optional.empty(), "/x", Optional.of(Path.of("/x")), "''", "[a]"),
        of(ConfigKeys.AGENT_CA, Optional.empty(), "/x", Optional.of(Path.of("/x")), "''", "[a]"),
        of(
            ConfigKeys.AGENT_CERTIFICATE,
            Optional.empty(),
            "/x",
            Optional.of(Path.of("/x")),
            "''",
            "[a]"),
        of(ConfigKeys.AGENT_KEY, Optional.empty(), "/x", Optional.of(Path.of("/x")), "''", "[a]"));
  }

  @Test
  void everySettingIsTested() {
    assertThat(cases().map(Case::key)).containsExactlyElementsOf(ConfigKeys.all());
  }

  /// Keys of paths without which this one is a mistake.
  private static List<ConfigKey<?>> partners(ConfigKey<?> key) {
    return switch (key.path()) {
      case "http.tls.certificate" -> List.of(ConfigKeys.HTTP_TLS_KEY);
      case "http.tls.key" -> List.of(ConfigKeys.HTTP_TLS_CERTIFICATE);
      case "http.tls.client_ca" ->
          List.of(ConfigKeys.HTTP_TLS_CERTIFICATE, ConfigKeys.HTTP_TLS_KEY);
      case "agent.certificate" -> List.of(ConfigKeys.AGENT_KEY);
      case "agent.key" -> List.of(ConfigKeys.AGENT_CERTIFICATE);
      default -> List.of();
    };
  }

  private static String file(ConfigKey<?> key, String value) {
    StringBuilder file =
        new StringBuilder(
            key.section().isEmpty()
                ? "# one\n%s: %s\n".formatted(key.name(), value)
                : "%s:\n  %s: %s\n".formatted(key.section(), key.name(), value));
    for (ConfigKey<?> partner : partners(key)) {
      file.append("  %s: /partner\n".formatted(partner.name()));
    }
    return file.toString();
  }

  private static List<String> mistakes(String yaml) {
    ConfigException mistakes =
        catchThrowableOfType(ConfigException.class, () -> ConfigFile.parse(yaml, "c.yaml"));
    return mistakes == null ? List.of() : mistakes.problems();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hasItsDefaultAndTakesTheFilesValue(Case each) throws ConfigException {
    assertThat((Object) ServerConfig.defaults().get(each.key)).isEqualTo(each.fallback);
    ServerConfig config = ConfigFile.parse(file(each.key, each.yaml), "c.yaml");
    assertThat((Object) config.get(each.key)).isEqualTo(each.value);
    List<ConfigKey<?>> set = new ArrayList<>(partners(each.key));
    set.add(each.key);
    assertThat(ConfigKeys.all()).filteredOn(config::isSet).containsExactlyInAnyOrderElementsOf(set);
    // what is printed is read as the same
    ServerConfig again = ConfigFile.parse(ConfigPrinter.print(config), "printed");
    assertThat((Object) again.get(each.key)).isEqualTo(each.value);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void refusesOthersWithItsNameTheLineAndWhatIsAllowed(Case each) {
    assertThat(each.bad).isNotEmpty();
    List<String> bad = new ArrayList<>(each.bad);
    if (!each.key.kind().list()) {
      bad.add(""); // nothing at all
    }
    for (String value : bad) {
      assertThat(mistakes(file(each.key, value)))
          .as(value)
          .singleElement()
          .asString()
          .startsWith("c.yaml:2: " + each.key.path() + ": expected " + each.key.kind().expected());
    }
  }

  /// The column `values` of the manual has the bounds that the program has.
  @ParameterizedTest
  @MethodSource("cases")
  void itsBoundsAreInTheManual(Case each) throws Exception {
    Pattern bounds = Pattern.compile("(?:number|size|duration) from (\\S+ to [^,]+)");
    List<String> expected =
        bounds.matcher(each.key.kind().expected()).results().map(m -> m.group(1)).toList();
    MatchResult row =
        Pattern.compile("(?m)^\\| `%s` \\| [^|]* \\| ([^|]*) \\|".formatted(each.key.path()))
            .matcher(Files.readString(Path.of("..", "docs", "configuration.md")))
            .results()
            .findFirst()
            .orElseThrow();
    assertThat(expected).allMatch(row.group(1)::contains);
    if (each.key.kind().expected().endsWith(", or none")) {
      assertThat(row.group(1)).contains("or `none`");
    }
  }

  @Test
  void allMistakesAreSaidAtOnceEachWithItsLine() {
    assertThat(
            mistakes(
                """
                htp:
                  listen: 127.0.0.1:1
                http:
                  listen: nowhere
                  max_conections: 5
                timeout: 5s
                query:
                  timeout: soon
                  timeout: 5s
                  nothing_like_it_at_all: 1
                store: fast
                """))
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .isEqualTo("c.yaml:1: there is no setting 'htp'; did you mean 'http'?"),
            second -> assertThat(second).startsWith("c.yaml:4: http.listen: expected an address"),
            third ->
                assertThat(third)
                    .isEqualTo(
                        "c.yaml:5: there is no setting 'http.max_conections'; did you mean"
                            + " 'http.max_connections'?"),
            fourth ->
                assertThat(fourth)
                    .isEqualTo(
                        "c.yaml:6: there is no setting 'timeout'; did you mean 'query.timeout'?"),
            fifth -> assertThat(fifth).startsWith("c.yaml:8: query.timeout: expected a duration"),
            sixth -> assertThat(sixth).isEqualTo("c.yaml:9: 'query.timeout' is set twice"),
            seventh ->
                assertThat(seventh)
                    .isEqualTo("c.yaml:10: there is no setting 'query.nothing_like_it_at_all'"),
            eighth ->
                assertThat(eighth)
                    .isEqualTo(
                        "c.yaml:11: 'store' is a section: its settings go below it, indented"));
  }

  @Test
  void mistakesInItemsOfListsAreSaidWithTheirLines() {
    assertThat(
            mistakes(
                """
                sources:
                  - paths: [/a]
                    encodng: utf-8
                  - paths: [/b]
                    multiline:
                      timeout: soon
                      strt: x
                listeners:
                  - kind: json
                    listen: 127.0.0.1:1
                    kind: lines
                """))
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .isEqualTo(
                        "c.yaml:3: there is no setting 'sources: encodng'; did you mean"
                            + " 'encoding'?"),
            second ->
                assertThat(second)
                    .startsWith("c.yaml:6: sources: multiline.timeout: expected a duration"),
            third ->
                assertThat(third)
                    .isEqualTo(
                        "c.yaml:7: there is no setting 'sources: multiline.strt'; did you mean"
                            + " 'multiline.start'?"),
            fourth -> assertThat(fourth).isEqualTo("c.yaml:11: 'listeners: kind' is set twice"));
  }

  static Stream<KeySet> itemKeys() {
    return Stream.of(SourceKeys.KEYS, ListenerKeys.KEYS, RedactPatternKeys.KEYS);
  }

  @ParameterizedTest
  @MethodSource("itemKeys")
  void settingsOfItemsAreInTheManualWithTheirDefaults(KeySet keys) throws Exception {
    String manual = Files.readString(Path.of("..", "docs", "configuration.md"));
    for (ConfigKey<?> key : keys.keys()) {
      String fallback = key.printedFallback();
      String shown = fallback.isEmpty() ? "" : "`" + fallback + "`";
      assertThat(manual).contains("| `%s[].%s` | %s |".formatted(keys.place(), key.path(), shown));
    }
  }

  @Test
  void whatDoesNotGoTogetherIsSaid() {
    assertThat(
            mistakes(
                """
                http: {listen: 0.0.0.0:9000}
                tcp: {listen: 0.0.0.0:9000}
                query: {timeout: 2h}
                """))
        .satisfiesExactly(
            http -> assertThat(http).contains("http.listen: 0.0.0.0:9000").contains("allow_remote"),
            tcp -> assertThat(tcp).contains("tcp.listen: 0.0.0.0:9000"),
            both -> assertThat(both).contains("http.listen and tcp.listen are both 0.0.0.0:9000"),
            timeout -> assertThat(timeout).contains("2h is longer than query.max_timeout, 1h"));
    assertThat(mistakes("http: {listen: 0.0.0.0:9000, allow_remote: true}\ntcp: {listen: none}\n"))
        .isEmpty();
  }

  @Test
  void settingsReachThePartsTheyAreFor() throws ConfigException {
    ServerConfig config =
        ConfigFile.parse(
            """
            store: {sync: none, reserve: 1MiB, memory: 2MiB}
            retention: {max_age: 3h, max_size: 4MiB, keep_free: 5%}
            query: {timeout: 6s, max_timeout: 7s, max_concurrent: 8, max_queued: 9, memory: 10MiB}
            ingest:
              message_fields: [m]
              time_fields: [t]
              stream_fields: [s]
              time_zone: Asia/Tokyo
              max_line_size: 2KiB
            """,
            "c.yaml");
    StoreOptions store = Settings.store(config);
    assertThat(store.sync()).isEqualTo(SyncMode.NONE);
    assertThat(store.reserveBytes()).isEqualTo(1L << 20);
    assertThat(store.memoryBytes()).isEqualTo(2L << 20);
    assertThat(store.maxAge()).isEqualTo(Duration.ofHours(3));
    assertThat(store.maxBytes()).isEqualTo(4L << 20);
    assertThat(store.keepFreePercent()).isEqualTo(5);
    QueryLimits query = Settings.query(config);
    assertThat(query.timeout()).isEqualTo(Duration.ofSeconds(6));
    assertThat(query.maxTimeout()).isEqualTo(Duration.ofSeconds(7));
    assertThat(query.concurrent()).isEqualTo(8);
    assertThat(query.queued()).isEqualTo(9);
    assertThat(query.memoryBytes()).isEqualTo(10L << 20);
    IngestOptions ingest = Settings.ingest(config);
    assertThat(ingest.messageFields()).containsExactly("m");
    assertThat(ingest.timeFields()).containsExactly("t");
    assertThat(ingest.streamFields()).containsExactly("s");
    assertThat(ingest.zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    assertThat(ingest.maxLineBytes()).isEqualTo(2048);
  }
}
