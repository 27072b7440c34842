package dev.cordwood.collect.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.collect.format.MultiLine;
import dev.cordwood.testing.StoredRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileFollowerEventsTest extends FollowerFixture {
  private static final Duration FOREVER = Duration.ofMinutes(10);

  @Test
  void anEventThatMayGoOnIsStoredWhole() throws IOException {
    SourceSpec patient = source(log).withMultiLineTimeout(FOREVER);
    append(log, "ERROR one\n\tat a.b(C.java:1)\n");
    follow(patient);
    look();
    stop(); // in the middle of the event
    append(log, "\tat a.b(C.java:2)\n");
    follow(patient);
    look();
    append(log, "\tat a.b(C.java:3)\nINFO two\n");
    expect("ERROR one\n\tat a.b(C.java:1)\n\tat a.b(C.java:2)\n\tat a.b(C.java:3)");
    stop();
    follow(source(log));
    expect("ERROR one\n\tat a.b(C.java:1)\n\tat a.b(C.java:2)\n\tat a.b(C.java:3)", "INFO two");
  }

  @Test
  void anEventAtTheEndOfARotatedFileIsComplete() throws IOException {
    append(log, "INFO zero\nERROR one\n\tat a.b(C.java:1)\n\tat a.b(C.ja");
    follow(source(log).withMultiLineTimeout(FOREVER));
    expect("INFO zero");
    Files.move(log, logs.resolve("app.log.1"));
    expect("INFO zero", "ERROR one\n\tat a.b(C.java:1)\n\tat a.b(C.ja");
  }

  @Test
  void jsonDoesNotWait() throws IOException {
    follow(source(log).withMultiLineTimeout(FOREVER));
    append(log, "{\"msg\":\"one\"}\n");
    expect("one");
  }

  @Test
  void whatBeginsAnEventCanBeSaid() throws IOException {
    append(log, "BEGIN a\nx\ny\r\nz\nBEGIN b\n");
    follow(source(log).withMultiLine(MultiLine.startingWith("^BEGIN ")));
    expect("BEGIN a\nx\ny\nz", "BEGIN b");
  }

  @Test
  void linesStayApartWhenThatIsWanted() throws IOException {
    append(log, "a\n\tb\n");
    follow(source(log).withMultiLine(MultiLine.NONE).withMultiLineTimeout(FOREVER));
    expect("a", "\tb");
  }

  @Test
  void tooManyLinesMakeSeveralEventsOfWhichTheRestIsMarked() throws IOException {
    StringBuilder text = new StringBuilder("ERROR start\n");
    for (int i = 0; i < 25; i++) {
      text.append("\tat a.b(C.java:").append(i).append(")\n");
    }
    append(log, text + "INFO end\n");
    follow(source(log).withMultiLine(MultiLine.AUTO.withMaxLines(10)));
    until("rows", () -> StoredRows.count(store) == 4);
    assertThat(StoredRows.of(store))
        .filteredOn(row -> "true".equals(row.get("_continued")))
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eventsLargerThanTheBufferAndLinesAtTheLimitKeepEverything(boolean atOnce)
      throws IOException {
    int limit = 1 << 20;
    List<String> expected = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      String line = "line " + i + " " + "x".repeat(limit - 7);
      expected.add(line);
      text.append(line).append('\n');
    }
    text.append("small\n");
    expected.add("small");
    if (atOnce) {
      append(log, text.toString());
      follow(log);
    } else {
      follow(log);
      for (int at = 0; at < text.length(); at += 700_000) {
        append(log, text.substring(at, Math.min(text.length(), at + 700_000)));
        look();
      }
    }
    expect(expected.toArray(String[]::new));
    assertThat(StoredRows.of(store)).noneMatch(row -> row.containsKey("_error"));
  }

  @Test
  void aLineOfOneByteMoreIsCut() throws IOException {
    append(log, "x".repeat((1 << 20) + 1) + "\nafter\n");
    follow(log);
    expect("x".repeat(1 << 20), "after");
    assertThat(StoredRows.of(store, "_original_bytes")).contains("" + ((1 << 20) + 1));
  }

  @Test
  void theFormatThatWasFoundIsKnownAfterARestart() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      text.append("I1121 04:14:54.%06d 17 main.go:12] hello\n".formatted(i));
    }
    append(log, text.toString());
    follow(source(log));
    until("all rows", () -> StoredRows.count(store) == 2_000);
    until("the format", () -> format().equals("glog"));
    stop();
    follow(source(log));
    look();
    assertThat(format()).isEqualTo("glog");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 40})
  void theHeaderOfATableStillHoldsAfterARestart(int rows) throws IOException {
    append(log, "time,level,message,user\n");
    Path w3c = logs.resolve("u_ex.log");
    append(w3c, "#Software: Microsoft Internet Information Services 10.0\n#Version: 1.0\n");
    append(w3c, "#Fields: date time cs-method cs-uri-stem sc-status\n");
    tableRows(w3c, 0, rows);
    follow(source(logs));
    until("the rows so far", () -> StoredRows.count(store) == 4 + 2 * rows);
    for (int from = rows; from < rows + 6; from += 3) {
      stop();
      tableRows(w3c, from, from + 3);
      follow(source(logs));
      int all = 4 + 2 * (from + 3);
      until("the rows after a restart", () -> StoredRows.count(store) == all);
    }
    List<Map<String, String>> stored = StoredRows.of(store);
    for (int i = 0; i < rows + 6; i++) {
      String number = String.valueOf(i);
      assertThat(stored)
          .filteredOn(row -> number.equals(row.get("user")))
          .singleElement(InstanceOfAssertFactories.map(String.class, String.class))
          .containsEntry("_msg", "bought")
          .containsEntry("level", "warn")
          .containsEntry("_time", "2026-11-21T04:14:54Z")
          .containsEntry("_format", "csv");
      assertThat(stored)
          .filteredOn(row -> ("/x" + number).equals(row.get("uri")))
          .singleElement(InstanceOfAssertFactories.map(String.class, String.class))
          .containsEntry("sc-status", "404")
          .containsEntry("_time", "2026-11-21T04:15:00Z")
          .containsEntry("_format", "w3c");
    }
  }

  private void tableRows(Path w3c, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      append(log, "2026-11-21T04:14:54Z,warn,bought,%d\n".formatted(i));
      append(w3c, "2026-11-21 04:15:00 GET /x%d 404\n".formatted(i));
    }
  }

  private String format() {
    List<FileStatus> files = status().details();
    return files.isEmpty() ? "" : files.get(0).format();
  }
}
