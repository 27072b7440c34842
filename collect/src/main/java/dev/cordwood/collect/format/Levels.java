package dev.cordwood.collect.format;

import dev.cordwood.event.TimeParser;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Finds the level of a line of text: one of `trace debug info warn error fatal`. Only where it is
/// clear that a word is meant as the level: near the start, between delimiters, and in capitals
/// (`ERROR`), in brackets (`[error]`, `[core:error]`, `<error>`), before a colon (`error:`) or
/// after `level=`, `lvl=` or `severity=`.
public final class Levels {
  /// A level further right in the line is a word of the message.
  private static final int MAX_SEARCHED_BYTES = 160;

  private static final byte[] TRACE = ascii("trace");
  private static final byte[] DEBUG = ascii("debug");
  private static final byte[] INFO = ascii("info");
  private static final byte[] WARN = ascii("warn");
  private static final byte[] ERROR = ascii("error");
  private static final byte[] FATAL = ascii("fatal");

  /// Severities of syslog, from 0.
  private static final byte[][] SYSLOG = {FATAL, FATAL, FATAL, ERROR, WARN, INFO, INFO, DEBUG};

  private Levels() {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  public static byte[] ofSyslogPriority(int priority) {
    return SYSLOG[priority & 7];
  }

  /// The level that a letter stands for: `V`, `D`, `I`, `W`, `E`, `F`; null for any other.
  static byte @Nullable [] ofLetter(byte letter) {
    return switch (letter) {
      case 'V', 'T' -> TRACE;
      case 'D' -> DEBUG;
      case 'I' -> INFO;
      case 'W' -> WARN;
      case 'E' -> ERROR;
      case 'F', 'C', 'A' -> FATAL;
      default -> null;
    };
  }

  /// The level of a number from 10 to 60 in steps of ten, as Bunyan and Pino count.
  static byte[] ofTens(int number) {
    return number < 20
        ? TRACE
        : number < 30
            ? DEBUG
            : number < 40 ? INFO : number < 50 ? WARN : number < 60 ? ERROR : FATAL;
  }

  static byte[] info() {
    return INFO;
  }

  static byte[] error() {
    return ERROR;
  }

  /// As [#find], for text whose head has been read: right behind it a level may be written in any
  /// way, as in `2026-11-21 04:14:54, Info CBS`.
  static byte @Nullable [] findBehindTime(byte[] line, int head, int end) {
    int from = head;
    while (from < end && from < head + 4 && !isLetter(line[from])) {
      from++;
    }
    int to = from;
    while (to < end && isLetter(line[to])) {
      to++;
    }
    boolean isWord = from > head && to < end && (line[to] == ' ' || line[to] == '\t');
    byte[] level = isWord ? level(line, from, to) : null;
    boolean isSentence = level != null && to + 1 < end && line[to] == ' ' && line[to + 1] != ' ';
    return level != null && (!isSentence || isUpperCase(line, from, to) || line[head] == ',')
        ? level
        : find(line, head, end);
  }

  public static byte @Nullable [] find(byte[] line, int start, int end) {
    int limit = Math.min(end, start + MAX_SEARCHED_BYTES);
    int i = start;
    while (i < limit) {
      if (!isLetter(line[i])) {
        i++;
        continue;
      }
      int from = i;
      while (i < end && isLetter(line[i])) {
        i++;
      }
      byte[] level = level(line, from, i);
      if (level != null && isMeant(line, from, i, start, end)) {
        return level;
      }
      if (i < end && (TimeParser.isDigit(line[i]) || line[i] == '_')) {
        i++; // part of a longer word
      }
    }
    return null;
  }

  private static boolean isMeant(byte[] line, int from, int to, int start, int end) {
    byte before = from == start ? (byte) ' ' : line[from - 1];
    byte after = to == end ? (byte) ' ' : line[to];
    boolean bracketed =
        (before == '[' && after == ']')
            || (before == '<' && after == '>')
            || (before == '(' && after == ')')
            || (before == ':' && after == ']'); // Apache's [core:error]
    if (bracketed || isAssigned(line, from, start)) {
      return true;
    }
    boolean opens = before == ' ' || before == '\t' || before == '[' || before == '|';
    boolean closes =
        after == ' '
            || after == '\t'
            || after == ']'
            || after == '|'
            || after == ':'
            || after == ',';
    if (!opens || !closes) {
      return false;
    }
    return isUpperCase(line, from, to) || (after == ':' && (before == ' ' || before == '\t'));
  }

  private static boolean isAssigned(byte[] line, int from, int start) {
    int at = from - 1;
    if (at >= start && line[at] == '"') {
      at--;
    }
    if (at < start || line[at] != '=') {
      return false;
    }
    return endsWith(line, start, at, "level")
        || endsWith(line, start, at, "lvl")
        || endsWith(line, start, at, "severity");
  }

  private static boolean endsWith(byte[] line, int start, int end, String word) {
    int from = end - word.length();
    return from >= start
        && (from == start || !isLetter(line[from - 1]))
        && equal(line, from, end, word);
  }

  private static boolean isUpperCase(byte[] line, int from, int to) {
    for (int i = from; i < to; i++) {
      if (line[i] >= 'a') {
        return false;
      }
    }
    return true;
  }

  private static byte @Nullable [] level(byte[] line, int from, int to) {
    int length = to - from;
    if (length < 3 || length > 13) {
      return null;
    }
    switch (line[from] | 0x20) {
      case 't':
        return equal(line, from, to, "trace") ? TRACE : null;
      case 'd':
        return equal(line, from, to, "debug") ? DEBUG : null;
      case 'i':
        return equal(line, from, to, "info") || equal(line, from, to, "informational")
            ? INFO
            : null;
      case 'n':
        return equal(line, from, to, "notice") ? INFO : null;
      case 'w':
        return equal(line, from, to, "warn") || equal(line, from, to, "warning") ? WARN : null;
      case 'e':
        if (equal(line, from, to, "error") || equal(line, from, to, "err")) {
          return ERROR;
        }
        return equal(line, from, to, "emerg") || equal(line, from, to, "emergency") ? FATAL : null;
      case 's':
        return equal(line, from, to, "severe") ? ERROR : null;
      case 'f':
        return equal(line, from, to, "fatal") ? FATAL : null;
      case 'c':
        return equal(line, from, to, "crit") || equal(line, from, to, "critical") ? FATAL : null;
      case 'p':
        return equal(line, from, to, "panic") ? FATAL : null;
      case 'a':
        return equal(line, from, to, "alert") ? FATAL : null;
      default:
        return null;
    }
  }

  private static boolean equal(byte[] line, int from, int to, String word) {
    if (to - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if ((line[from + i] | 0x20) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(byte c) {
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'z';
  }
}
