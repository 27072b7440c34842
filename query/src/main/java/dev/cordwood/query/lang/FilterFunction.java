package dev.cordwood.query.lang;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Filters that are written like calls.
enum FilterFunction {
  I("i"),
  IN("in"),
  CONTAINS_ALL("contains_all"),
  CONTAINS_ANY("contains_any"),
  CONTAINS_COMMON_CASE("contains_common_case"),
  EQUALS_COMMON_CASE("equals_common_case"),
  SEQ("seq"),
  EXACT("exact"),
  RE("re"),
  RANGE("range"),
  STRING_RANGE("string_range"),
  LEN_RANGE("len_range"),
  IPV4_RANGE("ipv4_range"),
  IPV6_RANGE("ipv6_range"),
  EQ_FIELD("eq_field"),
  LE_FIELD("le_field"),
  LT_FIELD("lt_field"),
  VALUE_TYPE("value_type"),
  PATTERN_MATCH("pattern_match"),
  PATTERN_MATCH_FULL("pattern_match_full"),
  PATTERN_MATCH_PREFIX("pattern_match_prefix"),
  PATTERN_MATCH_SUFFIX("pattern_match_suffix");

  private static final FilterFunction[] ALL = values();
  static final List<String> NAMES =
      java.util.Arrays.stream(ALL).map(FilterFunction::text).sorted().toList();

  private final String text;

  FilterFunction(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  static Optional<FilterFunction> of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (FilterFunction function : ALL) {
      if (function.text.equals(lower)) {
        return Optional.of(function);
      }
    }
    return Optional.empty();
  }

  static boolean isName(String name) {
    return of(name).isPresent();
  }
}
