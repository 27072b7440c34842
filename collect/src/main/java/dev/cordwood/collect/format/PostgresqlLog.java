package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;
import org.jspecify.annotations.Nullable;

/// PostgreSQL's server log with the common settings of `log_line_prefix`:
/// * `2026-11-21 04:14:54.123 UTC [42] LOG: message`, the default (`%m [%p] `);
/// * `… [42-1] user@database ERROR: message` (`%t [%p-%l] %q%u@%d `), also with the application;
/// * `… [42]: [1-1] user=u,db=d,app=a,client=10.0.0.1 LOG: message`;
/// * `2026-11-21 04:14:54 UTC:10.0.0.1(5555):user@database:[42]:LOG: message`, Amazon RDS's.
final class PostgresqlLog implements TextFormat {
  private static final int MAX_PREFIX_BYTES = 512;
  private static final String[] SEVERITIES = {
    "LOG",
    "ERROR",
    "FATAL",
    "PANIC",
    "WARNING",
    "NOTICE",
    "INFO",
    "DEBUG1",
    "DEBUG2",
    "DEBUG3",
    "DEBUG4",
    "DEBUG5",
    "DETAIL",
    "HINT",
    "CONTEXT",
    "STATEMENT",
    "QUERY",
    "LOCATION"
  };

  private final Cursor cursor = new Cursor();
  private final Cursor word = new Cursor();
  private final TextTimes times;
  private final FieldName level;
  private final FieldName pid;
  private final FieldName sessionLine;
  private final FieldName user;
  private final FieldName database;
  private final FieldName application;
  private final FieldName remoteAddress;
  private final FieldName remotePort;
  private boolean hasPid;

  PostgresqlLog(LineFields fields, TextTimes times) {
    this.times = times;
    level = fields.name("level");
    pid = fields.name("pid");
    sessionLine = fields.name("session_line");
    user = fields.name("user");
    database = fields.name("database");
    application = fields.name("application");
    remoteAddress = fields.name("remote_address");
    remotePort = fields.name("remote_port");
  }

  @Override
  public String id() {
    return "postgresql";
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    cursor.on(line, start, end);
    cursor.skip("< ");
    if (!times.isoWithZoneName(cursor, fields)) {
      return false;
    }
    int prefix = cursor.at();
    int severity = severity(prefix);
    if (severity < 0) {
      return false;
    }
    hasPid = false;
    word.on(line, prefix, severity);
    if (word.peek() == ':') {
      rds(fields);
    } else {
      prefix(fields);
    }
    if (!hasPid) {
      return false;
    }
    cursor.moveTo(severity);
    cursor.until(':');
    cursor.addText(fields, level);
    cursor.skipBlanks();
    cursor.restIsContent(fields);
    return true;
  }

  /// Where the first severity with its colon and two blanks stands, or -1.
  private int severity(int from) {
    byte[] line = cursor.line();
    int limit = Math.min(cursor.end(), from + MAX_PREFIX_BYTES);
    for (int i = from + 1; i < limit; i++) {
      byte before = line[i - 1];
      boolean starts = before == ' ' || before == ':' || before == '>';
      if (starts && line[i] >= 'A' && line[i] <= 'Z' && isSeverity(i)) {
        return i;
      }
    }
    return -1;
  }

  private boolean isSeverity(int at) {
    for (String each : SEVERITIES) {
      if (Cursor.standsAt(cursor.line(), at, cursor.end(), each)
          && Cursor.standsAt(cursor.line(), at + each.length(), cursor.end(), ":  ")) {
        return true;
      }
    }
    return false;
  }

  private void prefix(LineFields fields) {
    boolean hasUser = false;
    word.skipBlanks();
    while (!word.atEnd()) {
      if (word.enclosed('[', ']')) {
        process(fields);
        word.skip(':');
      } else if (word.word()) {
        if (word.is(">")) {
          continue;
        }
        if (isAssignments()) {
          assignments(fields);
        } else if (!hasUser) {
          hasUser = userAndDatabase(word.from(), word.to(), fields);
        } else {
          word.addTextIfAny(fields, application);
        }
      }
      word.skipBlanks();
    }
  }

  /// `42`, `42-1`; the line within the session also in a bracket of its own, `1-1`.
  private void process(LineFields fields) {
    byte[] line = word.line();
    int from = word.from();
    int to = word.to();
    int dash = from;
    while (dash < to && line[dash] != '-') {
      dash++;
    }
    if (Numbers.isNumber(line, from, dash) && !hasPid) {
      fields.number(pid, line, from, dash);
      hasPid = true;
      from = dash + 1;
      dash = to;
    }
    if (from < dash && Numbers.isNumber(line, from, dash)) {
      fields.number(sessionLine, line, from, dash);
    }
  }

  private boolean userAndDatabase(int from, int to, LineFields fields) {
    byte[] line = word.line();
    for (int i = from; i < to; i++) {
      if (line[i] == '@') {
        word.token(from, i);
        word.addTextIfAny(fields, user);
        word.token(i + 1, to);
        word.addTextIfAny(fields, database);
        return true;
      }
    }
    return false;
  }

  private boolean isAssignments() {
    for (int i = word.from(); i < word.to(); i++) {
      if (word.line()[i] == '=') {
        return true;
      }
    }
    return false;
  }

  /// `user=u,db=d,app=a,client=10.0.0.1`.
  private void assignments(LineFields fields) {
    byte[] line = word.line();
    int i = word.from();
    int to = word.to();
    while (i < to) {
      int stop = i;
      int equals = -1;
      while (stop < to && line[stop] != ',') {
        if (line[stop] == '=' && equals < 0) {
          equals = stop;
        }
        stop++;
      }
      if (equals > 0 && equals + 1 < stop) {
        FieldName name = name(line, i, equals);
        if (name != null) {
          fields.text(name, line, equals + 1, stop);
        }
      }
      i = stop + 1;
    }
  }

  private @Nullable FieldName name(byte[] line, int from, int to) {
    if (Cursor.standsAt(line, from, to, "user")) {
      return user;
    }
    if (Cursor.standsAt(line, from, to, "db") || Cursor.standsAt(line, from, to, "database")) {
      return database;
    }
    if (Cursor.standsAt(line, from, to, "app")) {
      return application;
    }
    return Cursor.standsAt(line, from, to, "client") || Cursor.standsAt(line, from, to, "host")
        ? remoteAddress
        : null;
  }

  /// `:10.0.0.1(5555):user@database:[42]:`.
  private void rds(LineFields fields) {
    word.skip(':');
    if (word.until('(')) {
      word.addTextIfAny(fields, remoteAddress);
      if (word.until(')')) {
        word.addNumber(fields, remotePort);
      }
      word.skip(':');
    } else if (word.until(':')) {
      word.addTextIfAny(fields, remoteAddress);
    }
    if (word.peek() != '[' && word.until(':')) {
      userAndDatabase(word.from(), word.to(), fields);
    }
    if (word.enclosed('[', ']')) {
      process(fields);
    }
  }
}
