package dev.cordwood.collect.format;

/// Abbreviations of time zones that mean one thing to those who write them into logs.
final class ZoneAbbreviations {
  static final int UNKNOWN = Integer.MIN_VALUE;

  private static final String[] NAMES = {
    "UTC", "GMT", "WET", "WEST", "CET", "CEST", "EET", "EEST", "MSK", "BST", "EST", "EDT", "CST",
    "CDT", "MST", "MDT", "PST", "PDT", "AKST", "AKDT", "HST", "JST", "KST", "AEST", "AEDT", "NZST",
    "NZDT", "SAST"
  };

  private static final int[] HOURS = {
    0, 0, 0, 1, 1, 2, 2, 3, 3, 1, -5, -4, -6, -5, -7, -6, -8, -7, -9, -8, -10, 9, 9, 10, 11, 12, 13,
    2
  };

  private ZoneAbbreviations() {}

  /// Seconds to the east of Greenwich, or [#UNKNOWN].
  static int offsetSeconds(byte[] line, int start, int end) {
    for (int i = 0; i < NAMES.length; i++) {
      if (NAMES[i].length() == end - start && Cursor.standsAt(line, start, end, NAMES[i])) {
        return HOURS[i] * 3_600;
      }
    }
    return UNKNOWN;
  }
}
