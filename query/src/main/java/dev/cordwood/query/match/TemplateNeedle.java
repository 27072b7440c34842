package dev.cordwood.query.match;

import dev.cordwood.store.Variables;

/// Tells whether a text, in any case, may stand in a row of a template, from what is known about
/// the template's variables. Goes through the template once with the Shift-And method (Baeza-Yates
/// and Gonnet, CACM 1992): bit `i` of the state says that the needle's first `i + 1` bytes may
/// stand right before the place reached. A variable takes the state through every byte it may have.
final class TemplateNeedle {
  private static final int MAX_LENGTH = Long.SIZE;

  private final String needle;
  private final long[] places = new long[128]; // for each byte, where it stands in the needle
  private final long last;
  private final boolean foldsBeyondAscii;

  /// @param text of a longer one, or one beyond ASCII, only a part is looked for
  TemplateNeedle(String text) {
    needle = longestAscii(FoldedNeedle.fold(text));
    for (int i = 0; i < needle.length(); i++) {
      char c = needle.charAt(i);
      places[c] |= 1L << i;
      places[Character.toUpperCase(c)] |= 1L << i;
    }
    last = needle.isEmpty() ? 0 : 1L << (needle.length() - 1);
    // the Kelvin sign and dotted capital I are these letters too, when case is folded
    foldsBeyondAscii = needle.indexOf('k') >= 0 || needle.indexOf('i') >= 0;
  }

  private static String longestAscii(String text) {
    String longest = "";
    for (String piece : text.split("[^\\x00-\\x7f]+")) {
      if (piece.length() > longest.length()) {
        longest = piece;
      }
    }
    return longest.substring(0, Math.min(longest.length(), MAX_LENGTH));
  }

  /// False only if no row of the template can have the needle in it.
  boolean mayStandIn(byte[][] fragments, Variables[] variables) {
    if (last == 0) {
      return true;
    }
    long state = 0;
    for (int i = 0; i < fragments.length; i++) {
      if (i > 0) {
        Variables hole = variables[i - 1];
        if (hole.beyond() && foldsBeyondAscii) {
          return true;
        }
        state = through(hole.prefix(), state);
        state = found(state) ? state : throughMiddle(hole, state);
        state = found(state) ? state : through(hole.suffix(), state);
        if (found(state)) {
          return true;
        }
      }
      state = through(fragments[i], state);
      if (found(state)) {
        return true;
      }
    }
    return false;
  }

  private boolean found(long state) {
    return (state & last) != 0;
  }

  private long step(long state, long at) {
    return (state << 1 | 1) & at;
  }

  /// Stops where the needle is found.
  private long through(byte[] text, long before) {
    long state = before;
    for (byte c : text) {
      if (c >= 0) {
        state = step(state, places[c]);
        if (found(state)) {
          return state;
        }
      } else if (foldsBeyondAscii) {
        return last;
      } else {
        state = 0;
      }
    }
    return state;
  }

  /// All states that some middle of the hole leads to.
  private long throughMiddle(Variables hole, long before) {
    long allowed = 0;
    for (int i = 0; i < needle.length(); i++) {
      char c = needle.charAt(i);
      if (hole.allows(c) || hole.allows(Character.toUpperCase(c))) {
        allowed |= 1L << i;
      }
    }
    // after as many bytes as the needle has, what was before them plays no part any more
    int least = Math.min(hole.minMiddle(), needle.length());
    int most = Math.min(hole.maxMiddle(), least + needle.length());
    long state = before;
    long all = least == 0 ? before : 0;
    for (int length = 1; length <= most; length++) {
      state = step(state, allowed);
      if (length >= least) {
        all |= state;
      }
      if (found(state)) {
        return state;
      }
    }
    return all;
  }
}
