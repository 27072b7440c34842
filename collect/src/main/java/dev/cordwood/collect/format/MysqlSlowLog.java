package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;
import dev.cordwood.event.TimeParser;
import dev.cordwood.event.Timestamps;

/// The slow query log of MySQL and MariaDB. An entry has several lines, which are read as one text
/// with the ends of the lines in it, or one by one:
///
/// ```
/// # Time: 2026-11-21T04:14:54.123456Z
/// # User@Host: root[root] @ localhost [127.0.0.1]  Id:     8
/// # Query_time: 2.000123  Lock_time: 0.000000 Rows_sent: 1  Rows_examined: 10
/// SET timestamp=1795234494;
/// SELECT SLEEP(2);
/// ```
///
/// Names of the `# Name: value` pairs become fields in small letters, the statement the content.
final class MysqlSlowLog implements TextFormat {
  private static final int MAX_PAIRS = 100;
  private static final String SET_TIMESTAMP = "SET timestamp=";

  private final Cursor cursor = new Cursor();
  private final DecodedText decoded = new DecodedText();
  private final TextTimes times;
  private final FieldName user;
  private final FieldName remoteHost;
  private final FieldName remoteAddress;
  private final FieldName connectionId;
  private final FieldName database;

  MysqlSlowLog(LineFields fields, TextTimes times) {
    this.times = times;
    user = fields.name("user");
    remoteHost = fields.name("remote_host");
    remoteAddress = fields.name("remote_address");
    connectionId = fields.name("connection_id");
    database = fields.name("database");
  }

  @Override
  public String id() {
    return "mysql-slow";
  }

  @Override
  public int wantedEnd(byte[] text, int start, int lineEnd, int end) {
    return end;
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    decoded.clear();
    boolean isKnown = false;
    int at = start;
    while (at < end) {
      int stop = at;
      while (stop < end && line[stop] != '\n') {
        stop++;
      }
      int to = stop > at && line[stop - 1] == '\r' ? stop - 1 : stop;
      cursor.on(line, at, to);
      if (!header(fields)) {
        break;
      }
      isKnown = true;
      at = Math.min(stop + 1, end);
    }
    if (at < end) {
      fields.content(line, at, end);
    } else {
      fields.content(line, start, end);
    }
    return isKnown;
  }

  /// Whether the line belongs to the head of an entry.
  private boolean header(LineFields fields) {
    if (cursor.startsWith(SET_TIMESTAMP)) {
      return setTimestamp(fields);
    }
    if (cursor.startsWith("use ") && cursor.end() > cursor.at() + 5) {
      cursor.skip("use ");
      boolean closed = cursor.until(';') && cursor.atEnd();
      if (closed) {
        cursor.addText(fields, database);
      }
      return closed;
    }
    if (cursor.skip("# Time: ")) {
      return times.iso(cursor, fields) || times.sixDigits(cursor, fields);
    }
    if (cursor.skip("# User@Host: ")) {
      return origin(fields);
    }
    return cursor.skip("# ") && pairs(fields);
  }

  private boolean setTimestamp(LineFields fields) {
    cursor.skip(SET_TIMESTAMP);
    if (!cursor.until(';')) {
      return false;
    }
    long time = TimeParser.unix(cursor.line(), cursor.from(), cursor.to());
    if (time == Timestamps.NONE) {
      return false;
    }
    if (fields.time() == Timestamps.NONE) {
      fields.time(time, true);
    }
    return cursor.atEnd();
  }

  /// `root[root] @ localhost [127.0.0.1] Id: 8`.
  private boolean origin(LineFields fields) {
    if (!cursor.until('[')) {
      return false;
    }
    cursor.addTextIfAny(fields, user);
    if (!cursor.until("] @ ")) {
      return false;
    }
    if (cursor.until('[')) {
      cursor.trim();
      cursor.addTextIfAny(fields, remoteHost);
      if (cursor.until(']')) {
        cursor.addTextIfAny(fields, remoteAddress);
      }
    }
    cursor.skipBlanks();
    if (cursor.skip("Id:")) {
      cursor.skipBlanks();
      if (cursor.digits(19)) {
        cursor.addNumber(fields, connectionId);
      }
    }
    return true;
  }

  /// `Query_time: 2.000123 Lock_time: 0.000000 …`, the first of which must have a number.
  private boolean pairs(LineFields fields) {
    int pairs = 0;
    cursor.skipBlanks();
    while (pairs < MAX_PAIRS && cursor.word()) {
      byte[] line = cursor.line();
      int from = cursor.from();
      int to = cursor.to() - 1;
      if (to - from < 1 || to - from > 64 || line[to] != ':' || !cursor.blanks()) {
        break;
      }
      if (!cursor.word() || (pairs == 0 && !isValue())) {
        break;
      }
      int start = decoded.size();
      for (int i = from; i < to; i++) {
        decoded.add((byte) (line[i] >= 'A' && line[i] <= 'Z' ? line[i] | 0x20 : line[i]));
      }
      cursor.addNumber(fields, fields.name(decoded.bytes(), start, to - from));
      cursor.skipBlanks();
      pairs++;
    }
    return pairs > 0;
  }

  private boolean isValue() {
    return cursor.isNumber() || cursor.is("Yes") || cursor.is("No");
  }
}
