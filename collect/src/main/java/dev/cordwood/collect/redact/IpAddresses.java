package dev.cordwood.collect.redact;

import java.util.List;

/// IPv4 and IPv6 addresses in text. Numbers of versions with four parts cannot be told from the
/// former.
final class IpAddresses implements Detector {
  private static final ByteSet DOTTED = ByteSet.of("0-9.");
  private static final ByteSet HEX = ByteSet.of("0-9A-Fa-f");
  private static final ByteSet COLONED = ByteSet.of("0-9A-Fa-f:");
  private static final ByteSet BESIDE = ByteSet.of("A-Za-z0-9_:.");
  private static final int MAX_DOTTED = 16;
  private static final int MAX_COLONED = 40;

  @Override
  public List<Gram> grams() {
    ByteSet colon = ByteSet.of(":");
    return List.of(
        Gram.of(ByteSet.DIGIT, ByteSet.of("."), ByteSet.DIGIT),
        Gram.of(HEX, colon, COLONED),
        Gram.of(colon, colon, HEX));
  }

  @Override
  public void find(TextValue value, int at, Spans found) {
    byte[] data = value.data;
    if (data[at + 1] == '.') {
      int start = DOTTED.runBack(data, at, Math.max(value.from, at - MAX_DOTTED));
      int end = DOTTED.run(data, at, Math.min(value.to, at + MAX_DOTTED));
      end -= data[end - 1] == '.' ? 1 : 0;
      if (!value.precededBy(ByteSet.WORD, start) && isFour(data, start, end)) {
        found.add(start, end, BuiltInRule.IP.ordinal());
      }
      return;
    }
    int start = COLONED.runBack(data, at, Math.max(value.from, at - MAX_COLONED));
    int end = COLONED.run(data, at, Math.min(value.to, at + MAX_COLONED));
    if (data[end - 1] == ':' && !(end - start > 1 && data[end - 2] == ':')) {
      end--;
    }
    boolean goesOn = end < value.to && ByteSet.WORD.contains(data[end]);
    if (!value.precededBy(BESIDE, start) && !goesOn && isEight(data, start, end)) {
      found.add(start, end, BuiltInRule.IP.ordinal());
    }
  }

  private static boolean isFour(byte[] data, int start, int end) {
    int parts = 0;
    int at = start;
    while (at < end) {
      int partEnd = ByteSet.DIGIT.run(data, at, end);
      int length = partEnd - at;
      if (length < 1 || length > 3 || (length == 3 && number(data, at) > 255)) {
        return false;
      }
      parts++;
      at = partEnd + 1;
    }
    return parts == 4;
  }

  private static int number(byte[] data, int at) {
    return (data[at] - '0') * 100 + (data[at + 1] - '0') * 10 + data[at + 2] - '0';
  }

  /// Eight groups, or fewer with one `::` in their place.
  private static boolean isEight(byte[] data, int start, int end) {
    int groups = 0;
    int gaps = 0;
    for (int at = start; at < end; ) {
      if (data[at] == ':') {
        boolean gap = at + 1 < end && data[at + 1] == ':';
        if (gap) {
          gaps++;
        } else if (at == start) {
          return false;
        }
        at += gap ? 2 : 1;
        continue;
      }
      int groupEnd = HEX.run(data, at, end);
      if (groupEnd - at > 4) {
        return false;
      }
      groups++;
      at = groupEnd;
    }
    return gaps == 0 ? groups == 8 : gaps == 1 && groups >= 1 && groups < 8;
  }
}
