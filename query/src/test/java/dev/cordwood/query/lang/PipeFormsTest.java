package dev.cordwood.query.lang;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How pipes are read, shown by their canonical text: the round trip says that this text and the
/// tree are one.
class PipeFormsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '\0',
      textBlock =
          """
          fields host, _msg                 ¦ fields host, _msg
          keep (host, foo*)                 ¦ fields host, foo*
          fields *                          ¦ fields *
          delete host, app                  ¦ delete host, app
          rm a, b*                          ¦ delete a, b*
          drop a                            ¦ delete a
          copy host as server               ¦ copy host as server
          cp a b, c d                       ¦ copy a as b, c as d
          mv foo* as *                      ¦ rename foo* as *
          rename * as foo*                  ¦ rename * as foo*
          drop_empty_fields                 ¦ drop_empty_fields
          set_stream_fields host, app       ¦ set_stream_fields host, app
          sort                              ¦ sort by (_time)
          sort by (a, b desc)               ¦ sort by (a, b desc)
          sort by (a, b desc) desc          ¦ sort by (a desc, b)
          order (a) desc                    ¦ sort by (a desc)
          sort _time desc                   ¦ sort by (_time desc)
          sort by (a) offset 10 limit 20    ¦ sort by (a) offset 10 limit 20
          sort by (a) partition by (h) limit 3 ¦ sort by (a) partition by (h) limit 3
          sort by (a) rank as p             ¦ sort by (a) rank as p
          first 10 by (d)                   ¦ sort by (d) limit 10
          last 3 by (d) partition by (h)    ¦ sort by (d desc) partition by (h) limit 3
          last by (d)                       ¦ sort by (d desc) limit 1
          tail 5                            ¦ sort by (_time desc) limit 5
          limit 100                         ¦ limit 100
          limit 1_000                       ¦ limit 1000
          head                              ¦ limit 10
          head 5                            ¦ limit 5
          skip 5                            ¦ offset 5
          filter level:error                ¦ filter level:error
          where hits:> 1_000                ¦ filter hits:>1_000
          hits:>5                           ¦ filter hits:>5
          hits > 5                          ¦ filter hits:>5
          =foo                              ¦ filter =foo
          !foo                              ¦ filter !foo
          {a="b"}                           ¦ filter {a="b"}
          in(a, b)                          ¦ filter in(a, b)
          uniq by (a, b)                    ¦ uniq by (a, b)
          uniq (a) with hits limit 5        ¦ uniq by (a) hits as hits limit 5
          uniq a hits as n                  ¦ uniq by (a) hits as n
          top 7 by (s)                      ¦ top 7 by (s) hits as hits
          top (ip) rank                     ¦ top 10 by (ip) hits as hits rank as rank
          top by (p) hits as visits rank as n ¦ top 10 by (p) hits as visits rank as n
          facets                            ¦ facets 10
          facets 3 max_value_len 9 keep_const_fields ¦ facets 3 max_value_len 9 keep_const_fields
          field_names                       ¦ field_names as name
          field_values level limit 5        ¦ field_values level limit 5
          sample 100                        ¦ sample 100
          stream_context before 2 after 5   ¦ stream_context before 2 after 5
          stream_context after 1 time_window 1w ¦ stream_context before 0 after 1 time_window 1w
          join by (u) (b | count() n) inner prefix "p." ¦ join by (u) (b | stats count(*) as n) inner prefix p.
          union (_time:1h panic)            ¦ union (_time:1h panic)
          extract "ip=<ip> "                ¦ extract "ip=<ip> " from _msg
          extract if (ip:"") 'a<ip>' from f skip_empty_results keep_original_fields ¦ extract if (ip:"") "a<ip>" from f keep_original_fields skip_empty_results
          extract_regexp "(?P<ip>[0-9.]+)"  ¦ extract_regexp "(?P<ip>[0-9.]+)" from _msg
          unpack_json                       ¦ unpack_json from _msg
          unpack_json f fields (msg, b*) result_prefix p_ ¦ unpack_json from f fields ("msg", b*) result_prefix p_
          unpack_logfmt if (a:b) from foo   ¦ unpack_logfmt if (a:b) from foo
          unpack_syslog offset 5h30m        ¦ unpack_syslog from _msg offset 5h30m
          unpack_words from text as w drop_duplicates ¦ unpack_words from text as w drop_duplicates
          format "<a>:<b>"                  ¦ format "<a>:<b>" as _msg
          format if (a:*) '<q:a>' as x      ¦ format if (a:*) "<q:a>" as x
          replace ("a", "b")                ¦ replace ("a", "b") at _msg
          replace if (x:=y) (a, "") at f limit 1 ¦ replace if (x:=y) ("a", "") at f limit 1
          replace_regexp ("a(.)", "$1")     ¦ replace_regexp ("a(.)", "$1") at _msg
          math a*2 as b                     ¦ math a * 2 as b
          eval (a + b) * c d, -x            ¦ math (a + b) * c as d, -x as "-x"
          math a-b-c as x                   ¦ math a - b - c as x
          math a-(b-c) as x                 ¦ math a - (b - c) as x
          math a^b^c as x                   ¦ math a ^ b ^ c as x
          math (a^b)^c as x                 ¦ math (a ^ b) ^ c as x
          math a default 0 + 1 as x         ¦ math a default 0 + 1 as x
          math (a default 0) + 1 as x       ¦ math (a default 0) + 1 as x
          math round(d, 1e9) x, now() y     ¦ math round(d, 1e9) as x, now() as y
          math max(a, 2, b/c) as m          ¦ math max(a, 2, b / c) as m
          math a & 3 xor b or 1 as x        ¦ math a & 3 xor b or 1 as x
          math "a-b" + 1KB as x             ¦ math "a-b" + 1KB as x
          collapse_nums                     ¦ collapse_nums at _msg
          collapse_nums if (a:b) at f prettify ¦ collapse_nums if (a:b) at f prettify
          decolorize                        ¦ decolorize _msg
          pack_json                         ¦ pack_json as _msg
          pack_json fields (a, b.*) as c    ¦ pack_json fields (a, b.*) as c
          pack_logfmt as x                  ¦ pack_logfmt as x
          unroll (a, b)                     ¦ unroll by (a, b)
          unroll if (t:=x) a                ¦ unroll if (t:=x) by (a)
          len(_msg) as n                    ¦ len(_msg) as n
          hash(u) h                         ¦ hash(u) as h
          json_array_len (w) as n           ¦ json_array_len(w) as n
          json_array_concat ", " from a as b ¦ json_array_concat ", " from a as b
          split "," from a as b             ¦ split "," from a as b
          time_add 1h                       ¦ time_add 1h at _time
          time_add -5m at t                 ¦ time_add -5m at t
          blocks_count                      ¦ blocks_count as blocks_count
          block_stats                       ¦ block_stats
          generate_sequence 1_000           ¦ generate_sequence 1000
          count()                           ¦ stats count(*) as "count(*)"
          stats count() logs, count_uniq(a) ¦ stats count(*) as logs, count_uniq(a) as "count_uniq(a)"
          stats by (a, b) count() as n      ¦ stats by (a, b) count(*) as n
          stats (a) count() n               ¦ stats by (a) count(*) as n
          by (a) count() n                  ¦ stats by (a) count(*) as n
          stats by (_time:1m) count() n     ¦ stats by (_time:1m) count(*) as n
          stats by (_time:1d offset 2h) count() n ¦ stats by (_time:1d offset 2h) count(*) as n
          stats by (time:day) count() n     ¦ stats by (_time:1d) count(*) as n
          stats by (_time:week) count() n   ¦ stats by (_time:week) count(*) as n
          stats by (_time:month offset -2h) count() n ¦ stats by (_time:month offset -2h) count(*) as n
          stats by (size:10KB, ip:/24) count() n ¦ stats by (size:10KB, ip:/24) count(*) as n
          stats count() if (GET) gets       ¦ stats count(*) if (GET) as gets
          stats quantile(0.95, d) p95       ¦ stats quantile(0.95, d) as p95
          stats count_uniq(ip) limit 1_000 as n ¦ stats count_uniq(ip) limit 1000 as n
          stats row_max(d, _time, p) x      ¦ stats row_max(d, _time, p) as x
          stats json_values(a) sort by (_time desc) limit 3 x ¦ stats json_values(a) sort by (_time desc) limit 3 as x
          stats sum(foo*) s, rate() r, histogram(x) h ¦ stats sum(foo*) as s, rate() as r, histogram(x) as h
          stats field_min(a, b) m, any(c) c, stddev(d) d ¦ stats field_min(a, b) as m, any(c) as c, stddev(d) as d
          """)
  void pipeIsRead(String text, String canonical) {
    Query query = Query.parse("* | " + text, RandomQueries.CONTEXT);
    assertThat(query).hasToString("* | " + canonical);
    assertThat(Query.parse(query.toString(), RandomQueries.CONTEXT)).isEqualTo(query);
  }
}
