package dev.cordwood.collect.redact;

import java.util.List;

/// Two or more parts of URL-safe Base64 with dots between, of which the first two are JSON objects.
final class JsonWebTokens implements Detector {
  private static final byte[] OBJECT = Words.bytes("eyJ");
  private static final int MIN_PART = 8;
  private static final int MAX_HEADER = 4 << 10;

  @Override
  public List<Gram> grams() {
    return List.of(Gram.exact("eyJ").then(ByteSet.BASE64_URL).then(ByteSet.BASE64_URL));
  }

  @Override
  public void find(TextValue value, int at, Spans found) {
    byte[] data = value.data;
    if (value.precededBy(ByteSet.BASE64_URL, at)) {
      return;
    }
    int dot = ByteSet.BASE64_URL.run(data, at, Math.min(value.to, at + MAX_HEADER));
    if (dot - at < MIN_PART || dot >= value.to || data[dot] != '.') {
      return;
    }
    int second = dot + 1;
    if (!value.startsAt(second, OBJECT)) {
      return;
    }
    int end = ByteSet.BASE64_URL.run(data, second, value.to);
    if (end - second < MIN_PART) {
      return;
    }
    while (end + 1 < value.to && data[end] == '.' && ByteSet.BASE64_URL.contains(data[end + 1])) {
      end = ByteSet.BASE64_URL.run(data, end + 1, value.to);
    }
    found.add(at, end, BuiltInRule.JWT.ordinal());
  }
}
