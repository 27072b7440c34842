package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;
import java.nio.charset.StandardCharsets;

/// The `<PRI>` at the start of a syslog message: eight times the facility plus the severity.
final class SyslogPriority {
  static final int NONE = -1;
  static final int BROKEN = -2;

  private static final int MAX_PRIORITY = 191;
  private static final byte[][] KEYWORDS =
      bytes(
          "kern user mail daemon auth syslog lpr news uucp cron authpriv ftp ntp audit alert clock"
              + " local0 local1 local2 local3 local4 local5 local6 local7");
  private static final byte[][] NUMBERS =
      bytes("0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23");

  private final FieldName facility;
  private final FieldName facilityKeyword;
  private final FieldName severity;

  SyslogPriority(LineFields fields) {
    facility = fields.name("facility");
    facilityKeyword = fields.name("facility_keyword");
    severity = fields.name("severity");
  }

  private static byte[][] bytes(String words) {
    String[] each = words.split(" ", -1);
    byte[][] all = new byte[each.length][];
    for (int i = 0; i < each.length; i++) {
      all[i] = each[i].getBytes(StandardCharsets.US_ASCII);
    }
    return all;
  }

  /// Reads a priority and moves past it.
  ///
  /// @return the priority, [#NONE] where no `<` stands, or [#BROKEN]
  static int read(Cursor cursor) {
    if (cursor.peek() != '<') {
      return NONE;
    }
    int before = cursor.at();
    cursor.moveTo(before + 1);
    if (cursor.digits(3)) {
      int priority = 0;
      for (int i = cursor.from(); i < cursor.to(); i++) {
        priority = priority * 10 + cursor.line()[i] - '0';
      }
      if (priority <= MAX_PRIORITY && cursor.skip('>')) {
        return priority;
      }
    }
    cursor.moveTo(before);
    return BROKEN;
  }

  void add(LineFields fields, int priority) {
    byte[] number = NUMBERS[priority >> 3];
    byte[] keyword = KEYWORDS[priority >> 3];
    byte[] low = NUMBERS[priority & 7];
    fields.number(facility, number, 0, number.length);
    fields.text(facilityKeyword, keyword, 0, keyword.length);
    fields.number(severity, low, 0, low.length);
    fields.level(Levels.ofSyslogPriority(priority));
  }

  /// Adds a facility that the line has as a keyword.
  void addKeyword(LineFields fields, Cursor cursor) {
    cursor.addText(fields, facilityKeyword);
  }
}
