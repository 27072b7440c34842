package dev.cordwood.server;

import dev.cordwood.collect.redact.RedactOptions;
import dev.cordwood.collect.redact.RedactPattern;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.query.QueryLimits;
import dev.cordwood.server.config.ConfigException;
import dev.cordwood.server.config.ConfigItem;
import dev.cordwood.server.config.ConfigKeys;
import dev.cordwood.server.config.RedactPatternKeys;
import dev.cordwood.server.config.ServerConfig;
import dev.cordwood.store.StoreOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Turns the configuration into the options of the parts.
public final class Settings {
  private Settings() {}

  public static StoreOptions store(ServerConfig config) {
    StoreOptions options =
        new StoreOptions()
            .sync(config.get(ConfigKeys.STORE_SYNC))
            .reserveBytes(config.get(ConfigKeys.STORE_RESERVE));
    config.get(ConfigKeys.STORE_MEMORY).ifPresent(options::memoryBytes);
    config.get(ConfigKeys.RETENTION_MAX_AGE).ifPresent(options::maxAge);
    config.get(ConfigKeys.RETENTION_MAX_SIZE).ifPresent(options::maxBytes);
    config
        .get(ConfigKeys.RETENTION_KEEP_FREE)
        .ifPresent(share -> options.keepFreePercent(share.percent()).keepFreeBytes(share.bytes()));
    return options;
  }

  public static QueryLimits query(ServerConfig config) {
    QueryLimits defaults = QueryLimits.defaults();
    return new QueryLimits(
        config.get(ConfigKeys.QUERY_MAX_CONCURRENT),
        config.get(ConfigKeys.QUERY_MAX_QUEUED),
        config.get(ConfigKeys.QUERY_TIMEOUT),
        config.get(ConfigKeys.QUERY_MAX_TIMEOUT),
        config.get(ConfigKeys.QUERY_MEMORY).orElse(defaults.memoryBytes()),
        defaults.rows(),
        defaults.workers());
  }

  /// @throws ConfigException when rules or patterns are wrong
  static RedactOptions redaction(ServerConfig config) throws ConfigException {
    try {
      List<RedactPattern> patterns = new ArrayList<>();
      for (ConfigItem item : config.get(ConfigKeys.REDACT_PATTERNS)) {
        patterns.add(
            new RedactPattern(
                item.get(RedactPatternKeys.ID),
                item.get(RedactPatternKeys.REGEX),
                item.get(RedactPatternKeys.REPLACEMENT)));
      }
      return new RedactOptions(
          config.get(ConfigKeys.REDACT_ENABLED),
          new TreeSet<>(config.get(ConfigKeys.REDACT_ON)),
          new TreeSet<>(config.get(ConfigKeys.REDACT_OFF)),
          new TreeSet<>(config.get(ConfigKeys.REDACT_FIELDS)),
          new TreeSet<>(config.get(ConfigKeys.REDACT_KEEP_FIELDS)),
          patterns);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(List.of(String.valueOf(e.getMessage())));
    }
  }

  public static IngestOptions ingest(ServerConfig config) {
    return IngestOptions.DEFAULTS
        .withMessageFields(config.get(ConfigKeys.INGEST_MESSAGE_FIELDS))
        .withTimeFields(config.get(ConfigKeys.INGEST_TIME_FIELDS))
        .withStreamFields(config.get(ConfigKeys.INGEST_STREAM_FIELDS))
        .withZone(config.get(ConfigKeys.INGEST_TIME_ZONE))
        .withMaxLineBytes(Math.toIntExact(config.get(ConfigKeys.INGEST_MAX_LINE_SIZE)));
  }
}
