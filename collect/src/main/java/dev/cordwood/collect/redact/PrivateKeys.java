package dev.cordwood.collect.redact;

import java.util.List;

/// PEM blocks of private keys, with line ends of any kind, also escaped ones. The marks stay. Where
/// the end mark is missing everything that follows is secret.
final class PrivateKeys implements Detector {
  private static final byte[] BEGIN = Words.bytes("-----BEGIN ");
  private static final byte[] END = Words.bytes("-----END ");
  private static final byte[] DASHES = Words.bytes("-----");
  private static final byte[][] KINDS = Words.list("private key", "private key block");
  private static final ByteSet KIND = ByteSet.of("A-Z0-9 ");
  private static final ByteSet BLANK = ByteSet.of(" \t\r\n");
  private static final int MAX_KIND = 48;

  @Override
  public List<Gram> grams() {
    return List.of(Gram.exact("-----BEG"));
  }

  @Override
  public void find(TextValue value, int at, Spans found) {
    byte[] data = value.data;
    if (!value.startsAt(at, BEGIN)) {
      return;
    }
    int kind = at + BEGIN.length;
    int kindEnd = KIND.run(data, kind, Math.min(value.to, kind + MAX_KIND));
    if (!Words.endsWithOneOf(data, kind, kindEnd, KINDS) || !value.startsAt(kindEnd, DASHES)) {
      return;
    }
    int start = kindEnd + DASHES.length;
    int end = start;
    while (end < value.to && !(data[end] == '-' && value.startsAt(end, END))) {
      end++;
    }
    int first = BLANK.run(data, start, end);
    if (!SecretText.isNothing(data, first, end)) {
      found.add(start, end, BuiltInRule.PRIVATE_KEY.ordinal());
    }
  }
}
