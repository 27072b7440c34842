package dev.cordwood.collect.redact;

import java.util.List;

/// E-mail addresses as they are in use: a dot in the domain, no quotes, no comments.
final class Emails implements Detector {
  private static final ByteSet LOCAL = ByteSet.of("A-Za-z0-9._%+-");
  private static final ByteSet DOMAIN = ByteSet.of("A-Za-z0-9.-");
  private static final int MAX_LOCAL = 64;
  private static final int MAX_DOMAIN = 255;

  @Override
  public List<Gram> grams() {
    return List.of(Gram.of(LOCAL, ByteSet.of("@"), ByteSet.ALPHANUMERIC).then(DOMAIN));
  }

  @Override
  public void find(TextValue value, int at, Spans found) {
    byte[] data = value.data;
    int start = LOCAL.runBack(data, at + 1, Math.max(value.from, at + 1 - MAX_LOCAL));
    int end = DOMAIN.run(data, at + 2, Math.min(value.to, at + 2 + MAX_DOMAIN));
    while (end > at + 2 && !ByteSet.ALPHANUMERIC.contains(data[end - 1])) {
      end--;
    }
    int last = ByteSet.LETTER.runBack(data, end, at + 2);
    if (end - last >= 2 && last > at + 3 && data[last - 1] == '.') {
      found.add(start, end, BuiltInRule.EMAIL.ordinal());
    }
  }
}
