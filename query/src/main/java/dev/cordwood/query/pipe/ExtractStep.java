package dev.cordwood.query.pipe;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.cordwood.query.Cells;
import dev.cordwood.query.QueryContext;
import dev.cordwood.query.QueryException;
import dev.cordwood.query.Rows;
import dev.cordwood.query.lang.TransformPipe;
import dev.cordwood.query.rows.ColumnRows;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `extract` and `extract_regexp`: a fixed list of fields out of one.
final class ExtractStep implements Transform.Step {
  /// Called by several workers at once.
  private interface Extractor {
    /// A value for each field.
    String[] extract(String text);
  }

  private final Condition condition;
  private final String from;
  private final List<String> fields;
  private final Extractor extractor;
  private final boolean keepOriginal;
  private final boolean skipEmpty;

  private ExtractStep(
      Condition condition,
      String from,
      List<String> fields,
      Extractor extractor,
      boolean keepOriginal,
      boolean skipEmpty) {
    this.condition = condition;
    this.from = from;
    this.fields = fields;
    this.extractor = extractor;
    this.keepOriginal = keepOriginal;
    this.skipEmpty = skipEmpty;
  }

  static ExtractStep of(TransformPipe.Extract pipe, QueryContext context) {
    ExtractPattern pattern = ExtractPattern.parse(pipe.pattern());
    return new ExtractStep(
        Condition.of(pipe.condition(), context),
        pipe.from(),
        pattern.fields(),
        pattern::extract,
        pipe.keepOriginal(),
        pipe.skipEmpty());
  }

  static ExtractStep of(TransformPipe.ExtractRegexp pipe, QueryContext context) {
    Pattern pattern = RegexpReplacement.compile(pipe.pattern());
    Map<String, Integer> groups = pattern.namedGroups();
    if (groups.isEmpty()) {
      throw new QueryException(
          "the regular expression "
              + Placeholders.quoted(pipe.pattern())
              + " has no named group such as `(?P<ip>…)`: there is nothing to extract",
          -1,
          "");
    }
    List<String> fields = List.copyOf(groups.keySet());
    int[] numbers = fields.stream().mapToInt(groups::get).toArray();
    return new ExtractStep(
        Condition.of(pipe.condition(), context),
        pipe.from(),
        fields,
        text -> groups(pattern, numbers, text),
        pipe.keepOriginal(),
        pipe.skipEmpty());
  }

  private static String[] groups(Pattern pattern, int[] numbers, String text) {
    Matcher matcher = pattern.matcher(text);
    boolean found = matcher.find();
    String[] values = new String[numbers.length];
    for (int i = 0; i < values.length; i++) {
      String value = found ? matcher.group(numbers[i]) : null;
      values[i] = value == null ? "" : value;
    }
    return values;
  }

  @Override
  public Rows apply(Rows rows) {
    boolean[] matching = condition.test(rows);
    Cells source = rows.cells(from);
    ColumnCollector[] collectors = new ColumnCollector[fields.size()];
    for (int f = 0; f < collectors.length; f++) {
      collectors[f] = new ColumnCollector(rows.cells(fields.get(f)), keepOriginal, skipEmpty);
    }
    int[] codes = source.codes();
    @Nullable String[][] known = new String[codes == null ? 0 : source.codeCount()][];
    for (int row = 0; row < rows.size(); row++) {
      if (matching != null && !matching[row]) {
        continue;
      }
      String[] values = codes == null ? null : known[codes[row]];
      if (values == null) {
        values = extractor.extract(source.text(row));
        if (codes != null) {
          known[codes[row]] = values;
        }
      }
      for (int f = 0; f < collectors.length; f++) {
        collectors[f].set(row, values[f]);
      }
    }
    ColumnRows.Change change = ColumnRows.change(rows);
    for (int f = 0; f < collectors.length; f++) {
      change.set(fields.get(f), collectors[f].cells());
    }
    return change.rows();
  }
}
