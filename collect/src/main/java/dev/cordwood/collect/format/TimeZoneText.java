package dev.cordwood.collect.format;

import java.util.Map;

/// Reads the zone behind a time: `Z`, `+01:00`, `+0100`, `+01`, `UTC`, `GMT+0100`, `CET`. Names
/// that mean different offsets in different countries (`CST`, `IST`, `BST`) are no zones. Not safe
/// for several threads.
final class TimeZoneText {
  private static final int MAX_NAME_BYTES = 4;

  /// In minutes east of UTC.
  private static final Map<String, Integer> NAMES =
      Map.ofEntries(
          Map.entry("UTC", 0),
          Map.entry("GMT", 0),
          Map.entry("UT", 0),
          Map.entry("WET", 0),
          Map.entry("WEST", 60),
          Map.entry("CET", 60),
          Map.entry("CEST", 120),
          Map.entry("MEZ", 60),
          Map.entry("MESZ", 120),
          Map.entry("EET", 120),
          Map.entry("EEST", 180),
          Map.entry("MSK", 180),
          Map.entry("SAST", 120),
          Map.entry("PKT", 300),
          Map.entry("WIB", 420),
          Map.entry("HKT", 480),
          Map.entry("SGT", 480),
          Map.entry("AWST", 480),
          Map.entry("JST", 540),
          Map.entry("KST", 540),
          Map.entry("ACST", 570),
          Map.entry("AEST", 600),
          Map.entry("AEDT", 660),
          Map.entry("NZST", 720),
          Map.entry("NZDT", 780),
          Map.entry("BRT", -180),
          Map.entry("EDT", -240),
          Map.entry("EST", -300),
          Map.entry("CDT", -300),
          Map.entry("MDT", -360),
          Map.entry("MST", -420),
          Map.entry("PDT", -420),
          Map.entry("PST", -480),
          Map.entry("AKDT", -480),
          Map.entry("AKST", -540),
          Map.entry("HST", -600));

  private boolean found;
  private int offsetSeconds;
  private long cachedName;
  private int cachedMinutes;

  void clear() {
    found = false;
    offsetSeconds = 0;
  }

  boolean isFound() {
    return found;
  }

  int offsetSeconds() {
    return offsetSeconds;
  }

  /// @return where the zone ends, or `at` when there is none
  int read(byte[] line, int at, int limit) {
    int from = at < limit && line[at] == ' ' ? at + 1 : at;
    if (from >= limit) {
      return at;
    }
    byte c = line[from];
    if (c == '+' || c == '-') {
      int to = offset(line, from, limit, from > at);
      return to < 0 ? at : to;
    }
    if ((c == 'Z' || c == 'z') && !isWordAt(line, from + 1, limit)) {
      found = true;
      return from + 1;
    }
    return Ascii.isUpper(c) ? name(line, from, limit, at) : at;
  }

  /// After a blank the minutes must be there, so that a number of the text is not taken for a zone.
  private int offset(byte[] line, int at, int limit, boolean minutesNeeded) {
    int hourEnd = Ascii.skipDigits(line, at + 1, Math.min(limit, at + 3));
    if (hourEnd != at + 3) {
      return -1;
    }
    int hours = (line[at + 1] - '0') * 10 + line[at + 2] - '0';
    int minutes = 0;
    int to = hourEnd;
    int digits = to < limit && line[to] == ':' ? to + 1 : to;
    int minuteEnd = Ascii.skipDigits(line, digits, Math.min(limit, digits + 2));
    if (minuteEnd == digits + 2) {
      minutes = (line[digits] - '0') * 10 + line[digits + 1] - '0';
      to = minuteEnd;
    } else if (minutesNeeded) {
      return -1;
    }
    if (hours > 18 || minutes > 59 || isWordAt(line, to, limit)) {
      return -1;
    }
    int seconds = hours * 3600 + minutes * 60;
    offsetSeconds += line[at] == '-' ? -seconds : seconds;
    found = true;
    return to;
  }

  private int name(byte[] line, int from, int limit, int otherwise) {
    int to = from;
    long packed = 0;
    while (to < limit && Ascii.isUpper(line[to])) {
      if (to - from == MAX_NAME_BYTES) {
        return otherwise;
      }
      packed = packed << 8 | line[to];
      to++;
    }
    if (to - from < 2 || isWordAt(line, to, limit)) {
      return otherwise;
    }
    if (packed != cachedName) {
      StringBuilder name = new StringBuilder(MAX_NAME_BYTES);
      for (int i = from; i < to; i++) {
        name.append((char) line[i]);
      }
      cachedMinutes = NAMES.getOrDefault(name.toString(), Integer.MIN_VALUE);
      cachedName = packed;
    }
    if (cachedMinutes == Integer.MIN_VALUE) {
      return otherwise;
    }
    found = true;
    offsetSeconds = cachedMinutes * 60;
    if (cachedMinutes == 0 && to < limit && (line[to] == '+' || line[to] == '-')) {
      int behind = offset(line, to, limit, false); // GMT+0100
      return behind < 0 ? to : behind;
    }
    return to;
  }

  private static boolean isWordAt(byte[] line, int at, int limit) {
    return at < limit && (Ascii.isWord(line[at]) || line[at] < 0);
  }
}
