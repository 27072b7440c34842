package dev.cordwood.query.match;

import dev.cordwood.store.Bitmap;
import dev.cordwood.store.NumberColumn;
import dev.cordwood.store.TextColumn;
import dev.cordwood.store.Variables;

/// A condition on one value, given as UTF-8. A missing field is matched as the empty value.
///
/// The methods beyond [#matches] are the same condition over many values at once: whoever can do
/// better than one value at a time overrides them. Matchers hold scratch space and are for one
/// thread at a time.
public abstract class ValueMatcher {
  private byte[] scratch = new byte[DecimalText.MAX_LENGTH];

  public abstract boolean matches(byte[] text, int start, int end);

  public final boolean matchesEmpty() {
    return matches(scratch, 0, 0);
  }

  /// Whether every value but the empty one matches.
  public boolean matchesAllButEmpty() {
    return false;
  }

  /// As [#filterTexts], for a column that has its values in another form than text. Does nothing
  /// unless the condition can be asked of that form.
  ///
  /// @return whether it was done
  public boolean filterPacked(TextColumn column, Bitmap rows) {
    return matchesAllButEmpty(); // no value in such a form is empty
  }

  /// Clears the rows whose value does not match. Only looks at rows that are set.
  ///
  /// @param offsets row `r` is `data[offsets[r], offsets[r+1])`
  public void filterTexts(byte[] data, int[] offsets, Bitmap rows) {
    long[] words = rows.words();
    for (int w = 0; w < words.length; w++) {
      long left = words[w];
      long keep = left;
      while (left != 0) {
        int row = (w << 6) + Long.numberOfTrailingZeros(left);
        if (!matches(data, offsets[row], offsets[row + 1])) {
          keep &= ~(left & -left);
        }
        left &= left - 1;
      }
      words[w] = keep;
    }
  }

  /// As [#filterTexts], for rows of templates that [#judge] could not decide.
  public void filterUndecided(byte[] data, int[] offsets, Bitmap rows) {
    filterTexts(data, offsets, rows);
  }

  /// Clears the rows whose number does not match; all set rows are present.
  public void filterNumbers(NumberColumn column, Bitmap rows) {
    if (matchesAllButEmpty()) {
      return;
    }
    long[] unscaled = column.unscaled();
    for (int row = rows.next(0); row >= 0; row = rows.next(row + 1)) {
      int start = DecimalText.write(unscaled[row], column.scale(), column.minDigits(), scratch);
      if (!matches(scratch, start, scratch.length)) {
        rows.clear(row);
      }
    }
  }

  /// Decides for all rows of a template at once where that is possible.
  ///
  /// @param text the template's static text with one [#HOLE] in each place of a variable. A
  ///   variable is a whole word that holds an ASCII digit
  public TemplateVerdict matchesTemplate(byte[] text, int holes) {
    if (holes == 0) {
      return matches(text, 0, text.length) ? TemplateVerdict.ALL : TemplateVerdict.NONE;
    }
    return TemplateVerdict.LOOK;
  }

  /// Decides for all rows of a template by what its variables can be, after [#matchesTemplate]
  /// could not decide without.
  ///
  /// @param variables what is between the fragments
  public TemplateVerdict judge(byte[][] fragments, Variables[] variables) {
    return TemplateVerdict.LOOK;
  }

  /// Stands for a variable in [#matchesTemplate]: a digit, so that it is a word and no part of a
  /// phrase without digits.
  public static final byte HOLE = '0';

  /// Groups of word hashes, as `store.Tokens` makes them: a value that matches holds all words of
  /// at least one group. No group at all when nothing is known.
  public long[][] tokens() {
    return new long[0][];
  }

  /// A rough cost a value, to run cheap conditions first: 1 is a comparison of a few bytes.
  public int cost() {
    return 4;
  }
}
