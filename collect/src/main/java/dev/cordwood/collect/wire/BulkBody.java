package dev.cordwood.collect.wire;

import dev.cordwood.collect.Rows;
import dev.cordwood.event.JsonLineParser;
import dev.cordwood.event.JsonScanner;
import dev.cordwood.event.Lines;
import dev.cordwood.event.Row;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The body of an Elasticsearch `_bulk` request: lines in pairs, an action and its document. Each
/// document that is a JSON object becomes a row, with `_index` where one is named. Logs only grow:
/// `update` adds its `doc`, or `upsert`, as a row, and `delete` finds nothing.
public final class BulkBody {
  private final Rows rows;
  private final RowFields fields;
  private final JsonLineParser document;
  private final JsonScanner json = new JsonScanner();
  private final String index;
  private final Consumer<BulkAction> results;

  /// @param index of the address, for actions that name none; may be empty
  /// @param results receives one for each action, in their order
  public BulkBody(Rows rows, String index, Consumer<BulkAction> results) {
    this.rows = rows;
    this.index = index;
    this.results = results;
    fields = new RowFields(rows);
    document = new JsonLineParser(rows.row());
  }

  private record Action(BulkAction.Kind kind, String index, String id) {
    BulkAction done(int status, @Nullable String reason) {
      return new BulkAction(kind, index, id, status, reason);
    }
  }

  /// Counts the actions.
  ///
  /// @throws WireException when a line that should be an action is none; nothing was added then
  public int check(byte[] body, int start, int end) throws WireException {
    int actions = 0;
    int line = 0;
    int at = start;
    while (at < end) {
      line++;
      int to = lineEnd(body, at, end);
      if (Lines.isBlank(body, at, to)) {
        at = to + 1;
        continue;
      }
      Action action = action(body, at, to, line);
      actions++;
      at = to + 1;
      if (action.kind != BulkAction.Kind.DELETE) {
        line++;
        at = at < end ? lineEnd(body, at, end) + 1 : at;
      }
    }
    return actions;
  }

  /// Adds the rows of a body that was checked.
  public void add(byte[] body, int start, int end, long arrival) throws WireException {
    int line = 0;
    int at = start;
    while (at < end) {
      line++;
      int to = lineEnd(body, at, end);
      if (Lines.isBlank(body, at, to)) {
        at = to + 1;
        continue;
      }
      Action action = action(body, at, to, line);
      int actionBytes = to + 1 - at;
      at = to + 1;
      if (action.kind == BulkAction.Kind.DELETE) {
        results.accept(action.done(404, null));
        continue;
      }
      line++;
      if (at >= end) {
        results.accept(action.done(400, "the document is missing: the body ends after its action"));
        break;
      }
      to = lineEnd(body, at, end);
      int documentEnd = to > at && body[to - 1] == '\r' ? to - 1 : to;
      String refused = add(action, body, at, documentEnd, arrival, actionBytes + to + 1 - at);
      results.accept(action.done(refused == null ? 201 : 400, refused));
      at = to + 1;
    }
  }

  private static int lineEnd(byte[] body, int at, int end) {
    int to = Lines.indexOfLineFeed(body, at, end);
    return to < 0 ? end : to;
  }

  private Action action(byte[] body, int start, int end, int line) throws WireException {
    json.reset(body, end);
    int from = json.skipSpace(start);
    if (body[from] != '{' || json.value(from, 0) < 0) {
      throw malformed(line, "expected an action such as {\"create\":{}}");
    }
    JsonMembers outer = new JsonMembers(json, body, from);
    if (!outer.next()) {
      throw malformed(line, "found no action in it");
    }
    BulkAction.Kind kind =
        switch (outer.name().toString()) {
          case "create" -> BulkAction.Kind.CREATE;
          case "index" -> BulkAction.Kind.INDEX;
          case "update" -> BulkAction.Kind.UPDATE;
          case "delete" -> BulkAction.Kind.DELETE;
          default ->
              throw malformed(
                  line, "expected create, index, update or delete, found '" + outer.name() + "'");
        };
    if (!outer.isObject()) {
      throw malformed(line, "expected an object after the name of the action");
    }
    String named = index;
    String id = "";
    JsonMembers inner = outer.within();
    while (inner.next()) {
      if (inner.is("_index") && !inner.isNull()) {
        named = inner.text().toString();
      } else if (inner.is("_id") && !inner.isNull()) {
        id = inner.text().toString();
      }
    }
    return new Action(kind, named, id);
  }

  private static WireException malformed(int line, String what) {
    return new WireException("Malformed action/metadata line [%d]: %s".formatted(line, what));
  }

  /// @return why the document was refused, or null
  private @Nullable String add(
      Action action, byte[] body, int start, int end, long arrival, long bytes) {
    int from = start;
    int to = end;
    if (action.kind == BulkAction.Kind.UPDATE) {
      json.reset(body, end);
      from = json.skipSpace(start);
      if (from >= end || body[from] != '{' || json.value(from, 0) < 0) {
        return notAnObject(body, start, end);
      }
      JsonMembers members = new JsonMembers(json, body, from);
      from = -1;
      while (members.next()) {
        boolean wanted = members.is("doc") || (members.is("upsert") && from < 0);
        if (wanted && members.isObject()) {
          from = members.start();
          to = members.end();
        }
      }
      if (from < 0) {
        return "an update without 'doc' or 'upsert': scripts have nothing to work on here";
      }
    }
    fields.begin();
    try {
      if (!addDocument(body, from, to)) {
        rows.drop();
        return notAnObject(body, start, end);
      }
    } catch (WireException e) {
      rows.drop();
      return "failed to parse: " + e.getMessage();
    }
    if (!action.index.isEmpty()) {
      fields.add("_index", action.index);
    }
    fields.end(arrival, bytes);
    return null;
  }

  private boolean addDocument(byte[] body, int start, int end) throws WireException {
    Row row = rows.row();
    if (end - start <= row.options().maxLineBytes()) {
      return document.addFields(body, start, end);
    }
    json.reset(body, end);
    int from = json.skipSpace(start);
    int to = json.value(from, 0);
    if (body[from] != '{' || to < 0 || json.skipSpace(to) < end) {
      return false;
    }
    JsonMembers members = new JsonMembers(json, body, from);
    while (members.next()) {
      fields.add(members.name(), members.value());
    }
    return true;
  }

  private String notAnObject(byte[] body, int start, int end) {
    json.reset(body, end);
    int from = json.skipSpace(start);
    int to = from < end ? json.value(from, 0) : -1;
    if (from >= end) {
      return "failed to parse: the line of the document is empty";
    }
    if (to < 0) {
      return "failed to parse: at byte %d of the document: %s"
          .formatted(json.failedAt() - start, json.failure());
    }
    return body[from] == '{'
        ? "failed to parse: there is more text after the document"
        : "failed to parse: a document must be a JSON object";
  }
}
