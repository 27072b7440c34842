package dev.cordwood.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Another program, run by a test.
final class Command implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final Path output;

  private Command(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /// Starts it; its output goes to a file that failures show.
  static Command start(Path directory, List<String> command) throws IOException {
    return start(directory, command, Map.of());
  }

  /// @param environment beside this process's own
  static Command start(Path directory, List<String> command, Map<String, String> environment)
      throws IOException {
    Path output = Files.createTempFile(directory, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    return new Command(builder.start(), output);
  }

  /// Runs it to its end, which must be a success.
  static void run(Path directory, List<String> command) throws IOException, InterruptedException {
    try (Command running = start(directory, command)) {
      assertThat(running.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
          .as("%s ends: %s", command, Files.readString(running.output))
          .isTrue();
      assertThat(running.process.exitValue())
          .as("%s: %s", command, Files.readString(running.output))
          .isZero();
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String output() throws IOException {
    return Files.readString(output);
  }

  /// Asks it to end and waits until it has.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
