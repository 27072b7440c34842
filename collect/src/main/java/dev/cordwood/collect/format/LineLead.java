package dev.cordwood.collect.format;

/// Whether a line starts as the first line of a log event does: with a time, a syslog priority, a
/// level. Only a guess, made from a few bytes.
final class LineLead {
  private static final int LOOKED_AT = 12;
  private static final String DAYS = "MonTueWedThuFriSatSun";
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  /// As .NET's console logger shortens them.
  private static final byte[][] DOTNET =
      words("trce: ", "dbug: ", "info: ", "warn: ", "fail: ", "crit: ");

  private static final byte[][] ASSIGNED =
      words("time=", "ts=", "t=", "timestamp=", "level=", "lvl=", "time:", "date=");

  private static final byte[][] LEVELS =
      words(
          "TRACE",
          "DEBUG",
          "INFO",
          "NOTICE",
          "WARN",
          "ERROR",
          "FATAL",
          "CRITICAL",
          "SEVERE",
          "PANIC",
          "trace",
          "debug",
          "info",
          "notice",
          "warn",
          "error",
          "fatal",
          "critical");

  private LineLead() {}

  private static byte[][] words(String... words) {
    byte[][] bytes = new byte[words.length][];
    for (int i = 0; i < words.length; i++) {
      bytes[i] = Ascii.bytes(words[i]);
    }
    return bytes;
  }

  static boolean isLed(byte[] line, int start, int end) {
    if (end - start < 4) {
      return false;
    }
    byte c = line[start];
    if (Ascii.isDigit(c)) {
      return isDigits(line, start, end);
    }
    if (c == '[' || c == '(' || c == '|') {
      int at = start + 1;
      return Ascii.isDigit(line[at])
          ? isDigits(line, at, end)
          : isDayOrMonth(line, at, end) || isLevel(line, at, end);
    }
    if (c == '<') {
      int close = Ascii.skipDigits(line, start + 1, Math.min(end, start + 5));
      return close > start + 1 && close < end && line[close] == '>';
    }
    if (!Ascii.isLetter(c)) {
      return c == '-' && line[start + 1] == ' ' && isDigits(line, start + 2, end);
    }
    return isDayOrMonth(line, start, end)
        || isGlog(line, start, end)
        || startsWithAny(line, start, end, DOTNET)
        || startsWithAny(line, start, end, ASSIGNED)
        || isLevel(line, start, end);
  }

  /// Mostly digits at the start, and what stands between them in times.
  private static boolean isDigits(byte[] line, int start, int end) {
    int limit = Math.min(end, start + LOOKED_AT);
    int digits = 0;
    int others = 0;
    for (int i = start; i < limit; i++) {
      byte c = line[i];
      if (Ascii.isDigit(c)) {
        digits++;
      } else if (c == '-' || c == ':' || c == '.' || c == '/' || c == ' ' || c == 'T' || c == ',') {
        others++;
      } else {
        break;
      }
    }
    return digits >= 6 && (others > 0 || digits >= 8);
  }

  private static boolean isDayOrMonth(byte[] line, int start, int end) {
    if (end - start < 6 || !Ascii.isUpper(line[start]) || Ascii.isUpper(line[start + 1])) {
      return false;
    }
    byte behind = line[start + 3];
    if (behind != ' ' && behind != ',' && behind != '/' && behind != '-') {
      return false;
    }
    byte next = line[start + 4];
    boolean fits = Ascii.isDigit(next) || next == ' ' || Ascii.isUpper(next);
    return fits && (isIn(DAYS, line, start) || isIn(MONTHS, line, start));
  }

  private static boolean isIn(String names, byte[] line, int at) {
    for (int i = 0; i < names.length(); i += 3) {
      if (line[at] == names.charAt(i)
          && line[at + 1] == names.charAt(i + 1)
          && line[at + 2] == names.charAt(i + 2)) {
        return true;
      }
    }
    return false;
  }

  /// `I1121 04:14:54`, `W20261121 04:…`.
  private static boolean isGlog(byte[] line, int start, int end) {
    int digits = Ascii.skipDigits(line, start + 1, end) - start - 1;
    return (digits == 4 || digits == 8)
        && end - start > digits + 2
        && line[start + 1 + digits] == ' '
        && Ascii.isDigit(line[start + 2 + digits]);
  }

  private static boolean isLevel(byte[] line, int start, int end) {
    for (byte[] level : LEVELS) {
      if (Ascii.startsWith(line, start, end, level)) {
        int behind = start + level.length;
        if (level[0] == 'W' && behind + 3 <= end && line[behind] == 'I') {
          behind += 3; // WARNING
        }
        return behind < end
            && (line[behind] == ':'
                || line[behind] == ']'
                || line[behind] == '|'
                || (line[behind] == ' ' && Ascii.isUpper(level[0])));
      }
    }
    return false;
  }

  private static boolean startsWithAny(byte[] line, int start, int end, byte[][] words) {
    for (byte[] word : words) {
      if (Ascii.startsWith(line, start, end, word)) {
        return true;
      }
    }
    return false;
  }
}
