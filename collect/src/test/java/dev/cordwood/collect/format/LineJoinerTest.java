package dev.cordwood.collect.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineJoinerTest {
  private static final int MAX_LINE_BYTES = 1 << 20;
  private static final String BEFORE = "2026-11-21 04:14:53,000 INFO a.B - before";
  private static final String AFTER = "2026-11-21 04:14:55,000 INFO a.B - after";

  /// The events that the lines make.
  private static List<String> join(MultiLine options, int maxBytes, List<String> lines) {
    LineJoiner joiner = new LineJoiner(options, maxBytes);
    List<String> events = new ArrayList<>();
    StringBuilder event = new StringBuilder();
    for (String line : lines) {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      if (joiner.isOpen()) {
        if (joiner.continues(bytes, 0, bytes.length)) {
          event.append('\n').append(line);
          continue;
        }
        events.add(event.toString());
        event.setLength(0);
      }
      joiner.begin(bytes, 0, bytes.length);
      event.append(joiner.isRest() ? "(rest) " : "").append(line);
    }
    if (joiner.isOpen()) {
      events.add(event.toString());
    }
    return events;
  }

  private static List<String> join(List<String> lines) {
    return join(MultiLine.AUTO, MAX_LINE_BYTES, lines);
  }

  /// The trace is one event, between two others. A trace that has no time of its own would belong
  /// to a line before it that has one.
  private static void assertJoined(String trace) {
    assertJoined(trace, AFTER);
  }

  private static void assertJoined(String trace, String after) {
    byte[] head = trace.lines().findFirst().orElseThrow().getBytes(StandardCharsets.UTF_8);
    String before = LineLead.isLed(head, 0, head.length) ? BEFORE : "listening on port 8080";
    List<String> lines = new ArrayList<>();
    lines.add(before);
    lines.addAll(trace.lines().toList());
    lines.add(after);
    assertThat(join(lines)).containsExactly(before, trace.stripTrailing(), after);
  }

  @Test
  void aTraceWithoutATimeBelongsToTheTimeLedLineBeforeIt() {
    String trace = "java.io.IOException: x\n\tat a.B.c(B.java:1)";
    assertThat(join((BEFORE + "\n" + trace + "\n" + AFTER).lines().toList()))
        .containsExactly(BEFORE + "\n" + trace, AFTER);
    String panic = "panic: x\n\ngoroutine 1 [running]:\nmain.main()";
    assertThat(join((BEFORE + "\n" + panic).lines().toList())).containsExactly(BEFORE, panic);
  }

  @Test
  void java() {
    assertJoined(
        """
        2026-11-21 04:14:54,123 ERROR [main] a.B - request failed
        java.lang.IllegalStateException: could not save
        \tat a.b.Service.save(Service.java:42) ~[app.jar:1.0]
        \tat a.b.Service$$Lambda/0x000.run(Unknown Source)
        \tSuppressed: java.io.IOException: close failed
        \t\tat a.b.Resource.close(Resource.java:7)
        \t\t... 3 more
        Caused by: java.sql.SQLException: deadlock
        \tat a.b.Database.query(Database.java:99)
        \t... 12 common frames omitted
        """);
  }

  @Test
  void javaWithoutATimeBeforeIt() {
    assertJoined(
        """
        Exception in thread "main" java.lang.RuntimeException: x
        \tat a.B.main(B.java:3)
        Caused by: a.b.CustomError
        \tat a.B.c(B.java:5)
        \t... 1 more
        """);
    assertJoined(
        """
        java.util.concurrent.TimeoutException
        \tat a.B.main(B.java:3)
        """);
  }

  @Test
  void indentedLinesUnderATimeLedOne() {
    assertJoined(
        """
        2026-11-21 04:14:54 UTC [123] ERROR:  syntax error
        \tselect *
        \t  from nowhere
        """);
    assertJoined(
        """
        [2026-11-21 04:14:54] DEBUG request:
          method: GET
          path: /
        """);
  }

  @Test
  void python() {
    assertJoined(
        """
        2026-11-21 04:14:54,123 ERROR root: failed
        Traceback (most recent call last):
          File "/app/main.py", line 5, in run
            raise KeyError('x')
        KeyError: 'x'

        During handling of the above exception, another exception occurred:

        Traceback (most recent call last):
          File "/app/main.py", line 7, in <module>
            main()
            ~~~~^^
        app.errors.Failed: no luck
        """);
    assertJoined(
        """
        Traceback (most recent call last):
          File "/app/main.py", line 5, in run
            a()
        ValueError
        """);
  }

  @Test
  void go() {
    assertJoined(
        """
        panic: runtime error: index out of range [5] with length 3 [recovered]

        goroutine 1 [running]:
        main.(*Server).run(0xc000010000, {0x1, 0x2})
        \t/app/main.go:12 +0x1d
        main.main()
        \t/app/main.go:7 +0x18
        created by net/http.(*Server).Serve in goroutine 5
        \t/usr/lib/go/src/net/http/server.go:3285 +0x4b4

        goroutine 5 [select, 2 minutes]:
        runtime.gopark(...)
        \t/usr/lib/go/src/runtime/proc.go:402
        exit status 2
        """);
    assertJoined(
        """
        2026/11/21 04:14:54 http: panic serving 127.0.0.1:5: boom
        goroutine 19 [running]:
        net/http.(*conn).serve.func1()
        \t/usr/lib/go/src/net/http/server.go:1898 +0xbe
        """);
  }

  @Test
  void nodeJs() {
    assertJoined(
        """
        TypeError: Cannot read properties of undefined (reading 'x')
            at run (/app/index.js:3:9)
            at async Promise.all (index 0) {
          code: 'E_X',
          [cause]: Error: inner
              at deep (/app/a.js:1:1)
        }
        """);
    assertJoined(
        """
        /app/index.js:3
          throw new Error('x');
          ^

        Error: x
            at Object.<anonymous> (/app/index.js:3:9)

        Node.js v24.1.0
        """);
  }

  @Test
  void dotNet() {
    assertJoined(
        """
        Unhandled exception. System.InvalidOperationException: outer
         ---> System.IO.IOException: inner
           at App.Files.Open(String path) in /src/Files.cs:line 12
           --- End of inner exception stack trace ---
           at App.Program.Main(String[] args) in /src/Program.cs:line 5
        """);
    assertJoined(
        """
        fail: Microsoft.AspNetCore.Server.Kestrel[13]
              Connection id "0HN" threw an exception.
              System.NullReferenceException: Object reference not set
                 at App.Startup.Run() in /src/Startup.cs:line 9
        """);
  }

  @Test
  void ruby() {
    assertJoined(
        """
        app.rb:3:in 'Object#run': no luck (RuntimeError)
        \tfrom app.rb:7:in 'block in <main>'
        \tfrom app.rb:9:in '<main>'
        """);
    assertJoined(
        """
        E, [2026-11-21T04:14:54.123456 #7] ERROR -- : failed
        app/models/user.rb:12:in 'save'
        app/controllers/users.rb:5:in 'create'
        """);
  }

  @Test
  void php() {
    assertJoined(
        """
        [21-Nov-2026 04:14:54 UTC] PHP Fatal error:  Uncaught Exception: x in /a.php:3
        Stack trace:
        #0 /a.php(7): f()
        #1 {main}
          thrown in /a.php on line 3
        """);
    assertJoined(
        """
        [2026-11-21 04:14:54] local.ERROR: x {"exception":"[object] (Error(code: 0): x at /a.php:3)
        [stacktrace]
        #0 /a.php(7): f()
        #1 {main}
        "}
        """);
  }

  @Test
  void formatsOfSeveralLines() {
    assertJoined(
        """
        Nov 21, 2026 4:14:54 AM org.example.App main
        SEVERE: no luck
        java.io.IOException: x
        \tat a.B.c(B.java:1)
        """);
    assertJoined(
        """
        # Time: 2026-11-21T04:14:54.123456Z
        # User@Host: root[root] @ localhost [127.0.0.1]  Id:     8
        # Query_time: 2.000123  Lock_time: 0.000000 Rows_sent: 1  Rows_examined: 10
        SET timestamp=1795234494;
        select *
        from t;
        """,
        "# Time: 2026-11-21T04:14:55.123456Z");
    assertJoined(
        """
        =INFO REPORT==== 21-Nov-2026::04:14:54 ===
        accepting AMQP connection
        from 10.0.0.1
        """,
        "");
  }

  @Test
  void unrelatedLinesStayApart() {
    List<String> lines =
        List.of(
            "{\"a\":1}",
            "  {\"a\":2}",
            "\tat the end of the day",
            BEFORE,
            "a line without a time",
            "another: one",
            AFTER,
            "{\"b\":1}",
            "",
            "ends");
    assertThat(join(lines)).hasSize(lines.size());
  }

  @Test
  void aTextWithoutTimesStaysLines() {
    List<String> lines = List.of("Chapter one", "  It was", "  a dark", "and stormy", "\tnight.");
    assertThat(join(lines)).isEqualTo(lines);
  }

  @Test
  void linesOfTwoTracesInARowStayTwoEvents() {
    String first = "java.io.IOException: a\n\tat a.B.c(B.java:1)";
    String second = "2026-11-21 04:14:54 ERROR x\njava.io.IOException: b\n\tat a.B.c(B.java:1)";
    assertThat(join((first + "\n" + second).lines().toList())).containsExactly(first, second);
  }

  @Test
  void partsOfLinesOfContainerRuntimesBelongTogether() {
    String time = "2026-11-21T04:14:54.123456789Z ";
    List<String> lines =
        List.of(
            time + "stdout P one ",
            time + "stdout P two ",
            time + "stdout F three",
            time + "stdout F {\"a\":1}",
            time + "stderr F 2026-11-21 04:14:54 ERROR x",
            time + "stderr F \tat a.B.c(B.java:1)",
            time + "stdout F \tat a.B.c(B.java:1)");
    assertThat(join(lines))
        .containsExactly(
            lines.get(0) + "\n" + lines.get(1) + "\n" + lines.get(2),
            lines.get(3),
            lines.get(4) + "\n" + lines.get(5),
            lines.get(6));
  }

  @Test
  void dockersPartsAndTracesBelongTogether() {
    String end = "\",\"stream\":\"stdout\",\"time\":\"2026-11-21T04:14:54.1Z\"}";
    List<String> lines =
        List.of(
            "{\"log\":\"part one, " + end,
            "{\"log\":\"part two\\n" + end,
            "{\"log\":\"java.lang.Error: \\u003cx\\u003e\\n" + end,
            "{\"log\":\"\\tat a.B.c(B.java:1)\\n" + end,
            "{\"log\":\"{\\\"level\\\":\\\"info\\\"}\\n" + end,
            "{\"log\":\"\\\\n" + end,
            "{\"log\":\"still the same\\n" + end);
    assertThat(join(lines))
        .containsExactly(
            lines.get(0) + "\n" + lines.get(1),
            lines.get(2) + "\n" + lines.get(3),
            lines.get(4),
            lines.get(5) + "\n" + lines.get(6));
  }

  @Test
  void aPatternSaysWhatStartsAnEvent() {
    MultiLine options = MultiLine.startingWith("^(BEGIN|\\d+:)");
    assertThat(join(options, 1_000, List.of("x", "1: a", "  b", "{\"c\":1}", "BEGIN", "", "d")))
        .containsExactly("x", "1: a\n  b\n{\"c\":1}", "BEGIN\n\nd");
  }

  @Test
  void aPatternSaysWhatContinuesAnEvent() {
    MultiLine options = MultiLine.continuedBy("^[+]");
    assertThat(join(options, 1_000, List.of("+x", "a", "+b", "+", "c", "d", "+e")))
        .containsExactly("+x", "a\n+b\n+", "c", "d\n+e");
  }

  @Test
  void noneKeepsLinesApart() {
    assertThat(join(MultiLine.NONE, 1_000, List.of(BEFORE, "\tat a.B.c(B.java:1)"))).hasSize(2);
  }

  @Test
  void whereThereIsNothingToWaitForItSaysSo() {
    assertThat(mayContinue(MultiLine.AUTO, "{\"a\":1}")).isFalse();
    assertThat(mayContinue(MultiLine.AUTO, "2026-11-21T04:14:54.123456789Z stdout F {\"a\":1}"))
        .isFalse();
    assertThat(mayContinue(MultiLine.AUTO, BEFORE)).isTrue();
    assertThat(mayContinue(MultiLine.NONE, BEFORE)).isFalse();
    assertThat(mayContinue(MultiLine.startingWith("x"), "{\"a\":1}")).isTrue();
    LineJoiner joiner = new LineJoiner(MultiLine.AUTO, 100);
    assertThat(joiner.mayContinue()).isFalse();
    byte[] line = {'\t', 'a'};
    assertThat(joiner.continues(line, 0, 2)).isFalse();
  }

  private static boolean mayContinue(MultiLine options, String line) {
    LineJoiner joiner = new LineJoiner(options, MAX_LINE_BYTES);
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    joiner.begin(bytes, 0, bytes.length);
    return joiner.mayContinue();
  }

  @Test
  void anEventOfTooManyLinesIsGoneOnWithInAnother() {
    MultiLine options = MultiLine.AUTO.withMaxLines(3);
    List<String> lines =
        List.of("java.lang.Error: x", "\tat a", "\tat b", "\tat c", "\tat d", AFTER);
    assertThat(join(options, 1_000, lines))
        .containsExactly("java.lang.Error: x\n\tat a\n\tat b", "(rest) \tat c\n\tat d", AFTER);
  }

  @Test
  void anEventOfTooManyBytesIsGoneOnWithInAnother() {
    List<String> lines = List.of("java.lang.Error: x", "\tat a", "\tat b", "\tat c");
    int upToB = "java.lang.Error: x\n\tat a\n\tat b".length();
    assertThat(join(MultiLine.AUTO, upToB, lines))
        .containsExactly("java.lang.Error: x\n\tat a\n\tat b", "(rest) \tat c");
    assertThat(join(MultiLine.AUTO, upToB - 1, lines))
        .containsExactly("java.lang.Error: x\n\tat a", "(rest) \tat b\n\tat c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "(?=x)", "[z-a]", "(?P<n"})
  void aPatternThatIsWrongIsRefused(String pattern) {
    assertThatThrownBy(() -> MultiLine.startingWith(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(pattern);
  }

  @Test
  void whatIsMissingOrTooMuchIsRefused() {
    assertThatThrownBy(() -> new MultiLine(MultiLine.Mode.START, "", 5))
        .hasMessageContaining("a pattern is missing");
    assertThatThrownBy(() -> new MultiLine(MultiLine.Mode.AUTO, "x", 5))
        .hasMessageContaining("start or continue");
    assertThatThrownBy(() -> MultiLine.AUTO.withMaxLines(0)).hasMessageContaining("1 to 100000");
    assertThatThrownBy(() -> MultiLine.AUTO.withMaxLines(100_001)).hasMessageContaining("100001");
    assertThat(MultiLine.AUTO.withMaxLines(100_000).maxLines()).isEqualTo(100_000);
    assertThatThrownBy(() -> MultiLine.startingWith("x".repeat(4_097)))
        .hasMessageContaining("at most 4096");
  }
}
