package dev.cordwood.query.lang;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How filters are read, shown by their canonical text: the round trip says that this text and the
/// tree are one.
class FilterFormsTest {
  private static final ParseContext CONTEXT = RandomQueries.CONTEXT;

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '\0',
      textBlock =
          """
          error                            ¦ error
          ERROR warn                       ¦ ERROR warn
          a and b AND c                    ¦ a b c
          a or b c                         ¦ a or b c
          (a or b) c                       ¦ (a or b) c
          not a or b                       ¦ !a or b
          -a !b NOT c                      ¦ !a !b !c
          !(a b)                           ¦ !(a b)
          not not a                        ¦ !!a
          a && b || c                      ¦ a b or c
          +must -mustnot                   ¦ must !mustnot
          'single' "double" `back\\n`      ¦ single double "back\\\\n"
          "say \\"hi\\""                   ¦ "say \\"hi\\""
          "\\x41\\u00e9\\t"                ¦ "Aé\\t"
          can't                            ¦ "can't"
          http://host:80/x                 ¦ "http://host:80/x"
          std::string                      ¦ "std::string"
          at 12:30:45                      ¦ "at" "12:30:45"
          Foo#bar                          ¦ "Foo#bar"
          error # a comment                ¦ error
          err*                             ¦ err*
          "unexpected fail"*               ¦ "unexpected fail"*
          *nnect*                          ¦ *nnect*
          *"a b"*                          ¦ *"a b"*
          gr?y                             ¦ gr?y
          web-*-prod                       ¦ web-*"-prod"
          *.org                            ¦ *".org"
          *                                ¦ *
          level:*                          ¦ level:*
          level:""                         ¦ level:""
          ""                               ¦ _msg:""
          level:error                      ¦ level:error
          level : error                    ¦ level:error
          "log:level":error                ¦ "log:level":error
          level:(error or warn -x)         ¦ level:error or level:warn !level:x
          level:(a or app:b)               ¦ level:a or app:b
          level:!error                     ¦ !level:error
          level:-error                     ¦ !level:error
          temp:-5                          ¦ temp:"-5"
          trace:a:b:c                      ¦ trace:"a:b:c"
          level:="error"                   ¦ level:=error
          ="whole line"                    ¦ ="whole line"
          level:="err"*                    ¦ level:=err*
          level:=""                        ¦ level:""
          level:!="error"                  ¦ !level:=error
          !="x"                            ¦ !=x
          ~"err|warn"                      ¦ ~"err|warn"
          path:~"^/api/\\d+"               ¦ path:~"^/api/\\\\d+"
          path:!~"x"                       ¦ !path:~"x"
          path:=~"x"                       ¦ path:~"x"
          path:/a.c/                       ¦ path:~"a.c"
          path:/api/v1/login               ¦ path:"/api/v1/login"
          path:/api/v1/                    ¦ path:"/api/v1/"
          size:>10KiB                      ¦ size:>10KiB
          size:>= -5                       ¦ size:>=-5
          user:<"John"                     ¦ user:<John
          size:(>5 <10)                    ¦ size:>5 size:<10
          code:(>=400 AND <500)            ¦ code:>=400 code:<500
          x:range[1,10)                    ¦ x:range[1, 10)
          x:range(-5, inf]                 ¦ x:range(-5, inf]
          x:in(a, "b c", 5)                ¦ x:in(a, "b c", 5)
          x:in()                           ¦ x:in()
          x:in(*)                          ¦ *
          x:in[a b c]                      ¦ x:in(a, b, c)
          x:IN [a b]                       ¦ x:in(a, b)
          x in (a, b)                      ¦ x:in(a, b)
          x not in (a, b)                  ¦ !x:in(a, b)
          x:in(error | fields y)           ¦ x:in(error | fields y)
          x:in(_time:[1d, 2h) a | uniq y)  ¦ x:in(_time:[1d, 2h) a | uniq by (y))
          contains_all(a, "b c")           ¦ contains_all(a, "b c")
          m:contains_any(a, b)             ¦ m:contains_any(a, b)
          contains_common_case(a)          ¦ contains_any(a)
          l:equals_common_case(a, b.c)     ¦ l:~"(?i)^(?:a|b\\\\.c)$"
          seq("error", "open file")        ¦ seq(error, "open file")
          i(error)                         ¦ error
          i("Err"*)                        ¦ Err*
          len_range(5, inf)                ¦ len_range(5, inf)
          len_range(0xff, 1_000)           ¦ len_range(255, 1000)
          ip:ipv4_range(10.0.0.0/8)        ¦ ip:ipv4_range(10.0.0.0, 10.255.255.255)
          ip:ipv4_range(1.2.3.4)           ¦ ip:ipv4_range(1.2.3.4, 1.2.3.4)
          ip:ipv6_range(::1)               ¦ ip:ipv6_range(0:0:0:0:0:0:0:1, 0:0:0:0:0:0:0:1)
          ip:ipv6_range(fc00::/7)          ¦ ip:ipv6_range(fc00:0:0:0:0:0:0:0, fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff)
          ip:ipv6_range("2001:DB8::/33")   ¦ ip:ipv6_range(2001:db8:0:0:0:0:0:0, 2001:db8:7fff:ffff:ffff:ffff:ffff:ffff)
          ip:ipv6_range(::, ::ffff:1.2.3.4) ¦ ip:ipv6_range(0:0:0:0:0:0:0:0, 0:0:0:0:0:ffff:102:304)
          ip:ipv6_range(::/0)              ¦ ip:ipv6_range(0:0:0:0:0:0:0:0, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff)
          u:string_range(A, C)             ¦ u:string_range(A, C)
          a:eq_field(b)                    ¦ a:eq_field(b)
          a:le_field(b) a:lt_field(c)      ¦ a:le_field(b) a:lt_field(c)
          u:value_type(uint64)             ¦ u:value_type(uint64)
          pattern_match("a <N>")           ¦ pattern_match("a <N>")
          pattern_match_full("a <N>")      ¦ pattern_match_full("a <N>")
          exact(a) re("b")                 ¦ =a ~"b"
          {app="nginx"}                    ¦ {app="nginx"}
          _stream:{app="x",env=~"p.*"}     ¦ {app="x", env=~"p.*"}
          {a="b" or c!="d", e!~"f"}        ¦ {a="b" or c!="d", e!~"f"}
          {a in ("x", "y")}                ¦ {a in ("x", "y")}
          {a not_in (x)}                   ¦ {a not_in ("x")}
          _stream_id:in(a, b)              ¦ _stream_id:in(a, b)
          _stream_id:abc                   ¦ _stream_id:in(abc)
          code:[500 TO 504]                ¦ code:range[500, 504]
          code:{1 to 10}                   ¦ code:range(1, 10)
          code:[1 TO *]                    ¦ code:range[1, Inf]
          name:[a TO c}                    ¦ name:>=a name:<c
          name:[* TO *]                    ¦ name:*
          _exists_:user                    ¦ user:*
          bytes >= 100 and items<200       ¦ bytes:>=100 items:<200
          foo = bar                        ¦ foo:=bar
          foo == "bar"                     ¦ foo:=bar
          foo != bar                       ¦ !foo:=bar
          foo=~"b.r"                       ¦ foo:~"b.r"
          error ="whole line"              ¦ error ="whole line"
          error !~"x"                      ¦ error !~"x"
          time:5m @timestamp:>1d           ¦ _time:5m _time:>1d
          msg:x message:y                  ¦ x y
          "message":y "time":5m            ¦ "message":y "time":5m
          {app="x"} |= "err." != "dbg" |~ "a+" ¦ {app="x"} ~"err\\\\." !~"dbg" ~"a+"
          {app="x"} != "a.b"               ¦ {app="x"} !~"a\\\\.b"
          {app="x"} !="a.b"                ¦ {app="x"} !=a.b
          {app="x"} |= "a" or "b"          ¦ {app="x"} (~"a" or ~"b")
          """)
  void filterIsRead(String text, String canonical) {
    Filter filter = Query.parse(text, CONTEXT).filter();
    assertThat(filter).hasToString(canonical);
    assertThat(Query.parseFilter(canonical, CONTEXT)).isEqualTo(filter);
  }

  @Test
  void emptyQueryMatchesEverything() {
    assertThat(Query.parse(" # nothing\n", CONTEXT))
        .isEqualTo(new Query(QueryOptions.DEFAULT, Filter.ALL, List.of()));
  }

  @Test
  void aliasesEndWhereAPipeMakesSuchAField() {
    assertThat(
            Query.parse(
                "message:a | fields time, message | unpack_syslog | filter message:b", CONTEXT))
        .hasToString("a | fields _time, _msg | unpack_syslog from _msg | filter \"message\":b");
    assertThat(Query.parse("* | copy msg as message | fields message, msg", CONTEXT))
        .hasToString("* | copy _msg as \"message\" | fields \"message\", _msg");
  }

  @Test
  void wildcardsBecomeRegularExpressionsAtWordBorders() {
    com.google.re2j.Pattern pattern =
        com.google.re2j.Pattern.compile(new Filter.Wildcard("f", "gr?y\\*c*t").regexp());
    assertThat(pattern.matcher("a GRAY*cat!").find()).isTrue();
    assertThat(pattern.matcher("grey*ct").find()).isTrue();
    assertThat(pattern.matcher("gray*catx").find()).isFalse();
    assertThat(pattern.matcher("agray*cat").find()).isFalse();
    assertThat(pattern.matcher("grayxcat").find()).isFalse();
    assertThat(pattern.matcher("gray*c a t").find()).isFalse();
  }
}
