package dev.cordwood.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// `cordwood agent` in a process of its own.
final class AgentProcess implements AutoCloseable {
  private final Process process;
  private final Queue<String> said = new ConcurrentLinkedQueue<>();

  private AgentProcess(Process process) {
    this.process = process;
  }

  static AgentProcess start(String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.cordwood.cli.Main",
                "agent"));
    command.addAll(List.of(options));
    AgentProcess agent =
        new AgentProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    Thread.ofVirtual().start(agent::read);
    return agent;
  }

  private void read() {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        said.add(line);
      }
    } catch (IOException e) {
      // the process has ended
    }
  }

  /// What it has said so far.
  String said() {
    return String.join("\n", said);
  }

  Process process() {
    return process;
  }

  /// `kill -9`.
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
