package dev.cordwood.collect.format;

import org.jspecify.annotations.Nullable;

/// The priority at the start of a line of syslog: `<34>`.
final class PriorityLead {
  private static final int HIGHEST = 191;

  private PriorityLead() {}

  /// @return the index after `<34>` or `<34>1 `, or `at` when there is no priority
  static int behind(byte[] line, int at, int end) {
    int close = close(line, at, end);
    if (close < 0) {
      return at;
    }
    int next = close + 1;
    boolean versioned = next + 1 < end && line[next] == '1' && line[next + 1] == ' ';
    return versioned ? next + 2 : next;
  }

  /// The level that the priority at the start of the line stands for, or null.
  static byte @Nullable [] level(byte[] line, int at, int end) {
    int close = close(line, at, end);
    if (close < 0) {
      return null;
    }
    int priority = 0;
    for (int i = at + 1; i < close; i++) {
      priority = priority * 10 + line[i] - '0';
    }
    return priority <= HIGHEST ? Levels.ofSyslogPriority(priority) : null;
  }

  private static int close(byte[] line, int at, int end) {
    if (at >= end || line[at] != '<') {
      return -1;
    }
    int i = Ascii.skipDigits(line, at + 1, Math.min(end, at + 4));
    return i > at + 1 && i < end && line[i] == '>' ? i : -1;
  }
}
