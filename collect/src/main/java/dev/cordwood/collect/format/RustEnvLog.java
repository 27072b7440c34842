package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;

/// Rust's env_logger: `[2026-11-21T04:14:54Z INFO app::server] message`, and `INFO
/// 2026-11-21T04:14:54Z: app::server: message` of its early versions.
final class RustEnvLog implements TextFormat {
  private final Cursor cursor = new Cursor();
  private final TextTimes times;
  private final FieldName level;
  private final FieldName target;

  RustEnvLog(LineFields fields, TextTimes times) {
    this.times = times;
    level = fields.name("level");
    target = fields.name("target");
  }

  @Override
  public String id() {
    return "rust-env-logger";
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    cursor.on(line, start, end);
    boolean found = cursor.skip('[') ? bracketed(fields) : early(fields);
    cursor.restIsContent(fields);
    return found;
  }

  private boolean bracketed(LineFields fields) {
    if (cursor.peek(10) != 'T' || !times.iso(cursor, fields) || !fields.isZoned()) {
      return false;
    }
    if (!cursor.blanks() || !cursor.capitalLevel()) {
      return false;
    }
    cursor.addText(fields, level);
    if (!cursor.blanks() || !cursor.until(']') || !isTarget()) {
      return false;
    }
    cursor.addText(fields, target);
    return cursor.skip(' ') || cursor.atEnd();
  }

  private boolean early(LineFields fields) {
    if (!cursor.capitalLevel() || !cursor.skip(' ')) {
      return false;
    }
    cursor.addText(fields, level);
    if (cursor.peek(10) != 'T' || !times.iso(cursor, fields) || !cursor.skip(": ")) {
      return false;
    }
    if (!cursor.until(": ") || !isTarget()) {
      return false;
    }
    cursor.addText(fields, target);
    return true;
  }

  /// `app::server`, a path of Rust or another word.
  private boolean isTarget() {
    for (int i = cursor.from(); i < cursor.to(); i++) {
      if (cursor.line()[i] <= ' ' || cursor.line()[i] == '[') {
        return false;
      }
    }
    return cursor.length() > 0 && cursor.length() <= 256;
  }
}
