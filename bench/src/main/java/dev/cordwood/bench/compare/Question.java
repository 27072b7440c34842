package dev.cordwood.bench.compare;

import java.util.Locale;

/// What is asked of every system, on the same corpus. Each has one answer that all systems must
/// agree on.
enum Question {
  ABSENT_WORD("absent word"),
  ONE_ID("one trace id"),
  RARE_WORD("rare word"),
  PHRASE("phrase in about 10 % of rows"),
  SUBSTRING("substring inside words"),
  CASE_INSENSITIVE_WORD("case-insensitive word"),
  REGEX_WITH_LITERAL("regex with a literal"),
  REGEX_WITHOUT_LITERAL("regex without a literal"),
  FIELD_EQUALS("field equality"),
  NUMBER_RANGE("numeric range"),
  COUNT_BY_MINUTE_AND_LEVEL("count by minute and level"),
  TOP_10("top 10 of a high-cardinality field"),
  P95_BY_SERVICE("95th percentile by service"),
  LAST_100("last 100 rows");

  private final String title;

  Question(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
