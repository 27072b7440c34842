package dev.cordwood.query.pipe;

import dev.cordwood.query.value.Times;

/// Syslog messages of RFC 5424 and of RFC 3164, with or without `<PRI>` in front.
///
/// What deviates from both is taken for RFC 3164 as far as it goes; the rest is the message.
final class SyslogText {
  interface Sink {
    void value(String name, String text, boolean number);
  }

  private static final String[] FACILITIES = {
    "kern",
    "user",
    "mail",
    "daemon",
    "auth",
    "syslog",
    "lpr",
    "news",
    "uucp",
    "cron",
    "authpriv",
    "ftp",
    "ntp",
    "security",
    "console",
    "solaris-cron",
    "local0",
    "local1",
    "local2",
    "local3",
    "local4",
    "local5",
    "local6",
    "local7"
  };
  private static final String[] LEVELS = {
    "emerg", "alert", "crit", "error", "warning", "notice", "info", "debug"
  };
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final int MAX_PRIORITY = 191;
  private static final int TIMESTAMP_LENGTH = 15;

  private final String text;
  private final Sink sink;
  private int at;

  private SyslogText(String text, Sink sink) {
    this.text = text;
    this.sink = sink;
  }

  /// @param nowNanos RFC 3164 names no year: the time is the last such one up to a day after now
  /// @param offsetNanos the time zone of RFC 3164 times
  /// @return false, and nothing is handed out, when nothing of a syslog header is there
  static boolean parse(String text, long nowNanos, long offsetNanos, Sink sink) {
    SyslogText syslog = new SyslogText(text, sink);
    boolean priority = syslog.priority();
    if (text.startsWith("1 ", syslog.at) && syslog.rfc5424()) {
      return true;
    }
    return syslog.rfc3164(nowNanos, offsetNanos, priority);
  }

  private boolean priority() {
    if (!text.startsWith("<")) {
      return false;
    }
    int close = text.indexOf('>');
    if (close < 2 || close > 4) {
      return false;
    }
    int value = 0;
    for (int i = 1; i < close; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
      value = value * 10 + (c - '0');
    }
    if (value > MAX_PRIORITY) {
      return false;
    }
    sink.value("level", LEVELS[value & 7], false);
    sink.value("priority", Integer.toString(value), true);
    sink.value("facility", Integer.toString(value >> 3), true);
    sink.value("facility_keyword", FACILITIES[value >> 3], false);
    sink.value("severity", Integer.toString(value & 7), true);
    at = close + 1;
    return true;
  }

  private boolean rfc5424() {
    int start = at;
    at += 2;
    String timestamp = word();
    long nanos = Times.parse(timestamp);
    if (!timestamp.equals("-") && nanos == Times.NONE) {
      at = start;
      return false;
    }
    sink.value("format", "rfc5424", false);
    if (nanos != Times.NONE) {
      sink.value("timestamp", Times.format(nanos), false);
    }
    header("hostname");
    header("app_name");
    header("proc_id");
    header("msg_id");
    if (text.startsWith("-", at)) {
      at++;
    } else {
      while (text.startsWith("[", at) && structuredElement()) {}
    }
    message(text.startsWith(" \ufeff", at) ? at + 2 : text.startsWith(" ", at) ? at + 1 : at);
    return true;
  }

  private void header(String name) {
    String value = word();
    if (!value.isEmpty() && !value.equals("-")) {
      sink.value(name, value, false);
    }
  }

  /// Up to the next blank, which is passed over.
  private String word() {
    int end = text.indexOf(' ', at);
    String word = end < 0 ? text.substring(Math.min(at, text.length())) : text.substring(at, end);
    at = end < 0 ? text.length() : end + 1;
    return word;
  }

  /// `[id name="value" …]`; values escape `"`, `\` and `]`.
  private boolean structuredElement() {
    int start = at;
    int i = at + 1;
    while (i < text.length() && text.charAt(i) != ' ' && text.charAt(i) != ']') {
      i++;
    }
    String id = text.substring(start + 1, i);
    int fields = 0;
    while (i < text.length() && text.charAt(i) == ' ') {
      int equals = text.indexOf("=\"", i);
      if (equals < 0) {
        return false;
      }
      String name = text.substring(i, equals).strip();
      StringBuilder value = new StringBuilder();
      i = equals + 2;
      while (i < text.length() && text.charAt(i) != '"') {
        char c = text.charAt(i);
        if (c == '\\' && i + 1 < text.length() && "\"\\]".indexOf(text.charAt(i + 1)) >= 0) {
          c = text.charAt(++i);
        }
        value.append(c);
        i++;
      }
      if (i == text.length()) {
        return false;
      }
      i++;
      if (fields++ < Limits.MAX_UNPACKED_FIELDS
          && id.length() + name.length() < Limits.MAX_FIELD_NAME) {
        sink.value(id + "." + name, value.toString(), false);
      }
    }
    if (i >= text.length() || text.charAt(i) != ']') {
      return false;
    }
    at = i + 1;
    return true;
  }

  private void message(int from) {
    if (from < text.length()) {
      sink.value("message", text.substring(from), false);
    }
  }

  private boolean rfc3164(long nowNanos, long offsetNanos, boolean priority) {
    long nanos = legacyTime(nowNanos, offsetNanos);
    if (nanos == Times.NONE) {
      int blank = text.indexOf(' ', at);
      nanos = blank < 0 ? Times.NONE : Times.parse(text.substring(at, blank));
      if (nanos != Times.NONE) {
        at = blank + 1;
      }
    }
    if (nanos == Times.NONE && !priority) {
      return false;
    }
    sink.value("format", "rfc3164", false);
    if (nanos == Times.NONE) {
      message(at);
      return true;
    }
    sink.value("timestamp", Times.format(nanos), false);
    String host = word();
    if (!host.isEmpty()) {
      sink.value("hostname", host, false);
    }
    tag();
    return true;
  }

  /// `app[pid]: message` or `app: message`.
  private void tag() {
    int i = at;
    while (i < text.length() && " :[".indexOf(text.charAt(i)) < 0) {
      i++;
    }
    int nameEnd = i;
    int close = i < text.length() && text.charAt(i) == '[' ? text.indexOf(']', i) : -1;
    int colon = close < 0 ? i : close + 1;
    if (colon >= text.length() || text.charAt(colon) != ':' || nameEnd == at) {
      message(at);
      return;
    }
    sink.value("app_name", text.substring(at, nameEnd), false);
    if (close > nameEnd + 1) {
      sink.value("proc_id", text.substring(nameEnd + 1, close), false);
    }
    message(text.startsWith(" ", colon + 1) ? colon + 2 : colon + 1);
  }

  /// `Jan 2 03:04:05 `, without a year.
  private long legacyTime(long nowNanos, long offsetNanos) {
    if (text.length() < at + TIMESTAMP_LENGTH) {
      return Times.NONE;
    }
    String stamp = text.substring(at, at + TIMESTAMP_LENGTH);
    int month = MONTHS.indexOf(stamp.substring(0, 3));
    if (month < 0 || month % 3 != 0 || stamp.charAt(3) != ' ') {
      return Times.NONE;
    }
    long now = nowNanos + Times.DAY;
    int year = (int) (Times.civilFromDays(Math.floorDiv(now, Times.DAY)) >> 16);
    // A leap day may lie up to eight years back.
    for (int back = 0; back <= 8; back++) {
      long nanos = Times.parse(isoTime(stamp, year - back, month / 3 + 1));
      if (nanos != Times.NONE && nanos - offsetNanos <= now) {
        at = Math.min(text.length(), at + TIMESTAMP_LENGTH + 1);
        return nanos - offsetNanos;
      }
    }
    return Times.NONE;
  }

  private static String isoTime(String stamp, int year, int month) {
    return year
        + (month < 10 ? "-0" : "-")
        + month
        + "-"
        + stamp.substring(4, 6).replace(' ', '0')
        + "T"
        + stamp.substring(7)
        + "Z";
  }
}
