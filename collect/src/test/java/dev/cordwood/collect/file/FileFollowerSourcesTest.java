package dev.cordwood.collect.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordwood.collect.Limits;
import dev.cordwood.testing.StoredRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileFollowerSourcesTest extends FollowerFixture {
  private SourceSpec pattern(String pattern) {
    return SourceSpec.of(logs + "/" + pattern).withMultiLineTimeout(QUIET);
  }

  @Test
  void patternsFindFilesInFoldersThatAppearLater() throws IOException {
    Files.createDirectories(logs.resolve("app-1/log"));
    append(logs.resolve("app-1/log/app.log"), "one\n");
    append(logs.resolve("app-1/log/other.log"), "not wanted\n");
    append(logs.resolve("deep.log"), "not wanted either\n");
    follow(pattern("app-*/log/app.log"));
    expect("one");
    Files.createDirectories(logs.resolve("app-2/log"));
    append(logs.resolve("app-2/log/app.log"), "two\n");
    append(logs.resolve("app-1/log/app.log"), "three\n");
    expect("one", "two", "three");
  }

  @Test
  void anyFoldersMayStandBetween() throws IOException {
    append(logs.resolve("a.log"), "a\n");
    append(Files.createDirectories(logs.resolve("x/y")).resolve("b.log"), "b\n");
    append(logs.resolve("x/c.txt"), "not wanted\n");
    append(logs.resolve(".hidden.log"), "not wanted\n");
    follow(pattern("**/*.{log,txt}").withExclude(List.of("*.txt")));
    expect("a", "b");
    append(Files.createDirectories(logs.resolve("x/y/z")).resolve("d.log"), "d\n");
    append(logs.resolve("x/e.txt"), "not wanted\n");
    expect("a", "b", "d");
  }

  @Test
  void aFileThatAPatternFindsIsFollowedThroughItsRotation() throws IOException {
    append(log, "a 0\n");
    follow(pattern("*.log"));
    expect("a 0");
    append(log, "a 1\n");
    Files.move(log, logs.resolve("app.log.1"));
    append(logs.resolve("app.log.1"), "a 2\n");
    append(log, "b 0\n");
    expect("a 0", "a 1", "a 2", "b 0");
    stop();
    append(log, "b 1\n");
    Files.move(logs.resolve("app.log.1"), logs.resolve("app.log.2"));
    Files.move(log, logs.resolve("app.log.1"));
    append(log, "c 0\n");
    follow(pattern("*.log"));
    expect("a 0", "a 1", "a 2", "b 0", "b 1", "c 0");
    assertThat(StoredRows.of(store, "source")).containsOnly(log.toString());
  }

  @Test
  void whatIsExcludedIsNotRead() throws IOException {
    append(log, "wanted\n");
    append(Files.createDirectories(logs.resolve("private")).resolve("x.log"), "secret\n");
    append(logs.resolve("debug-1.log"), "noise\n");
    follow(source(logs).withExclude(List.of(logs.resolve("private").toString(), "debug-*")));
    expect("wanted");
  }

  @Test
  void theOwnDataDirectoryIsLeftOutWhateverLeadsThere() throws IOException {
    append(log, "wanted\n");
    append(data.resolve("own.log"), "not wanted\n");
    Files.createSymbolicLink(logs.resolve("folder"), data);
    Files.createSymbolicLink(logs.resolve("file.log"), data.resolve("own.log"));
    Path elsewhere = Files.createDirectory(logs.resolve("elsewhere"));
    Files.createSymbolicLink(elsewhere.resolve("way"), directory);
    follow(
        source(directory),
        pattern("*.log"),
        pattern("*/*.log"),
        pattern("elsewhere/way/data/**"),
        source(data.resolve("own.log"), elsewhere.resolve("way/data/own.log")));
    expect("wanted");
    expectSkipped(data, "own data");
    expectSkipped(logs.resolve("file.log"), "own data");
    expectSkipped(logs.resolve("folder"), "own data");
    expectSkipped(elsewhere.resolve("way/data/own.log"), "own data");
    assertThat(status().details())
        .extracting(each -> Path.of(each.path()).toRealPath())
        .containsExactly(log.toRealPath());
  }

  @Test
  void aSourceOfNothingButOwnDataCanBeTold() throws IOException {
    Path way = Files.createSymbolicLink(logs.resolve("way"), data);
    assertThat(source(way.resolve("later.log"), data).liesIn(data)).isTrue();
    assertThat(SourceSpec.of(way + "/*.log").liesIn(data)).isTrue();
    assertThat(source(data, log).liesIn(data)).isFalse();
    assertThat(source(directory).liesIn(data)).isFalse();
  }

  @Test
  void aFileOfTwoSourcesBelongsToTheFirst() throws IOException {
    append(log, "one\n");
    append(logs.resolve("other.log"), "two\n");
    follow(
        source(log).withName("first").withFields(Map.of("service", "shop")),
        source(logs).withName("second").withFields(Map.of("service", "rest")));
    expect("one", "two");
    assertThat(StoredRows.of(store))
        .extracting(row -> row.get("service") + " " + row.get("_msg"))
        .containsExactlyInAnyOrder("shop one", "rest two");
    assertThat(status().details())
        .extracting(each -> each.source() + " " + Path.of(each.path()).getFileName())
        .containsExactlyInAnyOrder("first app.log", "second other.log");
  }

  @Test
  void timesWithoutAZoneAreThoseOfTheSource() throws IOException {
    append(log, "2026-07-21 12:00:00 INFO noon\n");
    follow(source(log).withZone(ZoneId.of("Europe/Berlin")));
    expect("2026-07-21 12:00:00 INFO noon");
    assertThat(StoredRows.of(store, "_time")).containsExactly("2026-07-21T10:00:00Z");
  }

  @Test
  void fromTheEndMeansOnlyWhatComesAfterTheFirstStart() throws IOException {
    append(log, "old\n");
    SourceSpec source = source(logs).withFrom(SourceSpec.From.END);
    follow(source);
    look();
    append(log, "new\n");
    append(logs.resolve("later.log"), "all of it\n");
    expect("new", "all of it");
    stop();
    append(log, "newer\n");
    append(logs.resolve("meanwhile.log"), "all of this, too\n");
    follow(source);
    expect("new", "all of it", "newer", "all of this, too");
  }

  @Test
  void theStatusSaysHowItStandsWithEachFile() throws IOException {
    append(log, "{\"time\":\"2026-11-21T04:14:54Z\",\"msg\":\"json\"}\nhalf");
    follow(source(log).withName("shop"));
    expect("json");
    until("status", () -> !status().details().isEmpty() && status().details().get(0).offset() > 0);
    FileStatus file = status().details().get(0);
    assertThat(file.path()).isEqualTo(log.toString());
    assertThat(file.source()).isEqualTo("shop");
    assertThat(file.format()).isEqualTo("json");
    assertThat(file.size()).isEqualTo(Files.size(log));
    assertThat(file.lagBytes()).isEqualTo(4);
    assertThat(file.offset()).isEqualTo(file.size() - 4);
    assertThat(file.lastLineTime()).isEqualTo(1_795_234_494_000_000_000L);
    assertThat(file.linesPerSecond()).isPositive();
    assertThat(file.error()).isEmpty();
  }

  @Test
  void mistakesInSourcesAreNamed() {
    assertThatThrownBy(() -> SourceSpec.of(new String[0])).hasMessageContaining("needs paths");
    assertThatThrownBy(() -> SourceSpec.of("/var/[a.log")).hasMessageContaining("[ has no ]");
    assertThatThrownBy(() -> SourceSpec.of("/var/{a,b.log")).hasMessageContaining("{ has no }");
    assertThatThrownBy(() -> Encoding.of("utf-7")).hasMessageContaining("windows-1252");
    List<String> most = Collections.nCopies(Limits.MAX_SOURCE_PATHS, "/x");
    assertThat(SourceSpec.of(most.toArray(String[]::new)).paths()).hasSize(most.size());
    assertThatThrownBy(() -> SourceSpec.of("/x").withExclude(most))
        .hasMessageContaining("1000 paths");
  }
}
