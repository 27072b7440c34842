package dev.cordwood.collect.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.collect.file.SoakOracle.Difference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The programs and libraries that rotate logs in the field, at work as fast as they can, each with
/// a follower that is killed now and then: every line is stored exactly as often as it was written.
///
/// `-Dsoak.seconds=N` says for how long (5 by default), `-Dsoak.seed=N` repeats the kills.
class SoakTest {
  private static final int SECONDS = Integer.getInteger("soak.seconds", 5);
  private static final int LONG_SECONDS = 30;
  private static final long MAX_LIFE_MILLIS = 2_000;

  @TempDir Path directory;
  private final List<SoakWriter> writers = new ArrayList<>();
  private final List<SoakLoop> rotations = new ArrayList<>();

  /// Starts writers in a folder, all of which is followed.
  private interface Start {
    void in(Path logs) throws Exception;
  }

  @Test
  void logrotate() throws Exception {
    long secondNanos = TimeUnit.MILLISECONDS.toNanos(1_050); // names with seconds have to differ
    String compressed = "create\n  compress\n  delaycompress";
    soak(
        "logrotate",
        logs -> {
          writers.add(new SoakLogrotate(logs, "create", "create", 0, false));
          writers.add(
              new SoakLogrotate(
                  logs,
                  "dateext",
                  "create\n  dateext\n  dateformat -%Y%m%d-%s",
                  secondNanos,
                  false));
          writers.add(new SoakLogrotate(logs, "compress", compressed, 0, false));
          writers.add(new SoakLogrotate(logs, "copytruncate", "copytruncate", 0, true));
        });
  }

  @Test
  void lumberjack() throws Exception {
    long maxBytes = SECONDS < LONG_SECONDS ? 1 << 20 : 10 << 20;
    soak(
        "lumberjack",
        logs -> {
          writers.add(new SoakLumberjack(logs, "plain", maxBytes, false));
          writers.add(new SoakLumberjack(logs, "gzip", maxBytes, true));
        });
  }

  @Test
  void rotatelogs() throws Exception {
    String program = SoakPrograms.find("rotatelogs", "apache2-utils");
    soak(
        "rotatelogs",
        logs -> {
          Path time = Files.createDirectory(logs.resolve("time"));
          writers.add(new SoakPipe("time", List.of(program, time.resolve("access.log") + "", "1")));
          Path size = Files.createDirectory(logs.resolve("size"));
          writers.add(
              new SoakPipe(
                  "size",
                  List.of(
                      program,
                      "-L",
                      size.resolve("current.log").toString(),
                      size.resolve("access.%Y-%m-%d-%H_%M_%S.log").toString(),
                      "200K")));
        });
  }

  @Test
  void logback() throws Exception {
    soak(
        "Logback",
        logs ->
            writers.add(
                WriterLogback.start(
                    configuration("soak-logback.xml", logs),
                    "logback-size",
                    "logback-time",
                    "logback-both")));
  }

  @Test
  void log4j() throws Exception {
    soak(
        "Log4j",
        logs ->
            writers.add(
                WriterLog4j.start(
                    configuration("soak-log4j2.xml", logs), "log4j-size", "log4j-time")));
  }

  @Test
  void python() throws Exception {
    String program = SoakPrograms.find("python3", "python3");
    soak(
        "Python",
        logs -> {
          Path script = configuration("soak-handlers.py", logs);
          writers.add(new SoakProcess(List.of(program, script.toString(), logs.toString())));
          Path watched = logs.resolve("py-watched").resolve("app.log");
          int[] number = {0};
          rotations.add(
              new SoakLoop(
                  "rename",
                  TimeUnit.MILLISECONDS.toNanos(150),
                  () -> {
                    if (Files.exists(watched)) {
                      Files.move(watched, watched.resolveSibling("app.log." + ++number[0]));
                    }
                  }));
        });
  }

  private Path configuration(String resource, Path logs) throws IOException {
    try (InputStream in = SoakTest.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException(resource + " is missing");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Files.writeString(
          directory.resolve(resource),
          text.replace("FOLDER", logs.toString()).replace("MAX_SIZE", "200KB"));
    }
  }

  private void soak(String what, Start start) throws Exception {
    long seed = Long.getLong("soak.seed", System.nanoTime());
    Path logs = Files.createDirectory(directory.resolve("logs"));
    MatrixSetup setup = new MatrixSetup(directory.resolve("data"), List.of(logs), Map.of());
    Map<String, Integer> written = new TreeMap<>();
    int kills;
    MatrixLives lives =
        new MatrixLives(
            setup,
            MatrixFollower.command(),
            new SplittableRandom(seed),
            Integer.MAX_VALUE,
            MAX_LIFE_MILLIS,
            directory.resolve("errors.txt"));
    try (lives) {
      start.in(logs);
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(SECONDS));
      for (SoakLoop rotation : rotations) {
        rotation.stop();
      }
      for (SoakWriter writer : writers) {
        written.putAll(writer.stop());
      }
      kills = lives.kills() + 1;
    }
    SoakOracle oracle = new SoakOracle(written);
    Difference difference =
        MatrixEnd.follow(
            setup,
            oracle.lines(),
            logs,
            store -> new SoakOracle(written).compare(store),
            seen -> true);
    System.out.printf(
        "soak %s (seed %d), %s, %d kills, %s%n", what, seed, written, kills, difference);
    assertThat(difference.isNone()).as("%s, seed %d: %s", what, seed, difference).isTrue();
  }
}
