package dev.cordwood.query.match;

import dev.cordwood.store.Bitmap;
import dev.cordwood.store.NumberColumn;
import dev.cordwood.store.Tokens;
import dev.cordwood.store.Variables;

/// Text that stands somewhere in the value, in any case: a phrase (at word borders), a prefix (a
/// word's start at its start), or any part.
final class PhraseMatcher extends ValueMatcher {
  /// Scans whole blocks rather than row by row when at least one row in so many is wanted.
  private static final int DENSE = 4;

  private final FoldedNeedle needle;
  private final TemplateNeedle templateNeedle;
  private final boolean openStart;
  private final boolean openEnd;
  private final boolean hasDigit;
  private final long wholeNumber;
  private final long[][] tokens;

  private PhraseMatcher(String text, boolean startAtBorder, boolean endAtBorder) {
    this.needle = new FoldedNeedle(text, startAtBorder, endAtBorder);
    this.templateNeedle = new TemplateNeedle(text);
    this.openStart = !startAtBorder && isWord(text.isEmpty() ? ' ' : text.codePointAt(0));
    this.openEnd =
        !endAtBorder && isWord(text.isEmpty() ? ' ' : text.codePointBefore(text.length()));
    this.hasDigit = text.chars().anyMatch(c -> c >= '0' && c <= '9');
    this.wholeNumber = startAtBorder && endAtBorder ? wholeNumber(text) : -1;
    this.tokens = tokens(text, openStart, openEnd);
  }

  static PhraseMatcher phrase(String text) {
    return new PhraseMatcher(text, true, true);
  }

  static PhraseMatcher prefix(String text) {
    return new PhraseMatcher(text, true, false);
  }

  static PhraseMatcher substring(String text) {
    return new PhraseMatcher(text, false, false);
  }

  /// The words that a value with this text has for sure: not those at an end that may go on.
  static long[][] tokens(String text, boolean openStart, boolean openEnd) {
    long[] hashes = Tokens.hashes(text);
    int from = openStart ? 1 : 0;
    int to = hashes.length - (openEnd ? 1 : 0);
    return from >= to
        ? new long[0][]
        : new long[][] {java.util.Arrays.copyOfRange(hashes, from, to)};
  }

  private static boolean isWord(int point) {
    return point == '_' || Character.isLetterOrDigit(point);
  }

  /// @return the number, when it is written as a number column would print it; else -1
  private static long wholeNumber(String text) {
    if (!text.matches("0|[1-9][0-9]{0,17}")) {
      return -1;
    }
    return Long.parseLong(text);
  }

  /// The end of the first match at or after `from`, or -1.
  int find(byte[] text, int from, int start, int end) {
    return needle.find(text, from, start, end);
  }

  @Override
  public boolean matches(byte[] text, int start, int end) {
    return needle.find(text, start, start, end) >= 0;
  }

  @Override
  public void filterTexts(byte[] data, int[] offsets, Bitmap rows) {
    int wanted = rows.cardinality();
    if (!needle.hasAnchor() || wanted * DENSE < rows.size()) {
      super.filterTexts(data, offsets, rows);
      return;
    }
    long[] words = rows.words();
    long[] found = new long[words.length];
    int last = rows.size(); // offsets may be longer: a batch keeps room to spare
    int end = offsets[last];
    int row = 0;
    int at = offsets[0];
    while ((at = needle.nextCandidate(data, at, end)) >= 0) {
      row = rowOf(offsets, row, last, at);
      int rowEnd = offsets[row + 1];
      if ((words[row >>> 6] & 1L << row) != 0) {
        if (needle.matchAt(data, at, offsets[row], rowEnd) < 0) {
          at++;
          continue;
        }
        found[row >>> 6] |= 1L << row;
      }
      at = rowEnd;
    }
    System.arraycopy(found, 0, words, 0, words.length);
  }

  /// The row whose text holds `place`, searched from `row` on in growing steps.
  private static int rowOf(int[] offsets, int row, int last, int place) {
    int low = row;
    int step = 1;
    while (low + step < last && offsets[low + step] <= place) {
      low += step;
      step <<= 1;
    }
    int high = Math.min(low + step, last);
    while (low + 1 < high) {
      int middle = (low + high) >>> 1;
      if (offsets[middle] <= place) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public void filterNumbers(NumberColumn column, Bitmap rows) {
    if (wholeNumber < 0 || column.scale() != 0) {
      super.filterNumbers(column, rows);
      return;
    }
    long[] unscaled = column.unscaled();
    for (int row = rows.next(0); row >= 0; row = rows.next(row + 1)) {
      if (unscaled[row] != wholeNumber && unscaled[row] != -wholeNumber) {
        rows.clear(row);
      }
    }
  }

  /// Without digits, a phrase cannot reach into a variable, whose every word has one. A part of a
  /// word may stand in a variable too.
  @Override
  public TemplateVerdict matchesTemplate(byte[] text, int holes) {
    if (holes == 0 || (!hasDigit && !needle.isEmpty())) {
      if (matches(text, 0, text.length)) {
        return TemplateVerdict.ALL;
      }
      return holes == 0 || !(openStart || openEnd) ? TemplateVerdict.NONE : TemplateVerdict.LOOK;
    }
    return TemplateVerdict.LOOK;
  }

  @Override
  public TemplateVerdict judge(byte[][] fragments, Variables[] variables) {
    return templateNeedle.mayStandIn(fragments, variables)
        ? TemplateVerdict.LOOK
        : TemplateVerdict.NONE;
  }

  @Override
  public long[][] tokens() {
    return tokens;
  }

  @Override
  public int cost() {
    return 8;
  }
}
