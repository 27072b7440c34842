package dev.cordwood.collect.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One file that logrotate itself rotates as often as it can.
final class SoakLogrotate implements SoakWriter {
  private static final long ROTATE_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

  private final String name;
  private final Path log;
  private final List<String> command;
  private final boolean waits;
  private final SoakLoop writing;
  private final SoakLoop rotating;
  private int written;

  /// @param directives of logrotate's configuration
  /// @param pauseNanos between two rotations
  /// @param waits whether the writer waits while logrotate works: `copytruncate` loses otherwise,
  ///   by its nature, what is written between the two
  SoakLogrotate(Path folder, String name, String directives, long pauseNanos, boolean waits)
      throws IOException {
    this.name = name;
    this.waits = waits;
    log = Files.createDirectories(folder.resolve(name)).resolve("app.log");
    Path work = Files.createDirectories(folder.resolveSibling("logrotate"));
    Path configuration =
        Files.writeString(
            work.resolve(name + ".conf"),
            "%s {\n  rotate 5000\n  missingok\n  %s\n}\n".formatted(log, directives));
    command =
        List.of(
            SoakPrograms.find("logrotate", "logrotate"),
            "-f",
            "-s",
            work.resolve(name + ".state").toString());
    writing = new SoakLoop(name, PAUSE_NANOS, this::write);
    rotating =
        new SoakLoop(
            name + " rotation", Math.max(pauseNanos, ROTATE_NANOS), () -> rotate(configuration));
  }

  private void write() throws IOException {
    if (waits) {
      synchronized (this) {
        burst();
      }
    } else {
      burst();
    }
  }

  private void burst() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < BURST; i++, written++) {
      for (int times = SoakLine.times(written); times > 0; times--) {
        text.append(SoakLine.text(name, written)).append('\n');
      }
    }
    Files.write(
        log,
        text.toString().getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private void rotate(Path configuration) throws IOException {
    if (waits) {
      synchronized (this) {
        MatrixRun.run(command, configuration);
      }
    } else {
      MatrixRun.run(command, configuration);
    }
  }

  @Override
  public Map<String, Integer> stop() throws Exception {
    writing.stop();
    rotating.stop();
    return Map.of(name, written);
  }
}
