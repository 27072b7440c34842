package dev.cordwood.collect.net;

import dev.cordwood.event.TimeParser;

/// Syslog in datagrams: a message each, as a rule. Some senders put several lines into one: where
/// the first has a priority each of them must; a line without one is the next line of the message
/// before it, of a stack trace for instance.
final class SyslogDatagrams extends FramedDatagrams {
  SyslogDatagrams(RowSink rows) {
    super(rows);
  }

  @Override
  void take(byte[] bytes, int length, String from) {
    boolean prioritized = length > 0 && bytes[0] == '<';
    int start = 0;
    for (int i = 0; i < length; i++) {
      boolean ends = bytes[i] == '\n' && (!prioritized || beginsMessage(bytes, i + 1, length));
      if (ends) {
        rows.frame(bytes, start, i);
        start = i + 1;
      }
    }
    if (start < length || length == 0) {
      rows.frame(bytes, start, length);
    }
  }

  /// Whether `<34>` stands there.
  private static boolean beginsMessage(byte[] bytes, int at, int end) {
    if (at >= end || bytes[at] != '<') {
      return false;
    }
    int digits = at + 1;
    while (digits < end && digits < at + 4 && TimeParser.isDigit(bytes[digits])) {
      digits++;
    }
    return digits > at + 1 && digits < end && bytes[digits] == '>';
  }
}
