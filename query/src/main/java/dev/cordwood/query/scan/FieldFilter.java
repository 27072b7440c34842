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
import java.io.IOException;
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
        matcher.filterTexts(column.data(), column.offsets(), rows);
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

  private void byTemplate(TemplateColumn column, Bitmap rows) {
    int[] templateOfRow = column.templateOfRow();
    @Nullable TemplateVerdict[] verdicts = new TemplateVerdict[column.templates()];
    Bitmap open = new Bitmap(rows.size());
    long[] words = rows.words();
    long[] openWords = open.words();
    for (int w = 0; w < words.length; w++) {
      long keep = 0;
      for (long left = words[w]; left != 0; left &= left - 1) {
        long bit = left & -left;
        int template = templateOfRow[(w << 6) + Long.numberOfTrailingZeros(left)];
        if (template < 0) {
          keep |= matchesEmpty ? bit : 0;
          continue;
        }
        TemplateVerdict verdict = verdicts[template];
        if (verdict == null) {
          verdict = verdict(column.fragments(template));
          verdicts[template] = verdict;
        }
        switch (verdict) {
          case ALL -> keep |= bit;
          case NONE -> {}
          case LOOK -> openWords[w] |= bit;
        }
      }
      words[w] = keep;
    }
    if (!open.isEmpty()) {
      TextColumn texts = column.text(open);
      matcher.filterTexts(texts.data(), texts.offsets(), open);
      rows.or(open);
    }
  }

  private TemplateVerdict verdict(byte[][] fragments) {
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
    return matcher.matchesTemplate(text, fragments.length - 1);
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
