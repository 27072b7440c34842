package dev.cordwood.query.pipe;

import dev.cordwood.event.ValueType;
import dev.cordwood.query.Cells;
import dev.cordwood.query.QueryContext;
import dev.cordwood.query.Rows;
import dev.cordwood.query.lang.FieldMatch;
import dev.cordwood.query.lang.TransformPipe;
import dev.cordwood.query.rows.ColumnRows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `unpack_json`, `unpack_logfmt`, `unpack_syslog`: fields whose names stand in the value. When the
/// pipe names fields, those that a value lacks become empty.
final class UnpackStep implements Transform.Step {
  /// Called by several workers at once.
  interface Unpacker {
    void unpack(String text, JsonText.Sink sink);
  }

  private record Found(String name, String text, ValueType type) {}

  private final Condition condition;
  private final String from;
  private final List<FieldMatch> fields;
  private final String prefix;
  private final boolean keepOriginal;
  private final boolean skipEmpty;
  private final Unpacker unpacker;
  private final List<String> named;

  private UnpackStep(
      Condition condition,
      String from,
      List<FieldMatch> fields,
      String prefix,
      boolean keepOriginal,
      boolean skipEmpty,
      Unpacker unpacker) {
    this.condition = condition;
    this.from = from;
    this.fields = fields;
    this.prefix = prefix;
    this.keepOriginal = keepOriginal;
    this.skipEmpty = skipEmpty;
    this.unpacker = unpacker;
    this.named = fields.stream().filter(f -> !f.prefix()).map(FieldMatch::name).distinct().toList();
  }

  static UnpackStep of(TransformPipe.UnpackJson pipe, QueryContext context) {
    return new UnpackStep(
        Condition.of(pipe.condition(), context),
        pipe.from(),
        pipe.fields(),
        pipe.resultPrefix(),
        pipe.keepOriginal(),
        pipe.skipEmpty(),
        JsonText::flatten);
  }

  static UnpackStep of(TransformPipe.UnpackLogfmt pipe, QueryContext context) {
    return new UnpackStep(
        Condition.of(pipe.condition(), context),
        pipe.from(),
        pipe.fields(),
        pipe.resultPrefix(),
        pipe.keepOriginal(),
        pipe.skipEmpty(),
        (text, sink) ->
            LogfmtText.parse(text, (name, value) -> sink.value(name, value, ValueType.STRING)));
  }

  static UnpackStep of(TransformPipe.UnpackSyslog pipe, QueryContext context) {
    long now = context.nowNanos();
    return new UnpackStep(
        Condition.of(pipe.condition(), context),
        pipe.from(),
        List.of(),
        pipe.resultPrefix(),
        pipe.keepOriginal(),
        false,
        (text, sink) ->
            SyslogText.parse(
                text,
                now,
                pipe.offsetNanos(),
                (name, value, number) ->
                    sink.value(name, value, number ? ValueType.NUMBER : ValueType.STRING)));
  }

  @Override
  public Rows apply(Rows rows) {
    boolean[] matching = condition.test(rows);
    Cells source = rows.cells(from);
    Map<String, ColumnCollector> collectors = new LinkedHashMap<>();
    List<Found> found = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int row = 0; row < rows.size(); row++) {
      if (matching != null && !matching[row]) {
        continue;
      }
      found.clear();
      String text = source.text(row);
      if (!text.isEmpty()) {
        unpacker.unpack(
            text,
            (name, value, type) -> {
              if (FieldSteps.matchesOrAll(fields, name)) {
                found.add(new Found(name, value, type));
              }
            });
      }
      seen.clear();
      for (Found each : found) {
        seen.add(each.name);
        collector(collectors, rows, each.name).set(row, each.text, each.type);
      }
      for (String name : named) {
        if (!seen.contains(name)) {
          collector(collectors, rows, name).set(row, "");
        }
      }
    }
    ColumnRows.Change change = ColumnRows.change(rows);
    collectors.forEach((field, collector) -> change.set(field, collector.cells()));
    return change.rows();
  }

  private ColumnCollector collector(
      Map<String, ColumnCollector> collectors, Rows rows, String name) {
    String field = prefix + name;
    ColumnCollector collector = collectors.get(field);
    if (collector == null) {
      collector = new ColumnCollector(rows.cells(field), keepOriginal, skipEmpty);
      collectors.put(field, collector);
    }
    return collector;
  }
}
