package dev.cordwood.collect.redact;

import java.util.BitSet;

/// The value that is being looked at: `data[from, to)`.
final class TextValue {
  final byte[] data;

  /// How likely a long number in this field is that of a payment card.
  final CardField cards;

  int from;
  int to;

  /// Own patterns that have looked at the whole value.
  private final BitSet done = new BitSet();

  TextValue(byte[] data, CardField cards) {
    this.data = data;
    this.cards = cards;
  }

  void begin(int start, int end) {
    from = start;
    to = end;
    done.clear();
  }

  /// @return whether it is the first time for this rule
  boolean firstTime(int rule) {
    if (done.get(rule)) {
      return false;
    }
    done.set(rule);
    return true;
  }

  /// Whether the byte before a place is of the set.
  boolean precededBy(ByteSet set, int at) {
    return at > from && set.contains(data[at - 1]);
  }

  boolean startsAt(int at, byte[] text) {
    if (at < from || to - at < text.length) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (data[at + i] != text[i]) {
        return false;
      }
    }
    return true;
  }

  /// @param lower in small letters, ASCII
  boolean startsAtIgnoringCase(int at, byte[] lower) {
    return at >= from && to - at >= lower.length && Words.equal(data, at, lower);
  }
}
