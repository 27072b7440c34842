package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;
import dev.cordwood.event.JsonLineParser;
import dev.cordwood.event.Row;
import dev.cordwood.event.ValueType;
import org.jspecify.annotations.Nullable;

/// Opens what another format carries: the message of a syslog line, the `log` of a container
/// runtime, a line pushed to the Loki API. Adds its fields to the row that the carrier has begun;
/// fields that the row already has are replaced by those of the message. Not safe for several
/// threads.
public final class MessageParser {
  private final Row row;
  private final JsonLineParser json;
  private final FieldName message;
  private final FieldName level;

  public MessageParser(Row row) {
    this.row = row;
    json = new JsonLineParser(row);
    message = row.name("_msg");
    level = row.name("level");
  }

  /// Adds the message `[start, end)` to the open row: its fields if it is of a known format, else
  /// the text as `_msg`, with the level that is clear from it unless the row has one. The bytes
  /// must stay as they are until the row ends.
  public void add(byte[] text, int start, int end) {
    if (json.addFields(text, start, end)) {
      return;
    }
    row.text(message, text, start, end);
    byte @Nullable [] found = Levels.find(text, start, end);
    if (found != null && !row.has(level)) {
      row.add(level, ValueType.STRING, found, 0, found.length);
    }
  }
}
