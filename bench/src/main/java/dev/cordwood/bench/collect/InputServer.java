package dev.cordwood.bench.collect;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A running `cordwood serve` with a listener of each kind.
final class InputServer implements AutoCloseable {
  private static final String HTTP = "Cordwood is running: ";
  private static final String LISTENING = "Listening: ";
  private static final String LAST = "Data: ";

  private final Process process;
  private final Path output;
  private final Map<String, InetSocketAddress> listeners = new HashMap<>();
  private final InetSocketAddress http;
  private final Stored stored;

  private InputServer(Process process, Path output) throws IOException {
    this.process = process;
    this.output = output;
    String address = "";
    for (String line : Files.readString(output).split("\n")) {
      if (line.startsWith(HTTP)) {
        address = line.substring(HTTP.length());
      } else if (line.startsWith(LISTENING)) {
        String[] words = line.substring(LISTENING.length()).split(" ");
        URI at = URI.create("tcp://" + words[words.length - 1]);
        listeners.put(words[0], new InetSocketAddress(at.getHost(), at.getPort()));
      }
    }
    URI uri = URI.create(address);
    http = new InetSocketAddress(uri.getHost(), uri.getPort());
    stored = new Stored(address);
  }

  /// Starts it and waits until it listens.
  ///
  /// @param cordwood the words of the command before `serve`
  /// @param work where its store and its output go
  static InputServer start(List<String> cordwood, Map<String, String> environment, Path work)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(cordwood);
    command.addAll(List.of("serve", "--data", work.resolve("data").toString()));
    command.addAll(List.of("--http", "127.0.0.1:0", "--tcp", "none", "--set", "store.reserve=0"));
    for (String kind : Input.LISTENERS) {
      command.addAll(List.of("--listen", kind + "=127.0.0.1:0"));
    }
    Path output = work.resolve("cordwood.out");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(output.toFile()).start();
    try {
      String said = "";
      while (!said.contains(LAST)) {
        Thread.sleep(20);
        said = Files.readString(output);
        if (!process.isAlive()) {
          throw new IOException("cordwood serve has ended: " + said);
        }
      }
      return new InputServer(process, output);
    } catch (IOException | RuntimeException | InterruptedException e) {
      process.destroy();
      throw e;
    }
  }

  InetSocketAddress http() {
    return http;
  }

  InetSocketAddress listener(String kind) {
    InetSocketAddress address = listeners.get(kind);
    if (address == null) {
      throw new IllegalStateException("no listener %s among %s".formatted(kind, listeners));
    }
    return address;
  }

  Stored stored() {
    return stored;
  }

  /// What it has printed, and whether it has ended.
  String said() throws IOException {
    String end =
        process.isAlive() ? "" : "It has ended with exit code %d.%n".formatted(process.exitValue());
    return Files.readString(output) + end;
  }

  /// Of the process since it began.
  Measurement measured() throws IOException {
    return Measurement.of(System.nanoTime(), process.pid());
  }

  /// Waits until the process does next to nothing, for instance no merging, but not for ever.
  void settle() throws IOException, InterruptedException {
    double before = measured().cpuSeconds();
    int quiet = 0;
    for (int i = 0; i < 60 && quiet < 2; i++) {
      Thread.sleep(250);
      double now = measured().cpuSeconds();
      quiet = now - before <= 0.02 ? quiet + 1 : 0;
      before = now;
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
