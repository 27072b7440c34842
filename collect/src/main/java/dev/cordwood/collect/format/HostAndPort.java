package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;
import dev.cordwood.event.TimeParser;

/// `10.0.0.1:5555`, `[::1]:5555`, `::1:5555`, or an address alone.
final class HostAndPort {
  private HostAndPort() {}

  /// Adds all that is left of the cursor's text. An IPv6 address without brackets has a port only
  /// when it is followed by one more group than eight or by a group of five digits.
  static void add(Cursor cursor, LineFields fields, FieldName host, FieldName port) {
    cursor.rest();
    byte[] line = cursor.line();
    int from = cursor.from();
    int to = cursor.to();
    int digits = to;
    while (digits > from && TimeParser.isDigit(line[digits - 1])) {
      digits--;
    }
    boolean hasPort =
        digits > from + 1
            && digits < to
            && to - digits <= 5
            && line[digits - 1] == ':'
            && isWhole(line, from, digits - 1, to - digits);
    int hostTo = hasPort ? digits - 1 : to;
    if (hasPort) {
      cursor.token(digits, to);
      cursor.addNumber(fields, port);
    }
    if (hostTo - from > 2 && line[from] == '[' && line[hostTo - 1] == ']') {
      from++;
      hostTo--;
    }
    cursor.token(from, hostTo);
    cursor.addTextIfAny(fields, host);
  }

  private static boolean isWhole(byte[] line, int from, int to, int portDigits) {
    int colons = 0;
    for (int i = from; i < to; i++) {
      if (line[i] == ':') {
        colons++;
      }
    }
    boolean bracketed = line[to - 1] == ']';
    return colons == 0 || bracketed || colons == 7 || (portDigits == 5 && line[to - 1] != ':');
  }
}
