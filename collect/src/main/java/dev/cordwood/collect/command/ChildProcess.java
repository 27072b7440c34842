package dev.cordwood.collect.command;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A running command with all it has started: in a process group of its own where the system has
/// `setsid`, so that a shell's children end with it.
final class ChildProcess {
  private static final long GRACE_MILLIS = 2_000;

  private final Process process;
  private final boolean isGroup;

  private ChildProcess(Process process, boolean isGroup) {
    this.process = process;
    this.isGroup = isGroup;
  }

  /// @throws IOException when there is no such program
  static ChildProcess start(List<String> command) throws IOException {
    String program = command.getFirst();
    if (find(program) == null) {
      throw new IOException("there is no program '%s'".formatted(program));
    }
    List<String> arguments = new ArrayList<>();
    Path setsid = find("setsid");
    if (setsid != null) {
      arguments.add(setsid.toString()); // becomes the program itself, under the same id
    }
    arguments.addAll(command);
    Process process = new ProcessBuilder(arguments).redirectInput(new File("/dev/null")).start();
    return new ChildProcess(process, setsid != null);
  }

  private static @Nullable Path find(String program) {
    if (program.contains("/")) {
      Path path = Path.of(program);
      return Files.isExecutable(path) ? path : null;
    }
    String folders = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    for (String folder : folders.split(":", -1)) {
      Path path = Path.of(folder.isEmpty() ? "." : folder, program);
      if (Files.isExecutable(path) && !Files.isDirectory(path)) {
        return path;
      }
    }
    return null;
  }

  InputStream output() {
    return process.getInputStream();
  }

  InputStream errors() {
    return process.getErrorStream();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long id() {
    return process.pid();
  }

  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  /// Asks it to end, and ends it if it does not within two seconds.
  void stop() throws InterruptedException {
    List<ProcessHandle> started = process.descendants().toList();
    signal("TERM", started);
    if (!process.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
      signal("KILL", started);
      process.waitFor();
    } else if (isGroup) {
      signal("KILL", started); // those that outlived it
    }
  }

  private void signal(String name, List<ProcessHandle> started) throws InterruptedException {
    boolean kill = name.equals("KILL");
    if (isGroup) {
      try {
        new ProcessBuilder("kill", "-" + name, "--", "-" + process.pid())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
        return;
      } catch (IOException e) {
        // no such program: one by one
      }
    }
    started.forEach(kill ? ProcessHandle::destroyForcibly : ProcessHandle::destroy);
    if (kill) {
      process.destroyForcibly();
    } else {
      process.destroy();
    }
  }
}
