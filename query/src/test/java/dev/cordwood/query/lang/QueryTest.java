package dev.cordwood.query.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordwood.query.QueryException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {
  private static final ParseContext CONTEXT = RandomQueries.CONTEXT;

  @Test
  void addedFilterHoldsInEverySubqueryToo() {
    Query query =
        parse(
                "error user:in(a | fields user)"
                    + " | join by (x) (b) | union (c) | filter y:in(d | fields y)"
                    + " | stats count() if (z:in(e | fields z)) as n"
                    + " | format if (w:contains_any(f | fields w)) \"<a>\" as g")
            .withFilter(Query.parseFilter("tenant:=t or tenant:=u", CONTEXT));
    String more = "(tenant:=t or tenant:=u) ";
    assertThat(query)
        .hasToString(
            more
                + "error user:in("
                + more
                + "a | fields user) | join by (x) ("
                + more
                + "b) | union ("
                + more
                + "c) | filter y:in("
                + more
                + "d | fields y) | stats count(*) if (z:in("
                + more
                + "e | fields z)) as n | format if (w:contains_any("
                + more
                + "f | fields w)) \"<a>\" as g");
    assertThat(Query.parse(query.toString(), CONTEXT)).isEqualTo(query);
  }

  @Test
  void timeRangeOfTheRequestHoldsInSubqueriesThatDoNotRefuseIt() {
    TimeRange range = new TimeRange(1_000, 2_000);
    Query query =
        parse(
                "a x:in(b | fields x)"
                    + " y:in(options(ignore_global_time_filter=true) c | fields y)")
            .withTimeRange(range);
    String time = "_time:[1970-01-01T00:00:00.000001000Z, 1970-01-01T00:00:00.000002000Z] ";
    assertThat(query)
        .hasToString(
            time
                + "a x:in("
                + time
                + "b | fields x)"
                + " y:in(options(ignore_global_time_filter=true) c | fields y)");
    assertThat(query.timeRange()).isEqualTo(range);
    assertThat(Query.parse(query.toString(), CONTEXT)).isEqualTo(query);
  }

  @Test
  void timeRangeOfTheRequestIsMovedByTheTimeOffset() {
    TimeRange range = new TimeRange(5_000_000_000L, 6_000_000_000L);
    Query query = parse("options(time_offset=1s) a").withTimeRange(range);
    assertThat(query.timeRange()).isEqualTo(range.shift(-1_000_000_000L));
    assertThat(Query.parse(query.toString(), CONTEXT)).isEqualTo(query);
  }

  @Test
  void openTimeRangesComeBackFromTheirText() {
    for (TimeRange range :
        List.of(
            TimeRange.EMPTY,
            new TimeRange(Long.MIN_VALUE, 5),
            new TimeRange(-5, Long.MAX_VALUE),
            new TimeRange(7, 7))) {
      Filter.Time time = Filter.Time.of(range);
      Filter.Time parsed = (Filter.Time) Query.parseFilter(time.toString(), CONTEXT);
      assertThat(parsed.range().isEmpty()).isEqualTo(range.isEmpty());
      if (!range.isEmpty()) {
        assertThat(parsed).isEqualTo(time);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a ! fields x                              | x
          a ! fields x, y                           |
          a ! fields x*                             |
          a ! uniq by (x) limit 5                   | x
          a ! fields x ! sort by (x) ! limit 5      | x
          a ! count() as n                          | n
          a ! stats by (x) count() as n             |
          a ! field_values x                        | x
          a ! fields x ! len(x) as y                |
          a                                         |
          """)
  void onlyColumnIsFound(String query, String column) {
    assertThat(parse(query.replace('!', '|')).onlyColumn().orElse(""))
        .isEqualTo(column == null ? "" : column);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '\0',
      textBlock =
          """
          level:error x:eq_field(y)                         ¦ [level, x, y] ¦ [*]
          a | fields x, y*                                  ¦ [_msg]        ¦ [x, y*]
          * | stats by (h) sum(b) s, count() c              ¦ []            ¦ [b, h]
          * | count()                                       ¦ []            ¦ []
          * | stats count() if (l:e) n                      ¦ []            ¦ [l]
          * | fields x | filter z:1                         ¦ []            ¦ [x]
          * | math a / b as c | fields c                    ¦ []            ¦ [a, b]
          * | extract "<ip> " from f | top by (ip)          ¦ []            ¦ [f, ip]
          * | format "<a> <uc:b>" as x | fields x           ¦ []            ¦ [a, b, uc:b]
          * | rename a as b | fields b                      ¦ []            ¦ [a]
          * | sort by (t) | fields x                        ¦ []            ¦ [t, x]
          * | delete x | facets                             ¦ []            ¦ [*]
          * | limit 5 | field_values v                      ¦ []            ¦ [v]
          * | row_max(d) as r                               ¦ []            ¦ [*, d]
          * | unroll by (x) | uniq by (y)                   ¦ []            ¦ [x, y]
          """)
  void neededFieldsAreFound(String query, String filterFields, String pipeFields) {
    NeededFields needed = parse(query).neededFields();
    assertThat(needed.filterFields().stream().sorted().toList()).hasToString(filterFields);
    assertThat(
            needed.pipeFields().stream()
                .map(field -> field.name() + (field.prefix() ? "*" : ""))
                .sorted()
                .toList())
        .hasToString(pipeFields);
    assertThat(needed.allFields()).isEqualTo(pipeFields.contains("[*"));
  }

  @Test
  void conjunctionsAreFlatAndWithoutStars() {
    Filter a = new Filter.Phrase("_msg", "a");
    Filter b = new Filter.Phrase("_msg", "b");
    assertThat(Filter.and(List.of())).isEqualTo(Filter.ALL);
    assertThat(Filter.and(List.of(Filter.ALL, a))).isEqualTo(a);
    assertThat(Filter.and(List.of(a, Filter.and(List.of(b, a)))))
        .isEqualTo(new Filter.And(List.of(a, b, a)));
    assertThat(Filter.or(List.of(a, Filter.or(List.of(b, a)))))
        .isEqualTo(new Filter.Or(List.of(a, b, a)));
  }

  @Test
  void filterAloneHasNoPipes() {
    assertThatThrownBy(() -> Query.parseFilter("a | limit 5", CONTEXT))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("without pipes");
    assertThat(Query.parseFilter("", CONTEXT)).isEqualTo(Filter.ALL);
  }

  private static Query parse(String text) {
    return Query.parse(text, CONTEXT);
  }
}
