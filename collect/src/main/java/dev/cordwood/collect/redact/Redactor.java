package dev.cordwood.collect.redact;

import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.EventColumn;
import dev.cordwood.event.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/// Takes secrets out of rows. Immutable but for its counts; safe for several threads.
///
/// It looks at columns, not at values: the texts of one field lie one behind the other, and are
/// looked through in one go for grams that stand in secrets (see [Trigrams]). Only where one is
/// found the value around it is looked at, and only a column in which there was a secret is made
/// anew.
public final class Redactor {
  private static final String STREAM = "_stream";

  private final ColumnSearch search;
  private final FieldMeanings meanings;
  private final boolean idle;
  private final String[] ids;
  private final byte[][] replacements;
  private final boolean[] counted;
  private final LongAdder[] counts;

  /// What became of a batch.
  ///
  /// @param batch the same object when nothing was found
  /// @param found how often, by rule; empty when nothing was found
  record Redaction(EventBatch batch, int[] found) {
    private static final int[] NOTHING = {};
  }

  public Redactor(RedactOptions options) {
    BuiltInRule[] builtIn = BuiltInRule.values();
    int rules = builtIn.length + options.patterns().size();
    ids = new String[rules];
    replacements = new byte[rules][];
    counted = new boolean[rules];
    counts = new LongAdder[rules];
    Set<BuiltInRule> on = EnumSet.noneOf(BuiltInRule.class);
    for (BuiltInRule rule : builtIn) {
      counted[rule.ordinal()] = options.isOn(rule);
      if (options.isOn(rule)) {
        on.add(rule);
      }
      name(rule.ordinal(), rule.id, "");
    }
    List<OwnPattern> own = new ArrayList<>();
    if (options.enabled()) {
      for (RedactPattern pattern : options.patterns()) {
        int rule = builtIn.length + own.size();
        own.add(new OwnPattern(pattern, rule));
        counted[rule] = true;
        name(rule, pattern.id(), pattern.replacement());
      }
    }
    idle = on.isEmpty() && own.isEmpty();
    meanings = new FieldMeanings(on, options);
    search = new ColumnSearch(on, own);
  }

  private void name(int rule, String id, String replacement) {
    ids[rule] = id;
    String text = replacement.isEmpty() ? "[redacted:" + id + "]" : replacement;
    replacements[rule] = text.getBytes(StandardCharsets.UTF_8);
    counts[rule] = new LongAdder();
  }

  /// The batch without its secrets, and counts them; the same object when there are none.
  public EventBatch redact(EventBatch batch) {
    Redaction redaction = run(batch);
    count(redaction.found);
    return redaction.batch;
  }

  /// One text without its secrets, as of a `_msg`, such as the sample of a last line that is shown
  /// apart from the rows. Not counted.
  public String redact(String text) {
    EventBatchBuilder builder = new EventBatchBuilder();
    builder.beginRow();
    builder.add("_msg", ValueType.STRING, text);
    builder.endRow(0);
    return run(builder.build()).batch.columns().getFirst().text(0);
  }

  /// How many secrets each rule that is on has taken out since the start.
  public Map<String, Long> counts() {
    Map<String, Long> all = new LinkedHashMap<>();
    for (int rule = 0; rule < ids.length; rule++) {
      if (counted[rule]) {
        all.put(ids[rule], counts[rule].sum());
      }
    }
    return Collections.unmodifiableMap(all);
  }

  void count(int[] found) {
    for (int rule = 0; rule < found.length; rule++) {
      counts[rule].add(found[rule]);
    }
  }

  Redaction run(EventBatch batch) {
    if (idle) {
      return new Redaction(batch, Redaction.NOTHING);
    }
    List<EventColumn> columns = batch.columns();
    List<EventColumn> redacted = new ArrayList<>(0);
    EventColumn stream = null;
    GramScan scan = search.newScan();
    int[] found = new int[ids.length];
    long bytes = batch.bytes();
    for (int i = 0; i < columns.size(); i++) {
      EventColumn column = columns.get(i);
      if (column.name().equals(STREAM)) {
        stream = column;
        continue;
      }
      EventColumn clean = clean(column, found, scan);
      if (clean != column) {
        bytes += sizeOf(clean) - sizeOf(column);
        redacted.add(clean);
      }
    }
    if (stream != null) {
      EventColumn clean = cleanStream(stream, batch, redacted, scan);
      if (clean != stream) {
        bytes += sizeOf(clean) - sizeOf(stream);
        redacted.add(clean);
      }
    }
    if (redacted.isEmpty()) {
      return new Redaction(batch, Redaction.NOTHING);
    }
    List<EventColumn> all = new ArrayList<>(columns.size());
    for (EventColumn column : columns) {
      all.add(replaced(column, redacted));
    }
    return new Redaction(new EventBatch(batch.rows(), batch.times(), all, bytes), found);
  }

  private EventColumn clean(EventColumn column, int[] found, GramScan scan) {
    FieldMeaning meaning = meanings.of(column.name());
    if (meaning.kept() || !ColumnSearch.hasText(column)) {
      return column;
    }
    Spans spans = search.in(column, meaning, scan);
    return spans.isEmpty() ? column : ColumnRewriter.rewrite(column, spans, replacements, found);
  }

  /// `_stream` repeats the values of fields: what was taken out there must not stay here.
  private EventColumn cleanStream(
      EventColumn stream, EventBatch batch, List<EventColumn> redacted, GramScan scan) {
    EventColumn labelled = StreamLabels.repeat(stream, batch, redacted);
    Spans spans = search.inStream(labelled, scan);
    return spans.isEmpty()
        ? labelled
        : ColumnRewriter.rewriteStrings(labelled, spans, replacements, new int[ids.length]);
  }

  private static EventColumn replaced(EventColumn column, List<EventColumn> redacted) {
    for (EventColumn each : redacted) {
      if (each.name().equals(column.name())) {
        return each;
      }
    }
    return column;
  }

  private static long sizeOf(EventColumn column) {
    return (long) column.offsets()[column.size()] - column.offsets()[0];
  }
}
