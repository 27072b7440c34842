package dev.cordwood.query.lang;

import java.util.List;
import java.util.stream.Collectors;

/// Writes transforming pipes as canonical LogsQL.
final class TransformPrinter {
  private TransformPrinter() {}

  static String print(TransformPipe pipe) {
    return switch (pipe) {
      case TransformPipe.Extract p ->
          "extract "
              + PipePrinter.condition(p.condition())
              + Quoting.quote(p.pattern())
              + from(p.from())
              + flags(p.keepOriginal(), p.skipEmpty());
      case TransformPipe.ExtractRegexp p ->
          "extract_regexp "
              + PipePrinter.condition(p.condition())
              + Quoting.quote(p.pattern())
              + from(p.from())
              + flags(p.keepOriginal(), p.skipEmpty());
      case TransformPipe.UnpackJson p ->
          unpack("unpack_json", p.condition(), p.from())
              + fields(p.fields())
              + resultPrefix(p.resultPrefix())
              + flags(p.keepOriginal(), p.skipEmpty());
      case TransformPipe.UnpackLogfmt p ->
          unpack("unpack_logfmt", p.condition(), p.from())
              + fields(p.fields())
              + resultPrefix(p.resultPrefix())
              + flags(p.keepOriginal(), p.skipEmpty());
      case TransformPipe.UnpackSyslog p ->
          unpack("unpack_syslog", p.condition(), p.from())
              + FilterPrinter.offset(p.offsetNanos())
              + resultPrefix(p.resultPrefix())
              + flags(p.keepOriginal(), false);
      case TransformPipe.UnpackWords p ->
          "unpack_words"
              + from(p.from())
              + " as "
              + Quoting.field(p.to())
              + (p.dropDuplicates() ? " drop_duplicates" : "");
      case TransformPipe.Format p ->
          "format "
              + PipePrinter.condition(p.condition())
              + Quoting.quote(p.pattern())
              + " as "
              + Quoting.field(p.to())
              + flags(p.keepOriginal(), p.skipEmpty());
      case TransformPipe.Replace p ->
          replace("replace", p.condition(), p.old(), p.replacement(), p.field(), p.limit());
      case TransformPipe.ReplaceRegexp p ->
          replace(
              "replace_regexp", p.condition(), p.pattern(), p.replacement(), p.field(), p.limit());
      case TransformPipe.Math p ->
          "math "
              + p.entries().stream()
                  .map(entry ->
                      MathPrinter.print(entry.expression()) + " as " + Quoting.field(entry.name()))
                  .collect(Collectors.joining(", "));
      case TransformPipe.CollapseNums p ->
          ("collapse_nums " + PipePrinter.condition(p.condition())).stripTrailing()
              + " at "
              + Quoting.field(p.field())
              + (p.prettify() ? " prettify" : "");
      case TransformPipe.Decolorize p -> "decolorize " + Quoting.field(p.field());
      case TransformPipe.PackJson p ->
          "pack_json" + fields(p.fields()) + " as " + Quoting.field(p.to());
      case TransformPipe.PackLogfmt p ->
          "pack_logfmt" + fields(p.fields()) + " as " + Quoting.field(p.to());
      case TransformPipe.Unroll p ->
          "unroll "
              + PipePrinter.condition(p.condition())
              + "by ("
              + PipePrinter.names(p.fields())
              + ")";
      case TransformPipe.Len p -> call("len", p.field(), p.to());
      case TransformPipe.Hash p -> call("hash", p.field(), p.to());
      case TransformPipe.JsonArrayLen p -> call("json_array_len", p.field(), p.to());
      case TransformPipe.JsonArrayConcat p ->
          "json_array_concat "
              + Quoting.quote(p.separator())
              + from(p.from())
              + " as "
              + Quoting.field(p.to());
      case TransformPipe.Split p ->
          "split " + Quoting.quote(p.separator()) + from(p.from()) + " as " + Quoting.field(p.to());
      case TransformPipe.TimeAdd p ->
          "time_add " + DurationText.format(p.nanos()) + " at " + Quoting.field(p.field());
    };
  }

  private static String from(String field) {
    return " from " + Quoting.field(field);
  }

  private static String unpack(String name, Filter condition, String field) {
    return (name + " " + PipePrinter.condition(condition)).stripTrailing() + from(field);
  }

  private static String fields(List<FieldMatch> fields) {
    return fields.isEmpty() ? "" : " fields (" + PipePrinter.matches(fields) + ")";
  }

  private static String resultPrefix(String prefix) {
    return prefix.isEmpty() ? "" : " result_prefix " + Quoting.text(prefix);
  }

  private static String flags(boolean keepOriginal, boolean skipEmpty) {
    return (keepOriginal ? " keep_original_fields" : "") + (skipEmpty ? " skip_empty_results" : "");
  }

  private static String replace(
      String name, Filter condition, String old, String replacement, String field, long limit) {
    return name
        + " "
        + PipePrinter.condition(condition)
        + "("
        + Quoting.quote(old)
        + ", "
        + Quoting.quote(replacement)
        + ") at "
        + Quoting.field(field)
        + (limit == 0 ? "" : " limit " + limit);
  }

  private static String call(String name, String field, String to) {
    return name + "(" + Quoting.field(field) + ") as " + Quoting.field(to);
  }
}
