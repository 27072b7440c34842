package dev.cordwood.collect.redact;

import java.util.List;

/// Keys such as `sk-…`, `sk-proj-…`, `sk-ant-api03-…`. So short a beginning stands in names of
/// files and of hosts too: a long part of it must be random.
final class SkKeys implements Detector {
  private static final byte[] PREFIX = Words.bytes("sk-");
  private static final int MIN_BYTES = 20;
  private static final int MIN_PART = 16;

  @Override
  public List<Gram> grams() {
    return List.of(Gram.exact("sk-").then(ByteSet.ALPHANUMERIC).then(ByteSet.BASE64_URL));
  }

  @Override
  public void find(TextValue value, int at, Spans found) {
    if (value.precededBy(ByteSet.BASE64_URL, at)) {
      return;
    }
    byte[] data = value.data;
    int from = at + PREFIX.length;
    int end = ByteSet.BASE64_URL.run(data, from, value.to);
    if (end - from < MIN_BYTES) {
      return;
    }
    int looked = Math.min(end, from + Limits.MAX_LOOK_BYTES);
    for (int part = from; part < looked; ) {
      int partEnd = ByteSet.ALPHANUMERIC.run(data, part, looked);
      if (partEnd - part >= MIN_PART && SecretText.looksRandom(data, part, partEnd)) {
        found.add(at, end, BuiltInRule.SK_KEY.ordinal());
        return;
      }
      part = partEnd + 1;
    }
  }
}
