package dev.cordwood.server.http;

import dev.cordwood.collect.wire.BulkAction;
import dev.cordwood.event.JsonStrings;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/// The answer to a `_bulk` request. Clients look for its very bytes: it is compact, and its parts
/// are in the order took, errors, items, with one item for each action.
final class BulkAnswer {
  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  /// Which parts of an item are wanted.
  private record Parts(
      boolean index,
      boolean id,
      boolean version,
      boolean result,
      boolean status,
      boolean type,
      boolean reason) {
    boolean any(boolean failed) {
      return index || id || status || (failed ? type || reason : version || result);
    }
  }

  private final FilterPath filter;
  private final Map<BulkAction.Kind, Parts> parts = new EnumMap<>(BulkAction.Kind.class);
  private final StringBuilder items = new StringBuilder();
  private final long startNanos = System.nanoTime();
  private boolean errors;

  BulkAnswer(FilterPath filter) {
    this.filter = filter;
    for (BulkAction.Kind kind : BulkAction.Kind.values()) {
      String name = name(kind);
      parts.put(
          kind,
          new Parts(
              filter.includes("items", name, "_index"),
              filter.includes("items", name, "_id"),
              filter.includes("items", name, "_version"),
              filter.includes("items", name, "result"),
              filter.includes("items", name, "status"),
              filter.includes("items", name, "error", "type"),
              filter.includes("items", name, "error", "reason")));
    }
  }

  private static String name(BulkAction.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /// Adds the item of the next action.
  void add(BulkAction action) {
    boolean failed = action.reason() != null;
    errors |= failed;
    Parts wanted = parts.get(action.kind());
    if (wanted == null || !wanted.any(failed)) {
      return;
    }
    items.append(items.isEmpty() ? "{\"" : ",{\"").append(name(action.kind())).append("\":");
    char separator = '{';
    if (wanted.index) {
      separator = text(separator, "_index", action.index().isEmpty() ? "logs" : action.index());
    }
    if (wanted.id) {
      separator = text(separator, "_id", action.id().isEmpty() ? newId() : action.id());
    }
    if (!failed && wanted.version) {
      items.append(separator).append("\"_version\":1");
      separator = ',';
    }
    if (!failed && wanted.result) {
      separator = text(separator, "result", action.status() == 404 ? "not_found" : "created");
    }
    if (wanted.status) {
      items.append(separator).append("\"status\":").append(action.status());
      separator = ',';
    }
    if (failed && (wanted.type || wanted.reason)) {
      items.append(separator).append("\"error\":");
      char inner = '{';
      if (wanted.type) {
        inner = text(inner, "type", "mapper_parsing_exception");
      }
      if (wanted.reason) {
        text(inner, "reason", String.valueOf(action.reason()));
      }
      items.append('}');
    }
    items.append("}}");
  }

  private char text(char separator, String name, String value) {
    items.append(separator).append('"').append(name).append("\":");
    JsonStrings.quote(value, items);
    return ',';
  }

  /// Twenty letters, as Elasticsearch makes them.
  private static String newId() {
    char[] id = new char[20];
    for (int i = 0; i < id.length; i++) {
      id[i] = DIGITS.charAt(ThreadLocalRandom.current().nextInt(64));
    }
    return new String(id);
  }

  String json() {
    StringBuilder out = new StringBuilder(items.length() + 64);
    char separator = '{';
    if (filter.includes("took")) {
      out.append(separator)
          .append("\"took\":")
          .append((System.nanoTime() - startNanos) / 1_000_000);
      separator = ',';
    }
    if (filter.includes("errors")) {
      out.append(separator).append("\"errors\":").append(errors);
      separator = ',';
    }
    if (!items.isEmpty() || filter.includes("items")) {
      out.append(separator).append("\"items\":[").append(items).append(']');
      separator = ',';
    }
    return separator == '{' ? "{}" : out.append('}').toString();
  }
}
