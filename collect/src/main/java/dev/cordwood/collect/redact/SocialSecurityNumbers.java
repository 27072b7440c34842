package dev.cordwood.collect.redact;

import java.util.List;

/// `123-45-6789`, of those that can be issued.
final class SocialSecurityNumbers implements Detector {
  private static final ByteSet BESIDE = ByteSet.of("A-Za-z0-9_.-");
  private static final int LENGTH = 11;

  @Override
  public List<Gram> grams() {
    ByteSet dash = ByteSet.of("-");
    return List.of(
        new Gram(new ByteSet[] {ByteSet.DIGIT, dash, ByteSet.DIGIT, ByteSet.DIGIT, dash}, 2));
  }

  @Override
  public void find(TextValue value, int at, Spans found) {
    int end = at + LENGTH;
    if (at < value.from || end > value.to || value.precededBy(BESIDE, at)) {
      return;
    }
    byte[] data = value.data;
    int area = number(data, at, at + 3);
    int group = number(data, at + 4, at + 6);
    int serial = number(data, at + 7, end);
    boolean goesOn = end < value.to && BESIDE.contains(data[end]) && data[end] != '.';
    if (area > 0 && area != 666 && area < 900 && group > 0 && serial > 0 && !goesOn) {
      found.add(at, end, BuiltInRule.SSN.ordinal());
    }
  }

  private static int number(byte[] data, int start, int end) {
    int number = 0;
    for (int i = start; i < end; i++) {
      if (!ByteSet.DIGIT.contains(data[i])) {
        return -1;
      }
      number = number * 10 + data[i] - '0';
    }
    return number;
  }
}
