package dev.cordwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The real command in a process of its own, started as the launcher does, in a directory of the
/// test.
final class Cli {
  private static final int PATIENCE_SECONDS = 60;

  private final Path directory;
  private final List<String> properties;
  private final Map<String, String> environment;

  private Cli(Path directory, List<String> properties, Map<String, String> environment) {
    this.directory = directory;
    this.properties = properties;
    this.environment = environment;
  }

  static Cli in(Path directory) {
    return new Cli(directory, List.of(), Map.of());
  }

  /// As if standard output were a terminal, which the launcher says so.
  Cli onTerminal() {
    return new Cli(directory, List.of("-Dcordwood.terminal.out=yes"), environment);
  }

  Cli with(String variable, String value) {
    return new Cli(directory, properties, Map.of(variable, value));
  }

  /// How a command ended and what it said.
  record Result(int code, String out, String err) {
    List<String> lines() {
      return out.lines().toList();
    }

    /// Checks that the command did what it was asked, without a complaint.
    Result ok() {
      assertThat(err).isEmpty();
      assertThat(code).isZero();
      return this;
    }

    /// Checks that the command failed so; its words are for further checks.
    String failed(int expected) {
      assertThat(err).isNotEmpty().doesNotContain("Exception", "\tat ", "internal error");
      assertThat(code).as(err).isEqualTo(expected);
      return err;
    }
  }

  Result run(String... arguments) {
    return runWith("", arguments);
  }

  /// @param input what it reads from standard input
  Result runWith(String input, String... arguments) {
    try (Running running = start(arguments)) {
      running.write(input);
      running.closeInput();
      return running.result();
    }
  }

  /// @param file that its standard output is written to
  Result runInto(Path file, String... arguments) {
    try (Running running = new Running(this, Redirect.to(file.toFile()), arguments)) {
      return running.result();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Running start(String... arguments) {
    try {
      return new Running(this, Redirect.PIPE, arguments);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8"));
    command.addAll(properties);
    command.add("-cp");
    command.add(classPath());
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /// A command that runs. Closing kills it.
  static final class Running implements AutoCloseable {
    private final Process process;
    private final Path errors;
    private final BufferedReader out;

    private Running(Cli cli, Redirect output, String... arguments) throws IOException {
      errors = Files.createTempFile("cordwood-cli", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(cli.command(arguments))
              .directory(cli.directory.toFile())
              .redirectOutput(output)
              .redirectError(errors.toFile());
      List.of("CORDWOOD_DATA", "CORDWOOD_CONFIG", "NO_COLOR", "JAVA_TOOL_OPTIONS")
          .forEach(builder.environment()::remove);
      builder.environment().put("TERM", "xterm");
      builder.environment().putAll(cli.environment);
      process = builder.start();
      out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    long pid() {
      return process.pid();
    }

    void write(String text) {
      try {
        OutputStream in = process.getOutputStream();
        in.write(text.getBytes(StandardCharsets.UTF_8));
        in.flush();
      } catch (IOException e) {
        // it did not want to read it
      }
    }

    void closeInput() {
      try {
        process.getOutputStream().close();
      } catch (IOException e) {
        // it did not want to read it
      }
    }

    /// The next line of its output.
    String line() {
      try {
        String line = out.readLine();
        assertThat(line).as(this::errors).isNotNull();
        return line;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /// Whoever read its output goes away.
    void closeOutput() {
      try {
        process.getInputStream().close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /// Sends a signal such as `TERM`.
    void signal(String name) {
      try {
        int code = new ProcessBuilder("kill", "-" + name, String.valueOf(pid())).start().waitFor();
        assertThat(code).isZero();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    /// Reads its output to the end and waits for its own.
    Result result() {
      StringBuilder rest = new StringBuilder();
      try {
        String line;
        while ((line = out.readLine()) != null) {
          rest.append(line).append('\n');
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new Result(exitCode(), rest.toString(), errors());
    }

    int exitCode() {
      return exitCode(PATIENCE_SECONDS);
    }

    int exitCode(int patienceSeconds) {
      try {
        assertThat(process.waitFor(patienceSeconds, TimeUnit.SECONDS)).as("it has ended").isTrue();
        return process.exitValue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    String errors() {
      try {
        return Files.readString(errors);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      process.destroyForcibly();
      try {
        process.waitFor();
        Files.deleteIfExists(errors);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /// `cordwood serve` on free ports, ready to be asked.
  static final class Serving implements AutoCloseable {
    final Running process;
    final String url;

    private Serving(Running process) {
      this.process = process;
      this.url = process.line().replace("Cordwood is running: ", "");
    }

    @Override
    public void close() {
      process.close();
    }
  }

  Serving serve(String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("serve", "--http", "127.0.0.1:0", "--tcp", "none"));
    arguments.addAll(List.of("--set", "store.reserve=0B"));
    arguments.addAll(List.of(more));
    return new Serving(start(arguments.toArray(String[]::new)));
  }
}
