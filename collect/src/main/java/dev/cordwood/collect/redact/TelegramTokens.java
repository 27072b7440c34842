package dev.cordwood.collect.redact;

import java.util.List;

/// A bot's number, a colon, and 35 characters that begin with `AA`. The number stays.
final class TelegramTokens implements Detector {
  private static final int MIN_DIGITS = 6;
  private static final int MAX_DIGITS = 12;
  private static final int MIN_SECRET = 33;
  private static final int MAX_SECRET = 38;

  @Override
  public List<Gram> grams() {
    ByteSet[] bytes = {
      ByteSet.DIGIT, ByteSet.of(":"), ByteSet.of("A"), ByteSet.of("A"), ByteSet.BASE64_URL
    };
    return List.of(new Gram(bytes, 0));
  }

  @Override
  public void find(TextValue value, int at, Spans found) {
    int digits = ByteSet.DIGIT.runBack(value.data, at, Math.max(value.from, at - MAX_DIGITS - 1));
    int count = at + 1 - digits;
    if (count < MIN_DIGITS || count > MAX_DIGITS) {
      return;
    }
    int secret = at + 2;
    int end =
        ByteSet.BASE64_URL.run(value.data, secret, Math.min(value.to, secret + MAX_SECRET + 1));
    if (end - secret >= MIN_SECRET && end - secret <= MAX_SECRET) {
      found.add(secret, end, BuiltInRule.TELEGRAM_TOKEN.ordinal());
    }
  }
}
