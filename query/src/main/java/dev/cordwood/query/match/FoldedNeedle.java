package dev.cordwood.query.match;

import dev.cordwood.store.Tokens;

/// Text to be found whatever its case, in UTF-8. Case is folded as [Tokens] does it: each code
/// point to its simple lower case. That maps two code points beyond ASCII (the Kelvin sign and
/// dotted capital I) to ASCII letters, so `k` and `i` cannot be searched for as bytes; all other
/// ASCII characters can.
final class FoldedNeedle {
  /// How often a byte occurs in logs, roughly: the rarer, the better to search for.
  private static final String COMMON_FIRST =
      " e0tanoris12:l-d./c3u45mp\"67h8=9g,fb_vTyw{}[]()ESIAx|kOR";

  private final int[] points;
  private final boolean wordStart;
  private final boolean wordEnd;
  private final int anchor; // index in points, or -1
  private final ByteSearch search;

  /// @param startAtBorder whether a word at the needle's start must be a word's start in the text
  /// @param endAtBorder whether a word at the needle's end must be a word's end in the text
  FoldedNeedle(String text, boolean startAtBorder, boolean endAtBorder) {
    this.points = fold(text).codePoints().toArray();
    this.wordStart = startAtBorder && points.length > 0 && isWord(points[0]);
    this.wordEnd = endAtBorder && points.length > 0 && isWord(points[points.length - 1]);
    int best = -1;
    for (int i = 0; i < points.length; i++) {
      if (isPlain(points[i]) && (best < 0 || rank(points[i]) > rank(points[best]))) {
        best = i;
      }
    }
    int partner = best < 0 ? -1 : partner(best);
    this.anchor = partner < 0 ? best : Math.min(best, partner);
    this.search =
        anchor < 0
            ? new ByteSearch((byte) 0, (byte) 0, 0, true)
            : partner < 0
                ? new ByteSearch((byte) points[anchor], (byte) 0, 0, true)
                : new ByteSearch(
                    (byte) points[anchor],
                    (byte) points[Math.max(best, partner)],
                    Math.abs(best - partner),
                    true);
  }

  /// Each code point to its simple lower case.
  static String fold(String text) {
    int[] folded = text.codePoints().map(Character::toLowerCase).toArray();
    return new String(folded, 0, folded.length);
  }

  /// The rarest plain character with nothing but plain characters between it and `best`.
  private int partner(int best) {
    int found = -1;
    for (int step = -1; step <= 1; step += 2) {
      for (int i = best + step; i >= 0 && i < points.length && isPlain(points[i]); i += step) {
        if (points[i] != points[best] && (found < 0 || rank(points[i]) > rank(points[found]))) {
          found = i;
        }
      }
    }
    return found;
  }

  private static boolean isPlain(int point) {
    return point < 128 && point != 'k' && point != 'i';
  }

  private static int rank(int point) {
    int common = COMMON_FIRST.indexOf(point);
    return common < 0 ? COMMON_FIRST.length() : common;
  }

  private static boolean isWord(int point) {
    return point == '_' || Character.isLetterOrDigit(point);
  }

  boolean isEmpty() {
    return points.length == 0;
  }

  /// Whether candidates can be found by bytes; else only [#find] works.
  boolean hasAnchor() {
    return anchor >= 0;
  }

  /// The next place where [#matchAt] is worth asking; -1 when there is none before `end`.
  int nextCandidate(byte[] text, int from, int end) {
    return search.next(text, from, end);
  }

  /// Whether the needle stands around the candidate, within `[start, end)`.
  ///
  /// @return the needle's end, or -1
  int matchAt(byte[] text, int candidate, int start, int end) {
    int at = candidate;
    for (int i = anchor - 1; i >= 0; i--) {
      if (at == start) {
        return -1;
      }
      at = text[at - 1] >= 0 ? at - 1 : Utf8.before(text, at, start);
      if (!same(text, at, end, points[i])) {
        return -1;
      }
    }
    int from = at;
    at = candidate;
    for (int i = anchor; i < points.length; i++) {
      if (at >= end || !same(text, at, end, points[i])) {
        return -1;
      }
      at += Utf8.length(text, at, end);
    }
    return atBorders(text, from, at, start, end) ? at : -1;
  }

  private boolean atBorders(byte[] text, int from, int to, int start, int end) {
    return !(wordStart && from > start && Tokens.isWordAt(text, from - 1, start, end))
        && !(wordEnd && to < end && Tokens.isWordAt(text, to, start, end));
  }

  private static boolean same(byte[] text, int at, int end, int point) {
    int c = text[at];
    if (c < 0) {
      return Character.toLowerCase(Utf8.codePoint(text, at, end)) == point;
    }
    return (c >= 'A' && c <= 'Z' ? c + 32 : c) == point;
  }

  /// The end of the first place at or after `from` where the needle stands; -1 when there is none.
  /// An empty needle stands only in an empty text.
  int find(byte[] text, int from, int start, int end) {
    if (points.length == 0) {
      return start == end ? start : -1;
    }
    if (anchor < 0) {
      return findByPoints(text, from, start, end);
    }
    // the candidate is the anchor, not the needle's start: those that begin before `from` are none
    for (int at = from; (at = search.next(text, at, end)) >= 0; at++) {
      int to = matchAt(text, at, from, end);
      if (to >= 0 && atBorders(text, begin(text, at, from), to, start, end)) {
        return to;
      }
    }
    return -1;
  }

  private int begin(byte[] text, int candidate, int start) {
    int at = candidate;
    for (int i = anchor; i > 0; i--) {
      at = Utf8.before(text, at, start);
    }
    return at;
  }

  private int findByPoints(byte[] text, int from, int start, int end) {
    for (int at = from; at < end; at += Utf8.length(text, at, end)) {
      int to = at;
      int i = 0;
      while (i < points.length && to < end && same(text, to, end, points[i])) {
        to += Utf8.length(text, to, end);
        i++;
      }
      if (i == points.length && atBorders(text, at, to, start, end)) {
        return to;
      }
    }
    return -1;
  }
}
