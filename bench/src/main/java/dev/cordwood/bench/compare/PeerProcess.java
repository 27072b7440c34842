package dev.cordwood.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// The main class of one peer's process: loads the corpus, or opens what was loaded and answers the
/// questions. Prints `key=value` lines for [Compare].
///
/// Usage: `load PEER CORPUS DIRECTORY` or `ask PEER DIRECTORY TRACE_ID ROUNDS`
final class PeerProcess {
  private PeerProcess() {}

  public static void main(String[] args) throws Exception {
    try (Peer peer = Peers.of(args[1])) {
      switch (args[0]) {
        case "load" -> {
          Path directory = Path.of(args[3]);
          load(peer, Path.of(args[2]), directory);
          Path again = directory.resolveSibling(directory.getFileName() + "-again");
          loadAgain(args[1], Path.of(args[2]), again);
        }
        case "ask" ->
            ask(peer, Path.of(args[2]), new Parameters(args[3]), Integer.parseInt(args[4]));
        default -> throw new IllegalArgumentException(args[0]);
      }
    }
  }

  private static void load(Peer peer, Path corpus, Path directory) throws Exception {
    print("durability", peer.durability());
    double cpuBefore = Measured.cpuSeconds();
    long start = System.nanoTime();
    peer.load(corpus, directory);
    print("load_seconds", (System.nanoTime() - start) / 1e9);
    print("load_cpu_seconds", Measured.cpuSeconds() - cpuBefore);
    print("disk_bytes_loaded", Measured.bytesUnder(directory));
    peer.settle();
    print("settled_seconds", (System.nanoTime() - start) / 1e9);
    print("settled_cpu_seconds", Measured.cpuSeconds() - cpuBefore);
    print("peak_resident_bytes", Measured.peakResidentBytes());
    print("anonymous_bytes", Measured.anonymousBytes());
    peer.close();
    print("disk_bytes", Measured.bytesUnder(directory));
  }

  /// The same once more, into an empty directory, as a process that has been running for a while.
  private static void loadAgain(String name, Path corpus, Path directory) throws Exception {
    Trees.delete(directory);
    Files.createDirectories(directory);
    try (Peer peer = Peers.of(name)) {
      double cpuBefore = Measured.cpuSeconds();
      long start = System.nanoTime();
      peer.load(corpus, directory);
      print("again_seconds", (System.nanoTime() - start) / 1e9);
      print("again_cpu_seconds", Measured.cpuSeconds() - cpuBefore);
    }
    Trees.delete(directory);
  }

  /// The first answer of each question is reported alone; the others, after it, as median.
  private static void ask(Peer peer, Path directory, Parameters parameters, int rounds)
      throws Exception {
    long start = System.nanoTime();
    peer.open(directory);
    print("open_seconds", (System.nanoTime() - start) / 1e9);
    for (Question question : Question.values()) {
      long[] nanos = new long[rounds];
      String answer = "";
      for (int round = 0; round < rounds; round++) {
        long before = System.nanoTime();
        answer = peer.ask(question, parameters);
        nanos[round] = System.nanoTime() - before;
      }
      print(question.key() + ".first_ms", nanos[0] / 1e6);
      Arrays.sort(nanos);
      print(question.key() + ".median_ms", nanos[rounds / 2] / 1e6);
      print(question.key() + ".answer", answer);
    }
    print("peak_resident_bytes", Measured.peakResidentBytes());
  }

  private static void print(String key, Object value) throws IOException {
    System.out.println(key + "=" + value);
  }
}
