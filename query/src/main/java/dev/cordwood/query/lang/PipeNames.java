package dev.cordwood.query.lang;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The names of pipes, with their synonyms.
final class PipeNames {
  /// Name or synonym to name.
  private static final Map<String, String> NAMES = new TreeMap<>();

  static {
    for (String name :
        List.of(
            "block_stats",
            "blocks_count",
            "collapse_nums",
            "copy",
            "decolorize",
            "delete",
            "drop_empty_fields",
            "extract",
            "extract_regexp",
            "facets",
            "field_names",
            "field_values",
            "fields",
            "filter",
            "first",
            "format",
            "generate_sequence",
            "hash",
            "join",
            "json_array_concat",
            "json_array_len",
            "last",
            "len",
            "limit",
            "math",
            "offset",
            "pack_json",
            "pack_logfmt",
            "rename",
            "replace",
            "replace_regexp",
            "sample",
            "set_stream_fields",
            "sort",
            "split",
            "stats",
            "stream_context",
            "time_add",
            "top",
            "union",
            "uniq",
            "unpack_json",
            "unpack_logfmt",
            "unpack_syslog",
            "unpack_words",
            "unroll")) {
      NAMES.put(name, name);
    }
    NAMES.put("cp", "copy");
    NAMES.put("del", "delete");
    NAMES.put("drop", "delete");
    NAMES.put("rm", "delete");
    NAMES.put("keep", "fields");
    NAMES.put("where", "filter");
    NAMES.put("head", "limit");
    NAMES.put("tail", "last");
    NAMES.put("eval", "math");
    NAMES.put("skip", "offset");
    NAMES.put("mv", "rename");
    NAMES.put("order", "sort");
    NAMES.put("by", "stats");
  }

  private PipeNames() {}

  /// The pipe's own name, "" when it is none.
  static String canonical(String name) {
    return NAMES.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  /// All names and synonyms, sorted.
  static Set<String> all() {
    return NAMES.keySet();
  }

  /// Whether a pipe's name, or a function of `stats`, stands at this place after white space.
  static boolean isPipeAt(String source, int position) {
    int start = position;
    while (start < source.length() && Lexer.isSpace(source.charAt(start))) {
      start++;
    }
    int end = start;
    while (end < source.length()
        && (Character.isLetterOrDigit(source.charAt(end)) || source.charAt(end) == '_')) {
      end++;
    }
    String name = source.substring(start, end);
    return !canonical(name).isEmpty() || StatsFunctions.isName(name);
  }
}
