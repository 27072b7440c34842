package dev.cordwood.query.lang;

import java.util.List;
import java.util.stream.Collectors;

/// Writes pipes as canonical LogsQL.
final class PipePrinter {
  private PipePrinter() {}

  static String print(Pipe pipe) {
    return switch (pipe) {
      case SelectPipe select -> select(select);
      case FieldPipe field -> field(field);
      case TransformPipe transform -> TransformPrinter.print(transform);
      case StatsPipe stats -> StatsPrinter.print(stats);
    };
  }

  private static String field(FieldPipe pipe) {
    return switch (pipe) {
      case FieldPipe.Fields p -> "fields " + matches(p.fields());
      case FieldPipe.Delete p -> "delete " + matches(p.fields());
      case FieldPipe.Copy p -> "copy " + pairs(p.pairs());
      case FieldPipe.Rename p -> "rename " + pairs(p.pairs());
      case FieldPipe.DropEmptyFields p -> "drop_empty_fields";
      case FieldPipe.SetStreamFields p ->
          "set_stream_fields " + condition(p.condition()) + matches(p.fields());
    };
  }

  private static String select(SelectPipe pipe) {
    return switch (pipe) {
      case SelectPipe.Where p -> "filter " + p.filter();
      case SelectPipe.Limit p -> "limit " + p.count();
      case SelectPipe.Offset p -> "offset " + p.count();
      case SelectPipe.Sample p -> "sample " + p.every();
      case SelectPipe.Sort p ->
          "sort by ("
              + sortKeys(p.keys())
              + ")"
              + (p.partitionBy().isEmpty() ? "" : " partition by (" + names(p.partitionBy()) + ")")
              + (p.offset() == 0 ? "" : " offset " + p.offset())
              + (p.limit() == 0 ? "" : " limit " + p.limit())
              + (p.rankName().isEmpty() ? "" : " rank as " + Quoting.field(p.rankName()));
      case SelectPipe.Uniq p ->
          "uniq"
              + by(p.fields())
              + (p.hitsName().isEmpty() ? "" : " hits as " + Quoting.field(p.hitsName()))
              + (p.limit() == 0 ? "" : " limit " + p.limit());
      case SelectPipe.Top p ->
          "top "
              + p.limit()
              + by(p.fields())
              + " hits as "
              + Quoting.field(p.hitsName())
              + (p.rankName().isEmpty() ? "" : " rank as " + Quoting.field(p.rankName()));
      case SelectPipe.Facets p ->
          "facets "
              + p.limit()
              + (p.maxValues() == SelectPipe.DEFAULT_FACET_VALUES
                  ? ""
                  : " max_values_per_field " + p.maxValues())
              + (p.maxValueLength() == SelectPipe.DEFAULT_FACET_VALUE_LENGTH
                  ? ""
                  : " max_value_len " + p.maxValueLength())
              + (p.keepConstants() ? " keep_const_fields" : "");
      case SelectPipe.FieldNames p -> "field_names as " + Quoting.field(p.name());
      case SelectPipe.FieldValues p ->
          "field_values "
              + Quoting.field(p.field())
              + (p.limit() == 0 ? "" : " limit " + p.limit());
      case SelectPipe.StreamContext p ->
          "stream_context before "
              + p.before()
              + " after "
              + p.after()
              + (p.windowNanos() == SelectPipe.DEFAULT_CONTEXT_WINDOW_NANOS
                  ? ""
                  : " time_window " + DurationText.format(p.windowNanos()));
      case SelectPipe.Join p ->
          "join by ("
              + names(p.by())
              + ") ("
              + p.query()
              + ")"
              + (p.inner() ? " inner" : "")
              + (p.prefix().isEmpty() ? "" : " prefix " + Quoting.text(p.prefix()));
      case SelectPipe.Union p -> "union (" + p.query() + ")";
      case SelectPipe.BlocksCount p -> "blocks_count as " + Quoting.field(p.name());
      case SelectPipe.BlockStats p -> "block_stats";
      case SelectPipe.GenerateSequence p -> "generate_sequence " + p.count();
    };
  }

  private static String by(List<String> fields) {
    return fields.isEmpty() ? "" : " by (" + names(fields) + ")";
  }

  static String condition(Filter condition) {
    return condition.equals(Filter.ALL) ? "" : "if (" + condition + ") ";
  }

  static String names(List<String> fields) {
    return fields.stream().map(Quoting::field).collect(Collectors.joining(", "));
  }

  static String matches(List<FieldMatch> fields) {
    return fields.stream().map(Quoting::field).collect(Collectors.joining(", "));
  }

  private static String pairs(List<FieldPair> pairs) {
    return pairs.stream()
        .map(pair -> Quoting.field(pair.from()) + " as " + Quoting.field(pair.to()))
        .collect(Collectors.joining(", "));
  }

  static String sortKeys(List<SortKey> keys) {
    return keys.stream()
        .map(key -> Quoting.field(key.field()) + (key.descending() ? " desc" : ""))
        .collect(Collectors.joining(", "));
  }
}
