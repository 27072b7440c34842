package dev.cordwood.collect.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.Intake;
import dev.cordwood.collect.format.MultiLine;
import dev.cordwood.collect.format.ParseOptions;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.store.Store;
import dev.cordwood.store.StoreOptions;
import dev.cordwood.testing.StoredRows;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandSourceTest {
  private static final int LINES = 4_000;

  /// Writes numbered lines behind a cursor, in pieces that do not end where lines do.
  private static final String NUMBERS =
      """
      after=0
      for argument in "$@"; do after=${argument#--after=}; done
      for ((i = after + 1; i <= 4000; i++)); do
        printf '{"_msg":"line %d","cur' $i
        if ((i % 40 == 0)); then sleep 0.01; fi
        printf 'sor":"%d"}\\n' $i
      done
      sleep 0.2
      """;

  @TempDir Path directory;
  private final IngestCounters counters = new IngestCounters("command");
  private Store store;

  @BeforeEach
  void open() throws Exception {
    store = Store.open(directory.resolve("data"), new StoreOptions());
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  private CommandSource start(CommandSpec spec) {
    return CommandSource.start(spec, Intake.of(store), IngestOptions.DEFAULTS, counters, 20);
  }

  private static CommandSpec shell(String script) {
    return CommandSpec.of(List.of("bash", "-c", script)).withName("test").withRestart(false);
  }

  @Test
  void bothOutputsBecomeRowsWithTheFieldsOfTheSource() {
    try (CommandSource source =
        start(
            shell("echo one; echo '{\"msg\":\"two\"}'; echo three >&2; printf four")
                .withFields(Map.of("service", "shop")))) {
      await().until(() -> !source.isRunning());
      List<Map<String, String>> rows = StoredRows.of(store);
      assertThat(rows)
          .extracting(row -> row.get("_msg"))
          .containsExactlyInAnyOrder("one", "two", "three", "four");
      assertThat(rows)
          .allSatisfy(row ->
              assertThat(row)
                  .containsEntry("source", "command:test")
                  .containsEntry("service", "shop")
                  .containsKey("host"));
      assertThat(rows)
          .filteredOn(row -> row.containsKey("stream"))
          .extracting(row -> row.get("_msg") + row.get("stream"))
          .containsExactly("threestderr");
      assertThat(source.status().counts().storedLines()).isEqualTo(4);
      assertThat(source.status().lastError()).isEmpty();
    }
  }

  @Test
  void linesAreSearchableWhileTheCommandGoesOn() {
    try (CommandSource source = start(shell("echo first; sleep 100"))) {
      await().until(() -> StoredRows.of(store, "_msg").contains("first"));
      assertThat(source.isRunning()).isTrue();
      assertThat(source.status().connections()).isEqualTo(1);
    }
  }

  @Test
  void linesOfAStackTraceAreOneEventOfEitherOutput() {
    String trace =
        "java.lang.IllegalStateException: late\\n\\tat a.B.c(B.java:7)\\r\\n\\tat a.B.d(B.java:9)";
    String whole =
        "java.lang.IllegalStateException: late\n\tat a.B.c(B.java:7)\n\tat a.B.d(B.java:9)";
    try (CommandSource source =
        start(
            shell(
                "printf 'before\\n%1$s\\nafter\\n'; printf 'wrong\\n%1$s' >&2; sleep 0.2"
                    .formatted(trace)))) {
      await().until(() -> !source.isRunning());
      assertThat(StoredRows.of(store))
          .extracting(row -> row.get("_msg") + row.getOrDefault("stream", ""))
          .containsExactlyInAnyOrder("before", whole, "after", "wrongstderr", whole + "stderr");
    }
  }

  @Test
  void anEventThatNothingGoesOnWithIsStoredAfterAWhile() {
    try (CommandSource source =
        start(
            shell("echo 'first'; printf ' more\\nhalf a line'; sleep 100")
                .withMultiLine(MultiLine.continuedBy("^ "), Duration.ofMillis(200)))) {
      await().until(() -> StoredRows.of(store, "_msg").equals(List.of("first\n more")));
      assertThat(source.isRunning()).isTrue();
    }
  }

  @Test
  void whichLinesMakeAnEventCanBeSaid() {
    MultiLine starts = MultiLine.startingWith("^#").withMaxLines(3);
    try (CommandSource source =
        start(
            shell("printf '#1\\na\\n#2\\nb\\nc\\nd\\ne\\n'")
                .withMultiLine(starts, Duration.ofMinutes(10)))) {
      await().until(() -> !source.isRunning());
      assertThat(StoredRows.of(store))
          .extracting(row -> row.get("_msg") + row.getOrDefault("_continued", ""))
          .containsExactlyInAnyOrder("#1\na", "#2\nb\nc", "d\netrue");
    }
    try (CommandSource source =
        start(shell("printf 'x\\n y\\n'").withMultiLine(MultiLine.NONE, Duration.ofMinutes(10)))) {
      await().until(() -> !source.isRunning());
      assertThat(StoredRows.of(store, "_msg")).contains("x", " y");
    }
  }

  @Test
  void eventsHaveNoMoreBytesThanALine() {
    IngestOptions options = IngestOptions.DEFAULTS.withMaxLineBytes(100);
    try (CommandSource source =
        CommandSource.start(
            shell("printf 'first\\n'; for i in {1..50}; do printf ' %020d\\n' $i; done")
                .withMultiLine(MultiLine.continuedBy("^ "), Duration.ofMinutes(10)),
            Intake.of(store),
            options,
            counters,
            20)) {
      await().until(() -> !source.isRunning());
      List<String> messages = StoredRows.of(store, "_msg");
      assertThat(messages).hasSize(13).allMatch(each -> each.length() <= 100);
      assertThat(String.join("\n", messages).lines()).hasSize(51);
    }
  }

  @Test
  void aCommandThatEndsIsStartedAgainAndTheStatusSaysWhy() throws Exception {
    Path count = directory.resolve("count");
    try (CommandSource source =
        start(shell("echo x >> " + count + "; echo again; exit 3").withRestart(true))) {
      await().until(() -> Files.exists(count) && Files.readAllLines(count).size() >= 3);
      await().until(() -> StoredRows.count(store) >= 3);
      assertThat(source.status().lastError()).isEqualTo("the command 'test' ended with 3");
    }
  }

  @Test
  void aProgramThatIsNotThereIsToldAndTriedAgain() throws Exception {
    Path program = directory.resolve("later");
    try (CommandSource source = start(CommandSpec.of(List.of(program.toString())))) {
      await()
          .until(
              () -> source.status().lastError().contains("there is no program '" + program + "'"));
      Path script = directory.resolve("new");
      Files.writeString(script, "#!/bin/sh\necho here\n");
      assertThat(script.toFile().setExecutable(true)).isTrue();
      Files.move(script, program);
      await().until(() -> StoredRows.of(store, "_msg").contains("here"));
    }
  }

  @Test
  void closingEndsTheCommandWithAllThatItStarted() {
    CommandSource source =
        start(
            shell("trap '' TERM; sleep 1000 & echo $! $$; (trap '' TERM; sleep 1000); sleep 1000"));
    await().until(() -> StoredRows.count(store) == 1);
    String[] ids = StoredRows.of(store, "_msg").getFirst().split(" ");
    source.close();
    assertThat(source.isRunning()).isFalse();
    for (String id : ids) {
      await().until(() -> !isAlive(Long.parseLong(id)));
    }
  }

  /// A zombie that nobody waits for is dead, too.
  private static boolean isAlive(long id) throws Exception {
    Path status = Path.of("/proc", "" + id, "status");
    return ProcessHandle.of(id).isPresent()
        && Files.exists(status)
        && !Files.readString(status).contains("State:\tZ");
  }

  @Test
  void aProcessInTheBackgroundThatKeepsTheOutputOpenHoldsNothingUp() {
    try (CommandSource source = start(shell("setsid sleep 20 & echo done"))) {
      await().atMost(Duration.ofSeconds(15)).until(() -> !source.isRunning());
      assertThat(StoredRows.of(store, "_msg")).containsExactly("done");
    }
  }

  @Test
  void aCommandThatWritesWithoutEndIsHeldBack() throws Exception {
    try (CommandSource source = start(shell("yes line"))) {
      await().until(() -> counters.snapshot().storedLines() > 50_000);
      assertThat(source.isRunning()).isTrue();
    }
    assertThat(StoredRows.count(store)).isEqualTo(counters.snapshot().storedLines());
  }

  @Test
  void noLineIsLostOrRepeatedWhenTheCollectorIsKilledAtAnyMoment() throws Exception {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    Path script = Files.writeString(directory.resolve("numbers.sh"), NUMBERS);
    store.close();
    for (int round = 0; round < 5; round++) {
      Process process = CommandProcess.start(directory.resolve("data"), script);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextLong(1, 600)));
      process.destroyForcibly().waitFor(); // SIGKILL
    }
    store = Store.open(directory.resolve("data"), new StoreOptions());
    long before = StoredRows.count(store);
    try (CommandSource source = start(CommandProcess.spec(script))) {
      await().atMost(Duration.ofSeconds(60)).until(() -> StoredRows.count(store) >= LINES);
      assertThat(source.isRunning()).isTrue();
    }
    assertThat(StoredRows.of(store, "_msg").stream().sorted().toList())
        .as("seed %d, %d rows before the last start", seed, before)
        .isEqualTo(IntStream.rangeClosed(1, LINES).mapToObj(i -> "line " + i).sorted().toList());
    assertThat(store.positions()).containsEntry("command:numbers", "" + LINES);
  }

  @Test
  void aStreamIsTakenToItsEnd() throws Exception {
    PipedOutputStream out = new PipedOutputStream();
    try (StreamSource source =
        StreamSource.start(
            "stdin",
            new PipedInputStream(out),
            Intake.of(store),
            IngestOptions.DEFAULTS,
            ParseOptions.DEFAULTS,
            counters)) {
      out.write("one\ntw".getBytes(StandardCharsets.UTF_8));
      out.flush();
      await().until(() -> StoredRows.of(store, "_msg").equals(List.of("one")));
      out.write("o\nthree".getBytes(StandardCharsets.UTF_8));
      out.close();
      source.awaitEnd();
      assertThat(StoredRows.of(store, "_msg")).containsExactlyInAnyOrder("one", "two", "three");
      assertThat(StoredRows.of(store))
          .allSatisfy(row -> assertThat(row).containsEntry("source", "stdin"));
    }
  }

  @Test
  void aStreamWithoutEndCanBeClosed() throws Exception {
    try (PipedOutputStream out = new PipedOutputStream()) {
      StreamSource source =
          StreamSource.start(
              "stdin",
              new PipedInputStream(out),
              Intake.of(store),
              IngestOptions.DEFAULTS,
              ParseOptions.DEFAULTS,
              counters);
      out.write("one\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      await().until(() -> counters.snapshot().receivedLines() == 1);
      source.close();
      assertThat(source.isRunning()).isFalse();
      assertThat(StoredRows.of(store, "_msg")).containsExactly("one");
    }
  }

  @Test
  void contradictionsOfACommandAreTold() {
    assertThatThrownBy(() -> CommandSpec.of(List.of())).hasMessageContaining("name");
    assertThatThrownBy(() -> start(CommandSpec.of(List.of("x", "--a={cursor}"))))
        .hasMessageContaining("cursor_field");
    assertThatThrownBy(() -> start(CommandSpec.of(List.of("x")).withCursorField("c")))
        .hasMessageContaining("--after-cursor={cursor}");
    assertThat(
            CommandSpec.of(List.of("/bin/journalctl", "--after-cursor={cursor}", "-f"))
                .withCursorField("c")
                .arguments(""))
        .containsExactly("/bin/journalctl", "-f");
  }
}
