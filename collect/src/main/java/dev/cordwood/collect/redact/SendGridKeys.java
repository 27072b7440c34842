package dev.cordwood.collect.redact;

import java.util.List;

/// `SG.`, some twenty characters, a dot, some forty.
final class SendGridKeys implements Detector {
  private static final int MIN_PART = 16;

  @Override
  public List<Gram> grams() {
    return List.of(Gram.exact("SG.").then(ByteSet.BASE64_URL).then(ByteSet.BASE64_URL));
  }

  @Override
  public void find(TextValue value, int at, Spans found) {
    if (value.precededBy(ByteSet.WORD, at)) {
      return;
    }
    byte[] data = value.data;
    int first = at + 3;
    int dot =
        ByteSet.BASE64_URL.run(data, first, Math.min(value.to, first + Limits.MAX_LOOK_BYTES));
    if (dot - first < MIN_PART || dot >= value.to || data[dot] != '.') {
      return;
    }
    int end = ByteSet.BASE64_URL.run(data, dot + 1, value.to);
    if (end - dot > MIN_PART) {
      found.add(at, end, BuiltInRule.SENDGRID_KEY.ordinal());
    }
  }
}
