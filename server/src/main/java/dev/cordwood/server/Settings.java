package dev.cordwood.server;

import dev.cordwood.event.IngestOptions;
import dev.cordwood.query.QueryLimits;
import dev.cordwood.server.config.ConfigKeys;
import dev.cordwood.server.config.ServerConfig;
import dev.cordwood.store.StoreOptions;

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

  public static IngestOptions ingest(ServerConfig config) {
    return IngestOptions.DEFAULTS
        .withMessageFields(config.get(ConfigKeys.INGEST_MESSAGE_FIELDS))
        .withTimeFields(config.get(ConfigKeys.INGEST_TIME_FIELDS))
        .withStreamFields(config.get(ConfigKeys.INGEST_STREAM_FIELDS))
        .withZone(config.get(ConfigKeys.INGEST_TIME_ZONE))
        .withMaxLineBytes(Math.toIntExact(config.get(ConfigKeys.INGEST_MAX_LINE_SIZE)));
  }
}
