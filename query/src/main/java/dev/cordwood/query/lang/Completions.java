package dev.cordwood.query.lang;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Completion for a search box.
public final class Completions {
  /// Candidates of one answer.
  public static final int MAX_CANDIDATES = 50;

  private static final List<String> TIMES =
      List.of("5m", "15m", "1h", "6h", "1d", "7d", "today", "yesterday", "[now-1h, now]");
  private static final List<String> STEPS =
      List.of("10s", "1m", "5m", "1h", "day", "week", "month", "year");

  /// Words that belong into a pipe, besides fields.
  private static final Map<String, List<String>> PIPE_KEYWORDS =
      Map.ofEntries(
          Map.entry("sort", List.of("by", "desc", "limit", "offset", "partition by", "rank as")),
          Map.entry("first", List.of("by", "partition by")),
          Map.entry("last", List.of("by", "partition by")),
          Map.entry("top", List.of("by", "hits as", "rank")),
          Map.entry("uniq", List.of("by", "with hits", "limit")),
          Map.entry("stats", List.of("by")),
          Map.entry(
              "facets", List.of("max_values_per_field", "max_value_len", "keep_const_fields")),
          Map.entry("stream_context", List.of("before", "after", "time_window")),
          Map.entry("join", List.of("by", "inner", "prefix")),
          Map.entry("extract", List.of("if", "from", "keep_original_fields", "skip_empty_results")),
          Map.entry(
              "extract_regexp",
              List.of("if", "from", "keep_original_fields", "skip_empty_results")),
          Map.entry(
              "unpack_json",
              List.of("if", "from", "fields", "result_prefix", "keep_original_fields")),
          Map.entry(
              "unpack_logfmt",
              List.of("if", "from", "fields", "result_prefix", "keep_original_fields")),
          Map.entry("unpack_syslog", List.of("if", "from", "offset", "result_prefix")),
          Map.entry("unpack_words", List.of("from", "as", "drop_duplicates")),
          Map.entry("format", List.of("if", "as", "keep_original_fields", "skip_empty_results")),
          Map.entry("replace", List.of("if", "at", "limit")),
          Map.entry("replace_regexp", List.of("if", "at", "limit")),
          Map.entry("collapse_nums", List.of("if", "at", "prettify")),
          Map.entry("pack_json", List.of("fields", "as")),
          Map.entry("pack_logfmt", List.of("fields", "as")),
          Map.entry("unroll", List.of("if", "by")),
          Map.entry("copy", List.of("as")),
          Map.entry("rename", List.of("as")),
          Map.entry("time_add", List.of("at")));

  private final CursorContext context;
  private final Vocabulary vocabulary;
  private final List<Completion> exact = new ArrayList<>();
  private final List<Completion> loose = new ArrayList<>();
  private final Set<String> seen = new LinkedHashSet<>();

  private Completions(CursorContext context, Vocabulary vocabulary) {
    this.context = context;
    this.vocabulary = vocabulary;
  }

  /// What may stand at the cursor (an index into the query), best first. Never throws for what the
  /// query says: it is unfinished by nature.
  public static List<Completion> at(String query, int cursor, Vocabulary vocabulary) {
    if (query.length() > ParseLimits.MAX_LENGTH) {
      return List.of();
    }
    int place = Math.clamp(cursor, 0, query.length());
    return new Completions(CursorContext.of(query, place), vocabulary).all();
  }

  private List<Completion> all() {
    switch (context.place()) {
      case FILTER -> filters();
      case VALUE -> {
        values();
        functions();
        keyword("*", "any value");
      }
      case VALUE_ONLY -> values();
      case TIME -> TIMES.forEach(time -> add(time, time, Completion.Kind.TIME, ""));
      case TIME_STEP -> STEPS.forEach(step -> add(step, step, Completion.Kind.TIME, ""));
      case STREAM_FIELD -> fields("=");
      case PIPE -> {
        PipeNames.all().forEach(this::pipe);
        statsFunctions();
        fields(":");
      }
      case FIELD -> {
        fields("");
        PIPE_KEYWORDS.getOrDefault(context.pipe(), List.of()).forEach(word -> keyword(word, ""));
      }
      case STATS_FUNCTION -> {
        statsFunctions();
        keyword("by", "groups");
        keyword("if", "only lines that match");
        keyword("as", "the column's name");
      }
      case FORMULA -> {
        fields("");
        for (MathExpression.Function function : MathExpression.Function.values()) {
          add(function.text(), function.text() + "(", Completion.Kind.FUNCTION, "");
        }
        keyword("as", "the column's name");
      }
    }
    exact.addAll(loose);
    return List.copyOf(exact.subList(0, Math.min(exact.size(), MAX_CANDIDATES)));
  }

  private void filters() {
    fields(":");
    add("_time", "_time:", Completion.Kind.FIELD, "the line's time");
    functions();
    keyword("and", "both");
    keyword("or", "at least one");
    keyword("not", "none of these");
  }

  private void fields(String suffix) {
    for (String field : vocabulary.fields(context.typed(), MAX_CANDIDATES)) {
      add(field, Quoting.field(field) + suffix, Completion.Kind.FIELD, "");
    }
  }

  private void values() {
    for (String value : vocabulary.values(context.field(), context.typed(), MAX_CANDIDATES)) {
      add(value, Quoting.text(value), Completion.Kind.VALUE, "");
    }
  }

  private void functions() {
    FilterFunction.NAMES.forEach(name -> add(name, name + "(", Completion.Kind.FUNCTION, "filter"));
  }

  private void statsFunctions() {
    StatsFunctions.NAMES.forEach(
        name -> add(name, name + "(", Completion.Kind.FUNCTION, "statistics"));
  }

  private void pipe(String name) {
    String own = PipeNames.canonical(name);
    add(name, name + " ", Completion.Kind.PIPE, own.equals(name) ? "" : "same as " + own);
  }

  private void keyword(String word, String detail) {
    add(word, word.equals("*") ? word : word + " ", Completion.Kind.KEYWORD, detail);
  }

  /// What begins with the typed text comes before what has it inside.
  private void add(String label, String insert, Completion.Kind kind, String detail) {
    String typed = context.typed().toLowerCase(Locale.ROOT);
    int index = label.toLowerCase(Locale.ROOT).indexOf(typed);
    if (index < 0 || !seen.add(kind + ":" + label)) {
      return;
    }
    (index == 0 ? exact : loose)
        .add(new Completion(label, insert, kind, detail, context.start(), context.end()));
  }
}
