package dev.cordwood.query.scan;

import dev.cordwood.query.match.NumberMatcher;
import dev.cordwood.query.match.TemplateVerdict;
import dev.cordwood.query.match.ValueMatcher;
import dev.cordwood.store.Bitmap;
import dev.cordwood.store.Column;
import dev.cordwood.store.DictionaryColumn;
import dev.cordwood.store.NumberColumn;
import dev.cordwood.store.Segment;
import dev.cordwood.store.TemplateColumn;
import dev.cordwood.store.TextColumn;
import dev.cordwood.store.Variables;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// A condition on the value of one field, done the way that suits each shape of column: once a
/// distinct value, once a template, as numbers, or over the block's bytes.
final class FieldFilter extends BlockFilter {
  private final String field;
  private final ValueMatcher matcher;
  private final boolean matchesEmpty;

  FieldFilter(String field, ValueMatcher matcher) {
    this.field = field;
    this.matcher = matcher;
    this.matchesEmpty = matcher.matchesEmpty();
  }

  @Override
  public void apply(BlockColumns block, Bitmap rows) throws IOException {
    switch (block.column(field)) {
      case null -> {
        if (!matchesEmpty) {
          rows.clearAll();
        }
      }
      case DictionaryColumn column -> byValue(column, rows);
      case TemplateColumn column -> byTemplate(column, rows);
      case TextColumn column -> {
        Bitmap absent = takeAbsent(column.present(), rows);
        if (!column.isPacked() || !matcher.filterPacked(column, rows)) {
          matcher.filterTexts(column.data(), column.offsets(), rows);
        }
        putBack(absent, rows);
      }
      case NumberColumn column -> {
        Bitmap absent = takeAbsent(column.present(), rows);
        matcher.filterNumbers(column, rows);
        putBack(absent, rows);
      }
    }
  }

  /// Clears the rows without a value.
  ///
  /// @return those, when they match; else null
  private @Nullable Bitmap takeAbsent(Bitmap present, Bitmap rows) {
    Bitmap absent = null;
    if (matchesEmpty) {
      absent = rows.copy();
      absent.andNot(present);
    }
    rows.and(present);
    return absent;
  }

  private static void putBack(@Nullable Bitmap absent, Bitmap rows) {
    if (absent != null) {
      rows.or(absent);
    }
  }

  private void byValue(DictionaryColumn column, Bitmap rows) {
    int[] codes = column.codes();
    byte[] verdicts = new byte[column.size()]; // 0 is not known yet
    long[] words = rows.words();
    for (int w = 0; w < words.length; w++) {
      long keep = 0;
      for (long left = words[w]; left != 0; left &= left - 1) {
        int row = (w << 6) + Long.numberOfTrailingZeros(left);
        int code = codes[row];
        boolean matches;
        if (code < 0) {
          matches = matchesEmpty;
        } else {
          if (verdicts[code] == 0) {
            byte[] value = column.values()[code];
            verdicts[code] = (byte) (matcher.matches(value, 0, value.length) ? 1 : 2);
          }
          matches = verdicts[code] == 1;
        }
        if (matches) {
          keep |= left & -left;
        }
      }
      words[w] = keep;
    }
  }

  /// Decides once a template where that is possible, and looks at the text of the rows that are
  /// left.
  private void byTemplate(TemplateColumn column, Bitmap rows) {
    Bitmap absent = takeAbsent(column.present(), rows);
    TemplateVerdict[] verdicts = new TemplateVerdict[column.templates()];
    boolean[] wanted = wanted(column, rows);
    boolean none = true;
    boolean all = true;
    for (int template = 0; template < verdicts.length; template++) {
      TemplateVerdict verdict = wanted[template] ? verdict(column, template) : TemplateVerdict.NONE;
      verdicts[template] = verdict;
      none &= verdict == TemplateVerdict.NONE;
      all &= verdict == TemplateVerdict.ALL;
    }
    if (none) {
      rows.clearAll();
    } else if (!all) {
      byVerdict(column, verdicts, rows);
    }
    putBack(absent, rows);
  }

  /// The templates that are worth a verdict: all, unless so few rows are left that looking which
  /// ones they have costs less.
  private static boolean[] wanted(TemplateColumn column, Bitmap rows) {
    boolean[] wanted = new boolean[column.templates()];
    if (rows.cardinality() >= wanted.length) {
      Arrays.fill(wanted, true);
      return wanted;
    }
    int[] templateOfRow = column.templateOfRow();
    for (int row = rows.next(0); row >= 0; row = rows.next(row + 1)) {
      wanted[templateOfRow[row]] = true;
    }
    return wanted;
  }

  private void byVerdict(TemplateColumn column, TemplateVerdict[] verdicts, Bitmap rows) {
    boolean[] kept = new boolean[verdicts.length];
    boolean[] undecided = new boolean[verdicts.length];
    boolean look = false;
    for (int template = 0; template < verdicts.length; template++) {
      kept[template] = verdicts[template] == TemplateVerdict.ALL;
      undecided[template] = verdicts[template] == TemplateVerdict.LOOK;
      look |= undecided[template];
    }
    int[] templateOfRow = column.templateOfRow();
    Bitmap open = look ? rows.copy() : rows;
    if (look) {
      keep(open, templateOfRow, undecided);
    }
    keep(rows, templateOfRow, kept);
    if (look && !open.isEmpty()) {
      TextColumn texts = column.text(open);
      matcher.filterUndecided(texts.data(), texts.offsets(), open);
      rows.or(open);
    }
  }

  /// Clears the rows whose template is not marked.
  private static void keep(Bitmap rows, int[] templateOfRow, boolean[] marked) {
    long[] words = rows.words();
    for (int w = 0; w < words.length; w++) {
      long keep = 0;
      for (long left = words[w]; left != 0; left &= left - 1) {
        int bit = Long.numberOfTrailingZeros(left);
        keep |= (marked[templateOfRow[(w << 6) + bit]] ? 1L : 0L) << bit;
      }
      words[w] = keep;
    }
  }

  private TemplateVerdict verdict(TemplateColumn column, int template) {
    byte[][] fragments = column.fragments(template);
    int holes = fragments.length - 1;
    TemplateVerdict verdict = matcher.matchesTemplate(joined(fragments), holes);
    Variables[] variables = new Variables[holes];
    boolean exact = false;
    for (int round = 0; verdict == TemplateVerdict.LOOK && !exact; round++) {
      exact = true;
      for (int hole = 0; hole < holes; hole++) {
        variables[hole] = column.variables(template, hole, round > 0);
        exact &= variables[hole].exact() || round > 0;
      }
      verdict = matcher.judge(fragments, variables);
    }
    return verdict;
  }

  /// With a byte in place of each variable.
  private static byte[] joined(byte[][] fragments) {
    int length = fragments.length - 1;
    for (byte[] fragment : fragments) {
      length += fragment.length;
    }
    byte[] text = new byte[length];
    int at = 0;
    for (int i = 0; i < fragments.length; i++) {
      if (i > 0) {
        text[at++] = ValueMatcher.HOLE;
      }
      System.arraycopy(fragments[i], 0, text, at, fragments[i].length);
      at += fragments[i].length;
    }
    return text;
  }

  @Override
  public void prune(Segment segment, BitSet blocks) throws IOException {
    if (matchesEmpty || isDerived(field)) {
      return;
    }
    long[][] groups = matcher.tokens();
    if (groups.length == 0) {
      segment.prune(field, new long[0], blocks); // leaves the blocks that have the field
    } else if (groups.length == 1) {
      segment.prune(field, groups[0], blocks);
    } else {
      BitSet open = (BitSet) blocks.clone();
      blocks.clear();
      for (long[] group : groups) {
        BitSet possible = (BitSet) open.clone();
        segment.prune(field, group, possible);
        blocks.or(possible);
      }
    }
    if (matcher instanceof NumberMatcher numbers && !blocks.isEmpty()) {
      segment.pruneRange(field, numbers.low(), numbers.high(), blocks);
    }
  }

  private static boolean isDerived(String field) {
    return field.equals(BlockColumns.TIME) || field.equals(BlockColumns.STREAM_ID);
  }

  @Override
  int cost() {
    return matcher.cost();
  }

  /// Whether the value has a type; a row without a value has none.
  static BlockFilter ofType(String field, dev.cordwood.event.@Nullable ValueType type) {
    return new BlockFilter() {
      @Override
      public void apply(BlockColumns block, Bitmap rows) throws IOException {
        Column column = isDerived(field) ? null : block.column(field);
        if (column == null || type == null) {
          rows.clearAll();
          return;
        }
        for (int row = rows.next(0); row >= 0; row = rows.next(row + 1)) {
          if (!column.isPresent(row) || column.type(row) != type) {
            rows.clear(row);
          }
        }
      }

      @Override
      int cost() {
        return 2;
      }
    };
  }
}
