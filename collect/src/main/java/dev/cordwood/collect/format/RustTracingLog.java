package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;

/// What Rust's tracing-subscriber writes: `2026-11-21T04:14:54.123456Z INFO app::server: message
/// key=value`, with the spans the event is in before the target: `INFO request{id=1}:query:
/// app::db: message`.
final class RustTracingLog implements TextFormat {
  private static final int MAX_SPANS = 64;

  private final Cursor cursor = new Cursor();
  private final TextTimes times;
  private final FieldName level;
  private final FieldName thread;
  private final FieldName span;
  private final FieldName target;

  RustTracingLog(LineFields fields, TextTimes times) {
    this.times = times;
    level = fields.name("level");
    thread = fields.name("thread");
    span = fields.name("span");
    target = fields.name("target");
  }

  @Override
  public String id() {
    return "rust-tracing";
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    cursor.on(line, start, end);
    if (cursor.peek(10) != 'T' || !times.iso(cursor, fields)) {
      return false;
    }
    if (!fields.isZoned() || !cursor.blanks() || !cursor.capitalLevel() || !cursor.skip(' ')) {
      return false;
    }
    cursor.addText(fields, level);
    if (cursor.startsWith("ThreadId(") && cursor.wordAndBlanks()) {
      cursor.addText(fields, thread);
    }
    int from = cursor.at();
    int spans = spans();
    if (spans < 0) {
      return false;
    }
    int to = cursor.at() - 2;
    int next = cursor.at();
    // one plain name is the target, unless a path follows, which is the target of a span
    boolean hasTarget = spans(spans > 0);
    if (hasTarget) {
      fields.text(span, line, from, to);
      fields.text(target, line, next, cursor.at() - 2);
    } else {
      cursor.moveTo(next);
      fields.text(spans > 0 ? span : target, line, from, to);
    }
    cursor.restIsContent(fields);
    return true;
  }

  /// Skips `name{fields}:name: `.
  ///
  /// @return how many of its names have fields or another name behind them, -1 where none stands
  private int spans() {
    int spans = 0;
    for (int i = 0; i < MAX_SPANS; i++) {
      if (!name()) {
        return -1;
      }
      if (cursor.peek() == '{') {
        if (!cursor.nested('{', '}')) {
          return -1;
        }
        spans++;
      }
      if (cursor.skip(": ")) {
        return spans;
      }
      if (!cursor.skip(':')) {
        return -1;
      }
      spans++;
    }
    return -1;
  }

  /// Skips `app::server: `; a name without a path only where one is sure to follow.
  private boolean spans(boolean isSure) {
    int from = cursor.at();
    if (!name()) {
      return false;
    }
    boolean isPath = false;
    for (int i = from; i < cursor.at() - 1; i++) {
      isPath |= cursor.line()[i] == ':';
    }
    return (isPath || isSure) && cursor.skip(": ");
  }

  /// A name, also with `::` in it.
  private boolean name() {
    byte[] line = cursor.line();
    int from = cursor.at();
    int i = from;
    while (i < cursor.end()) {
      byte c = line[i];
      boolean isPath = c == ':' && i > from && i + 2 < cursor.end() && line[i + 1] == ':';
      if (isPath) {
        i += 2;
      } else if (Cursor.isLetter(c) || c == '_' || c == '-' || (c >= '0' && c <= '9')) {
        i++;
      } else {
        break;
      }
    }
    if (i == from || i - from > 256) {
      return false;
    }
    cursor.moveTo(i);
    return true;
  }
}
