package dev.cordwood.query.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cordwood.query.QueryException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What people get wrong: the place is right, the message says what it is about, and the suggestion
/// parses and is what was meant.
class MistakesTest {
  private static final ParseContext CONTEXT = RandomQueries.CONTEXT;

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '\0',
      ignoreLeadingAndTrailingWhitespace = true,
      textBlock =
          """
          "connection refused                  ¦ 0  ¦ never closed      ¦ "connection refused"
          level:"error | count()               ¦ 6  ¦ never closed      ¦ level:"error" | count()
          'it is                               ¦ 0  ¦ never closed      ¦ 'it is'
          (error or warn                       ¦ 0  ¦ never closed      ¦ (error or warn)
          level:(error or warn | limit 5       ¦ 6  ¦ never closed      ¦ level:(error or warn )| limit 5
          error)                               ¦ 5  ¦ closes nothing    ¦ error
          level:in(error, warn                 ¦ 20 ¦ ')' is missing    ¦ level:in(error, warn)
          level:in(error warn)                 ¦ 15 ¦ comma is missing  ¦ level:in(error , warn)
          level:(error, warn)                  ¦ 12 ¦ comma             ¦ level:(error or warn)
          error, warn                          ¦ 5  ¦ comma             ¦ error  warn
          level:                               ¦ 5  ¦ value is missing  ¦ level:*
          level: | limit 5                     ¦ 5  ¦ value is missing  ¦ level:* | limit 5
          ()                                   ¦ 0  ¦ empty             ¦ *
          and error                            ¦ 0  ¦ both sides        ¦ "and" error
          error or                             ¦ 8  ¦ ends              ¦ error or *
          error and | limit 5                  ¦ 10 ¦ filter is missing ¦ error and * | limit 5
          | limit 5                            ¦ 0  ¦ filter is missing ¦ * | limit 5
          error |                              ¦ 6  ¦ pipe is missing   ¦ error
          error | | limit 5                    ¦ 6  ¦ pipe is missing   ¦ error | limit 5
          error | limt 5                       ¦ 8  ¦ limit             ¦ error | limit 5
          error | sort_by (_time)              ¦ 8  ¦ there is no pipe  ¦ error | sort (_time)
          error | fileds a, b                  ¦ 8  ¦ fields            ¦ error | fields a, b
          error | timeout                      ¦ 8  ¦ write filter      ¦ error | filter timeout
          error | limit ten                    ¦ 14 ¦ whole number      ¦ error | limit 10
          error | limit                        ¦ 13 ¦ whole number      ¦ error | limit 10
          error | limit -5                     ¦ 14 ¦ whole number      ¦ error | limit 10
          error | stats cout()                 ¦ 14 ¦ did you mean      ¦ error | stats count()
          error | stats average(x)             ¦ 14 ¦ avg               ¦ error | stats avg(x)
          error | conut()                      ¦ 8  ¦ did you mean      ¦ error | count()
          error | stats count                  ¦ 19 ¦ parentheses       ¦ error | stats count()
          error | stats count() by (host)      ¦ 22 ¦ before            ¦ error | stats by (host) count()
          error | count() by (host)            ¦ 16 ¦ before            ¦ error | stats by (host) count()
          error | stats by host count()        ¦ 17 ¦ parentheses       ¦ error | stats by (host) count()
          error | stats by (host               ¦ 22 ¦ ')' is missing    ¦ error | stats by (host) count()
          error | stats by (host)              ¦ 23 ¦ function          ¦ error | stats by (host) count()
          error | stats quantile(x, 0.95)      ¦ 23 ¦ from 0 to 1       ¦ error | stats quantile(0.95, x, "0.95")
          error | stats quantile(95, x)        ¦ 23 ¦ from 0 to 1       ¦ error | stats quantile(0.95, x)
          error | stats rate(bytes)            ¦ 19 ¦ takes no field    ¦ error | stats rate_sum(bytes)
          error | stats by (_time:5min) count() ¦ 24 ¦ time step        ¦ error | stats by (_time:1m) count()
          error | stats by (ip:/33) count()    ¦ 21 ¦ network           ¦ error | stats by (ip:/24) count()
          error | stats count(), count()       ¦ 23 ¦ are called        ¦ error | stats count(), count() as "count(*)_2"
          error | sort by (-_time)             ¦ 17 ¦ order             ¦ error | sort by (_time desc)
          error | sort by (a b)                ¦ 19 ¦ comma             ¦ error | sort by (a , b)
          error | rename a* as b               ¦ 21 ¦ '*'               ¦ error | rename a* as b*
          error | stream_context               ¦ 22 ¦ before            ¦ error | stream_context before 5 after 5
          error | uniq by (a) with limit 5     ¦ 25 ¦ hits              ¦ error | uniq by (a) with hits limit 5
          error | extract ip                   ¦ 16 ¦ <field>           ¦ error | extract "ip<value>"
          error | extract "<a><b>"             ¦ 16 ¦ side by side      ¦ error | extract "<a> <b>"
          error | extract_regexp "[0-9]+"      ¦ 23 ¦ named group       ¦ error | extract_regexp "(?P<value>[0-9]+)"
          error | math a +                     ¦ 16 ¦ formula           ¦ error | math a + 1
          error | math sqare(a)                ¦ 13 ¦ no function       ¦ error | math abs(a)
          error | json                         ¦ 8  ¦ unpack_json       ¦ error | unpack_json
          {app="x"} | logfmt | level="error"   ¦ 12 ¦ unpack_logfmt     ¦ {app="x"} | unpack_logfmt | level="error"
          {app="x"} | line_format "{{.a}}: {{.b}}" ¦ 12 ¦ format        ¦ {app="x"} | format "<a>: <b>"
          {app="x"} | json | unwrap took       ¦ 12 ¦ unpack_json       ¦ {app="x"} | unpack_json | stats sum(took)
          {app:"x"}                            ¦ 4  ¦ '='               ¦ {app="x"}
          {app="x"                             ¦ 8  ¦ '}'               ¦ {app="x"}
          {app="x" env="y"}                    ¦ 9  ¦ comma             ¦ {app="x" , env="y"}
          sum by (level) (count_over_time({app="x"} |= "err" [5m])) ¦ 0 ¦ LogQL ¦ {app="x"} |= "err" | stats by (_time:5m, level) count() as value
          rate({app="x"}[1m])                  ¦ 0  ¦ LogQL             ¦ {app="x"} | stats by (_time:1m) rate() as value
          SELECT * FROM logs WHERE level = 'error' LIMIT 10 ¦ 0 ¦ SQL   ¦ level = 'error' | limit 10
          select host, count(*) from logs where msg like '%timeout%' group by host order by host desc ¦ 0 ¦ SQL ¦ msg:*"timeout"* | stats by (host) count() | sort by (host desc)
          select count(distinct user) from logs where a <> 5 and b is not null ¦ 0 ¦ SQL ¦ a != 5 and b:* | stats count_uniq( user)
          path:/api?user=5                     ¦ 14 ¦ quotes            ¦ path:"/api?user=5"
          path=/api?user=5                     ¦ 9  ¦ quotes            ¦ path="/api?user=5"
          url:=/a?b                            ¦ 7  ¦ quotes            ¦ url:="/a?b"
          wow!                                 ¦ 3  ¦ quotes            ¦ "wow!"
          main(args)                           ¦ 4  ¦ quotes            ¦ "main(args)"
          level:contains_al(a, b)              ¦ 6  ¦ did you mean      ¦ level:contains_all(a, b)
          ~"err("                              ¦ 1  ¦ regular           ¦ ~"err\\\\("
          level:~err|warn                      ¦ 11 ¦ there is no pipe  ¦ level:~err|filter warn
          level:=(error or fatal)              ¦ 7  ¦ in(...)           ¦ level:in(error, fatal)
          size:range(a, b)                     ¦ 11 ¦ no number         ¦ size:range(0, 0)
          size:[1 10]                          ¦ 8  ¦ TO is missing     ¦ size:[1 TO 10]
          ip:ipv6_range(10.0.0.1)              ¦ 14 ¦ IPv6              ¦ ip:ipv6_range(2001:db8::/32)
          ip:ipv6_range(1::2::3)               ¦ 14 ¦ IPv6              ¦ ip:ipv6_range(2001:db8::/32)
          ip:ipv6_range(::/129)                ¦ 14 ¦ IPv6              ¦ ip:ipv6_range(2001:db8::/32)
          ip:ipv4_range(10.0.0.0/99)           ¦ 14 ¦ IPv4              ¦ ip:ipv4_range(10.0.0.0/8)
          user:in(error | sort by (_time))     ¦ 8  ¦ one field         ¦ user:in(error | sort by (_time) | fields user)
          _time:5min                           ¦ 6  ¦ no time           ¦ _time:5m
          _time:lately                         ¦ 6  ¦ no time           ¦ _time:5m
          _time:[2026-01-01 2026-02-01]        ¦ 18 ¦ comma             ¦ _time:[2026-01-01 , 2026-02-01]
          _time:5m offset yesterday            ¦ 16 ¦ duration          ¦ _time:5m offset 5m
          _time:week_range[Monday, Frday]      ¦ 25 ¦ day of the week   ¦ _time:week_range[Monday, friday]
          options(concurency=2) error          ¦ 8  ¦ no option         ¦ options(concurrency=2) error
          error | join on (user) (level:x)     ¦ 13 ¦ by                ¦ error | join by (user) (level:x)
          error | replace ("a" "b")            ¦ 21 ¦ ',' is missing    ¦ error | replace ("a" , "b")
          level:error] | limit 5               ¦ 11 ¦ closes nothing    ¦ level:error | limit 5
          """)
  void mistakeIsExplainedAndMended(String query, int position, String message, String suggestion) {
    QueryException e =
        catchThrowableOfType(QueryException.class, () -> Query.parse(query, CONTEXT));
    assertThat(e).as("%s is refused", query).isNotNull();
    assertThat(e).hasMessageContaining(message);
    assertThat(e.position()).as("position of: %s", e.getMessage()).isEqualTo(position);
    String meant = suggestion == null ? "" : suggestion;
    assertThat(e.suggestion().isEmpty()).isEqualTo(meant.isEmpty());
    if (!meant.isEmpty()) {
      assertThat(Query.parse(e.suggestion(), CONTEXT)).isEqualTo(Query.parse(meant, CONTEXT));
    }
  }
}
