package dev.cordwood.collect.redact;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// `Bearer` and a token, `Basic` and Base64 of `user:password`, wherever they stand.
final class HttpCredentials implements Detector {
  private static final byte[] BEARER = Words.bytes("bearer");
  private static final byte[] BASIC = Words.bytes("basic");
  private static final ByteSet BLANK = ByteSet.of(" \t");
  private static final ByteSet TOKEN = ByteSet.of("A-Za-z0-9._~+/=-");
  private static final int MAX_BASIC = 512;

  @Override
  public List<Gram> grams() {
    return List.of(Gram.anyCase("bearer").then(BLANK), Gram.anyCase("basic").then(BLANK));
  }

  @Override
  public void find(TextValue value, int at, Spans found) {
    if (value.precededBy(ByteSet.WORD, at)) {
      return;
    }
    byte[] data = value.data;
    if (value.startsAtIgnoringCase(at, BEARER)) {
      int start = behindBlanks(value, at + BEARER.length);
      int end = TOKEN.run(data, start, value.to);
      if (start > at + BEARER.length
          && (SecretText.looksRandom(data, start, end)
              || end - start > Limits.MAX_PLAIN_WORD_BYTES)) {
        found.add(start, end, BuiltInRule.AUTHORIZATION.ordinal());
      }
    } else if (value.startsAtIgnoringCase(at, BASIC)) {
      int start = behindBlanks(value, at + BASIC.length);
      int end = ByteSet.BASE64.run(data, start, Math.min(value.to, start + MAX_BASIC));
      if (start > at + BASIC.length && isUserAndPassword(data, start, end)) {
        found.add(start, end, BuiltInRule.AUTHORIZATION.ordinal());
      }
    }
  }

  private static int behindBlanks(TextValue value, int at) {
    return BLANK.run(value.data, at, Math.min(value.to, at + Limits.MAX_BLANKS));
  }

  private static boolean isUserAndPassword(byte[] data, int start, int end) {
    if (end - start < 4) {
      return false;
    }
    byte[] decoded;
    try {
      decoded = Base64.getDecoder().decode(Arrays.copyOfRange(data, start, end));
    } catch (IllegalArgumentException e) {
      return false;
    }
    boolean colon = false;
    for (byte b : decoded) {
      if (b >= 0 && b < ' ') {
        return false;
      }
      colon |= b == ':';
    }
    return colon;
  }
}
