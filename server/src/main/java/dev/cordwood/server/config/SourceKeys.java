package dev.cordwood.server.config;

import dev.cordwood.collect.file.Encoding;
import dev.cordwood.collect.file.SourceSpec;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The settings of one item of `sources`: files to follow, or a command whose output is taken.
public final class SourceKeys {
  public static final ConfigKey<List<String>> PATHS =
      new ConfigKey<>(
          "paths",
          Kinds.TEXT.listOf(),
          List.of(),
          "Files, folders and patterns such as /srv/*/log/**/*.log.");
  public static final ConfigKey<List<String>> EXCLUDE =
      new ConfigKey<>(
          "exclude", Kinds.TEXT.listOf(), List.of(), "Patterns of files that are left out.");
  public static final ConfigKey<List<String>> COMMAND =
      new ConfigKey<>(
          "command",
          Kinds.TEXT.listOf(),
          List.of(),
          "Instead of paths: a program and its arguments, whose output is taken line by line. It is"
              + " started again when it ends.");
  public static final ConfigKey<String> CURSOR_FIELD =
      new ConfigKey<>(
          "cursor_field",
          Kinds.TEXT,
          "",
          "For a command: the field of its lines that says where it is, kept with the lines; an"
              + " argument with {cursor} in it gets the last one, and is left out when there is"
              + " none.");
  public static final ConfigKey<String> NAME =
      new ConfigKey<>(
          "name", Kinds.TEXT, "", "What the source is called in the API and the dashboard.");
  public static final ConfigKey<String> FORMAT =
      new ConfigKey<>(
          "format",
          Kinds.TEXT,
          "auto",
          "The format of the lines, where it should not be found out. docs/formats.md lists them.");
  public static final ConfigKey<Map<String, String>> PATTERNS =
      new ConfigKey<>(
          "patterns",
          Kind.mapping("names and patterns such as {app: '%{IP:client} %{GREEDYDATA:message}'}"),
          Map.of(),
          "Own formats, tried first: regular expressions with named groups, or grok.");
  public static final ConfigKey<Boolean> HASH =
      new ConfigKey<>(
          "hash", Kinds.SWITCH, false, "Add the SHA-256 of each line as the field sha256.");
  public static final ConfigKey<Encoding> ENCODING =
      new ConfigKey<>(
          "encoding",
          Kinds.oneOf(Encoding.class),
          Encoding.AUTO,
          "How bytes are text, where it should not be found out.");
  public static final ConfigKey<SourceSpec.From> FROM =
      new ConfigKey<>(
          "from",
          Kinds.oneOf(SourceSpec.From.class),
          SourceSpec.From.BEGINNING,
          "end: of files that are there at the first start only new lines are taken.");
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
  public static final ConfigKey<Boolean> MULTILINE_JOIN =
      new ConfigKey<>(
          "multiline.join",
          Kinds.SWITCH,
          true,
          "Whether stack traces and indented lines become part of the line before them.");
  public static final ConfigKey<String> MULTILINE_START =
      new ConfigKey<>(
          "multiline.start",
          Kinds.TEXT,
          "",
          "A regular expression; a line in which it is found begins an event, all others continue"
              + " one.");
  public static final ConfigKey<String> MULTILINE_CONTINUE =
      new ConfigKey<>(
          "multiline.continue",
          Kinds.TEXT,
          "",
          "A regular expression; a line in which it is found continues the event before.");
  public static final ConfigKey<Integer> MULTILINE_MAX_LINES =
      new ConfigKey<>(
          "multiline.max_lines",
          Kinds.number(1, 100_000),
          500,
          "Lines of one event; a further one begins another.");
  public static final ConfigKey<Duration> MULTILINE_TIMEOUT =
      new ConfigKey<>(
          "multiline.timeout",
          Kinds.duration(Duration.ofMillis(10), Duration.ofMinutes(10)),
          Duration.ofSeconds(1),
          "After so much silence an event counts as complete.");

  public static final KeySet KEYS =
      new KeySet(
          "sources",
          List.of(
              NAME,
              PATHS,
              EXCLUDE,
              COMMAND,
              CURSOR_FIELD,
              FORMAT,
              PATTERNS,
              HASH,
              ENCODING,
              FROM,
              TIME_ZONE,
              FIELDS,
              MULTILINE_JOIN,
              MULTILINE_START,
              MULTILINE_CONTINUE,
              MULTILINE_MAX_LINES,
              MULTILINE_TIMEOUT));

  private SourceKeys() {}

  /// A path on its own.
  static ConfigItem path(String path) {
    return ConfigItem.empty(KEYS).with(PATHS, List.of(path));
  }
}
