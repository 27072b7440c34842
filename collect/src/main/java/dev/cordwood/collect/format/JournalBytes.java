package dev.cordwood.collect.format;

import dev.cordwood.event.Row;
import dev.cordwood.event.ValueType;
import dev.cordwood.event.WatchedFields;

/// Messages that are not UTF-8 are written by `journalctl -o json` as arrays of their bytes:
/// `[104,105,255]`.
final class JournalBytes {
  private JournalBytes() {}

  /// Adds the message that the field's bytes make, and takes the field out. Any other value stays.
  static void decode(Row row, WatchedFields fields, int index) {
    if (fields.type(index) != ValueType.JSON) {
      return;
    }
    byte[] json = fields.source(index);
    int end = fields.end(index);
    byte[] text = new byte[(end - fields.start(index)) / 2];
    int length = 0;
    int at = fields.start(index) + 1;
    while (at < end && Ascii.isDigit(json[at])) {
      int to = Ascii.skipDigits(json, at, Math.min(end, at + 4));
      int value = 0;
      for (int i = at; i < to; i++) {
        value = value * 10 + (json[i] - '0');
      }
      if (value > 255 || to >= end) {
        return;
      }
      text[length++] = (byte) value;
      at = json[to] == ',' ? to + 1 : to;
    }
    if (length > 0 && at == end - 1 && json[at] == ']') {
      row.text(row.name("_msg"), text, 0, length);
      fields.remove(index);
    }
  }
}
