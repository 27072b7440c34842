package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;
import dev.cordwood.event.Timestamps;

/// What Java programs write: Logback, Log4j, java.util.logging, and the products on top of them.
/// Their patterns differ in the order of the same few parts, so a line is read part by part: time
/// and level are there, thread, logger and process may be, and what comes after the separator is
/// the message:
/// * `2026-11-21 04:14:54,123 [main] INFO org.example.App - started` and other orders;
/// * Spring Boot's `2026-11-21T04:14:54.123+01:00 INFO 123 --- [app] [main] org.example.App :
///   started`;
/// * Elasticsearch's `[2026-11-21T04:14:54,123][INFO ][o.e.n.Node] [node-1] started`;
/// * Kafka's `[2026-11-21 04:14:54,123] INFO started (kafka.server.KafkaServer)`;
/// * Hadoop's `26/11/21 04:14:54 INFO mapred.JobClient: done`, Cassandra's, ZooKeeper's, Tomcat's,
///   WildFly's.
final class JavaLog implements TextFormat {
  private static final int MAX_PARTS = 14;

  private final Cursor cursor = new Cursor();
  private final TextTimes times;
  private final JavaUtilLog javaUtilLog;
  private final JavaBrackets brackets;
  private final FieldName level;
  private final FieldName logger;
  private final FieldName thread;
  private final FieldName pid;
  private final FieldName context;

  private boolean hasLevel;
  private boolean hasLogger;
  private boolean hasThread;
  private boolean hasPid;
  private boolean hasBracketedTime;

  JavaLog(LineFields fields, TextTimes times) {
    this.times = times;
    javaUtilLog = new JavaUtilLog(fields, times);
    brackets = new JavaBrackets(fields);
    level = fields.name("level");
    logger = fields.name("logger");
    thread = fields.name("thread");
    pid = fields.name("pid");
    context = fields.name("context");
  }

  @Override
  public String id() {
    return "java";
  }

  /// The two lines of java.util.logging are one.
  @Override
  public int wantedEnd(byte[] text, int start, int lineEnd, int end) {
    int at = lineEnd;
    while (at < end && text[at] <= ' ' && text[at] >= 0) {
      at++;
    }
    return StackTraces.isJavaUtilLevel(text, at, end) ? end : lineEnd;
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    if (javaUtilLog.parse(line, start, end, fields)) {
      return true;
    }
    fields.clear();
    cursor.on(line, start, end);
    hasLevel = false;
    hasLogger = false;
    hasThread = false;
    hasPid = false;
    hasBracketedTime = false;
    brackets.clear();
    int parts = 0;
    while (parts < MAX_PARTS && part(fields, reference)) {
      parts++;
    }
    cursor.skipBlanks();
    if (!hasLevel || fields.time() == Timestamps.NONE) {
      return false;
    }
    hasThread |= brackets.add(fields, hasPid);
    int open = !hasLogger && hasBracketedTime && !hasThread ? trailingLogger() : -1;
    if (open >= 0) {
      take(fields, open + 1, end - 1);
      fields.content(line, cursor.at(), open - 1);
      return true;
    }
    cursor.restIsContent(fields);
    return hasLogger || hasThread || hasPid;
  }

  /// Reads one part of the line's head; false when the message is next, or the line is of another
  /// format.
  private boolean part(LineFields fields, long reference) {
    cursor.skipBlanks();
    boolean hasTime = fields.time() != Timestamps.NONE;
    byte c = cursor.peek();
    if (c == '[') {
      return bracketed(fields, reference, hasTime);
    }
    if (!hasTime && times.any(cursor, fields, reference)) {
      return true;
    }
    if (!hasLevel && cursor.capitalLevel()) {
      cursor.addText(fields, level);
      hasLevel = true;
      return cursor.isBlankOrEnd() || cursor.peek() == '[';
    }
    if (hasLevel && !hasPid && cursor.isDigit()) {
      return pid(fields);
    }
    if (c == '(' && hasLevel && hasLogger && !hasThread && cursor.nested('(', ')')) {
      cursor.addText(fields, thread);
      hasThread = true;
      return false;
    }
    if (c == '-' || c == '|' || c == ':') {
      return separator();
    }
    return (Cursor.isLetter(c) || c == '_' || c == '$') && hasTime && name(fields);
  }

  private boolean bracketed(LineFields fields, long reference, boolean hasTime) {
    int before = cursor.at();
    if (!hasTime) {
      cursor.skip('[');
      if (times.any(cursor, fields, reference) && cursor.skip(']')) {
        hasBracketedTime = true;
        return true;
      }
      fields.time(Timestamps.NONE, false);
      cursor.moveTo(before);
    }
    if (hasLogger) {
      return context(fields);
    }
    boolean isKafkaMessage = hasBracketedTime && hasLevel && trailingLogger() >= 0;
    if (isKafkaMessage || !cursor.nested('[', ']')) {
      return false;
    }
    cursor.trim();
    byte[] line = cursor.line();
    int from = cursor.from();
    int to = cursor.to();
    if (!hasLevel && Levels.ofWord(line, from, to) != null) {
      cursor.addText(fields, level);
      hasLevel = true;
      return true;
    }
    if (hasTime && hasLevel && brackets.isEmpty() && isClass(line, from, to)) {
      cursor.addText(fields, logger);
      hasLogger = true;
      if (cursor.startsWith(" [") && hasBracketedTime) { // Elasticsearch's node
        cursor.blanks();
        brackets.addNode(cursor, fields);
      }
      return !hasBracketedTime;
    }
    if (!brackets.take(from, to, line)) {
      cursor.moveTo(before);
      return false;
    }
    return true;
  }

  /// `[context]` between logger and separator.
  private boolean context(LineFields fields) {
    if (!isBracketedNext(cursor.at()) || !cursor.nested('[', ']')) {
      return false;
    }
    cursor.trim();
    if (brackets.isEmpty()) {
      return brackets.take(cursor.from(), cursor.to(), cursor.line());
    }
    cursor.addTextIfAny(fields, context);
    return true;
  }

  /// Spring Boot's process, before `---`.
  private boolean pid(LineFields fields) {
    int before = cursor.at();
    if (cursor.digits(10) && cursor.blanks() && cursor.startsWith("--- ")) {
      cursor.addNumber(fields, pid);
      hasPid = true;
      cursor.skip("---");
      return true;
    }
    cursor.moveTo(before);
    return false;
  }

  /// `-`, `--`, `---`, `|` or `:` between blanks.
  private boolean separator() {
    int before = cursor.at();
    byte c = cursor.peek();
    for (int i = 0; i < 3 && cursor.peek() == c; i++) {
      cursor.moveTo(cursor.at() + 1);
    }
    if (!cursor.isBlankOrEnd()) {
      cursor.moveTo(before);
      return false;
    }
    boolean isMessageNext = hasLevel && (hasLogger || !brackets.isEmpty());
    return !isMessageNext || cursor.at() - before == 3;
  }

  /// A logger's name where it can be told from a message: before a separator or a level, or with
  /// its packages after a thread.
  private boolean name(LineFields fields) {
    byte[] line = cursor.line();
    int from = cursor.at();
    int end = cursor.end();
    int i = from;
    int dots = 0;
    while (i < end && isNameByte(line[i])) {
      dots += line[i] == '.' ? 1 : 0;
      i++;
    }
    if (i + 1 < end
        && (line[i] == ':' || line[i] == '@')
        && line[i + 1] >= '0'
        && line[i + 1] <= '9') {
      i++;
      while (i < end && line[i] >= '0' && line[i] <= '9') {
        i++;
      }
    } else if (i < end && line[i] == '(') {
      while (i < end && line[i] != ')' && line[i] != ' ') {
        i++;
      }
      i = i < end && line[i] == ')' ? i + 1 : i;
    }
    if (hasPid && i < end && line[i] == '[') { // Spring Boot with Tomcat's `C.[.[.[/].[servlet]`
      while (i < end && !Cursor.isBlank(line[i])) {
        i++;
      }
    }
    int next = i;
    while (next < end && Cursor.isBlank(line[next])) {
      next++;
    }
    int separator = separatorEnd(line, next, end);
    boolean separated = separator > 0 && (next > i || line[next] == ':');
    if (hasLevel) {
      boolean isBracketed = !separated && isBracketedNext(next);
      boolean isTail = !brackets.isEmpty() && dots >= 2 && next > i && line[from] >= 'a';
      if (hasLogger || !(separated || isTail || isBracketed)) {
        return false;
      }
      take(fields, from, i);
      cursor.moveTo(separated ? separator : next);
      return isBracketed;
    }
    cursor.moveTo(separated ? separator : next);
    cursor.skipBlanks();
    int levelAt = cursor.at();
    boolean isLevelNext = next > i && cursor.capitalLevel() && cursor.isBlankOrEnd();
    cursor.moveTo(isLevelNext ? levelAt : from);
    if (isLevelNext && !hasLogger) {
      take(fields, from, i);
    }
    return isLevelNext;
  }

  private void take(LineFields fields, int from, int to) {
    fields.text(logger, cursor.line(), from, to);
    hasLogger = true;
  }

  /// Where the `-`, `--`, `:` or `|` at the index ends, before a blank or the end, or -1.
  private static int separatorEnd(byte[] line, int at, int end) {
    if (at >= end || (line[at] != '-' && line[at] != ':' && line[at] != '|')) {
      return -1;
    }
    int next = at + 1 < end && line[at] == '-' && line[at + 1] == '-' ? at + 2 : at + 1;
    return next == end || Cursor.isBlank(line[next]) ? next : -1;
  }

  /// Whether a bracket with a separator behind it follows: `logger [context] - message`.
  private boolean isBracketedNext(int at) {
    int before = cursor.at();
    cursor.moveTo(at);
    boolean found = cursor.nested('[', ']');
    int close = cursor.at();
    cursor.moveTo(before);
    while (found && close < cursor.end() && Cursor.isBlank(cursor.line()[close])) {
      close++;
    }
    return found && separatorEnd(cursor.line(), close, cursor.end()) > 0;
  }

  /// Where the bracket of Kafka's `message (kafka.server.KafkaServer)` opens, or -1.
  private int trailingLogger() {
    byte[] line = cursor.line();
    int end = cursor.end();
    int open = end - 1;
    while (open > cursor.at() && line[open] != '(') {
      open--;
    }
    boolean found =
        open > cursor.at()
            && line[end - 1] == ')'
            && line[open - 1] == ' '
            && isClass(line, open + 1, end - 1);
    return found ? open : -1;
  }

  /// Whether the text is a name with at least one dot in it and nothing else.
  private static boolean isClass(byte[] line, int from, int to) {
    int dots = 0;
    for (int i = from; i < to; i++) {
      if (!isNameByte(line[i])) {
        return false;
      }
      dots += line[i] == '.' ? 1 : 0;
    }
    return dots > 0 && Cursor.isLetter(line[from]);
  }

  private static boolean isNameByte(byte c) {
    return Cursor.isLetter(c)
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '$'
        || c == '-'
        || c == '/'
        || c == '#';
  }
}
