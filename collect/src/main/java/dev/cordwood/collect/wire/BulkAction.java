package dev.cordwood.collect.wire;

import org.jspecify.annotations.Nullable;

/// One action of a `_bulk` request and what became of it.
///
/// @param index the action's own, that of the address, or empty
/// @param status as Elasticsearch says it: 201 created, 400 not a document, 404 nothing to delete
/// @param reason why it was refused
public record BulkAction(Kind kind, String index, String id, int status, @Nullable String reason) {

  public enum Kind {
    CREATE,
    INDEX,
    UPDATE,
    DELETE
  }
}
