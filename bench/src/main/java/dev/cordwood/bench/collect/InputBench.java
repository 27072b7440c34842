package dev.cordwood.bench.collect;

import dev.cordwood.bench.compare.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/// How fast each network input takes lines in, and what that costs the server: `InputBench ROOT
/// [MEGABYTES] [HEAP] [INPUT…]`. All inputs are sent the same events, one after the other, by one
/// connection and by four, and all in one server.
public final class InputBench {
  private static final int[] CONNECTIONS = {1, 4};

  /// A rate that lost nothing for a second may do so later: then a lower one is measured.
  private static final double SLOWER = 0.75;

  private static final int MAX_SLOWER = 5;

  private InputBench() {}

  public static void main(String[] args) throws Exception {
    Path root = Path.of(args[0]).toAbsolutePath();
    long bytes = (args.length > 1 ? Long.parseLong(args[1]) : 100) * 1_000_000;
    String heap = args.length > 2 ? args[2] : "128m";
    List<String> only = List.of(args).subList(Math.min(args.length, 3), args.length);
    List<Input> inputs =
        Input.all().stream()
            .filter(input -> only.isEmpty() || only.stream().anyMatch(input.name()::contains))
            .toList();
    System.out.println("| input | connections | lines/s | MB/s | CPU s per GB | lost |");
    System.out.println("|---|---:|---:|---:|---:|---:|");
    Queue<Measure> left = new ArrayDeque<>();
    for (Input input : inputs) {
      for (int connections : CONNECTIONS) {
        left.add(new Measure(input, connections));
      }
    }
    boolean failed = false;
    while (!left.isEmpty()) {
      failed |= !inOneServer(List.of(root.resolve("cordwood").toString()), heap, bytes, left);
    }
    System.exit(failed ? 1 : 0);
  }

  private record Measure(Input input, int connections) {}

  /// Until all is measured or something fails, which may have been the end of the server.
  private static boolean inOneServer(
      List<String> cordwood, String heap, long bytes, Queue<Measure> left) throws Exception {
    Path work = Files.createTempDirectory("cordwood-inputs");
    try (InputServer server = InputServer.start(cordwood, Map.of("CORDWOOD_HEAP", heap), work)) {
      InputRun run = new InputRun(server, bytes);
      while (!left.isEmpty()) {
        Measure next = left.remove();
        try {
          double rate = run.warmUp(next.input, next.connections);
          server.settle();
          InputRun.Outcome outcome = run.measure(next.input, next.connections, rate);
          for (int i = 0; i < MAX_SLOWER && outcome.rate() > 0 && outcome.lostLines() > 0; i++) {
            outcome = run.measure(next.input, next.connections, outcome.rate() * SLOWER);
          }
          System.out.println(row(outcome));
        } catch (IOException e) {
          System.out.printf("| %s | %d | failed ||||%n", next.input.name(), next.connections);
          System.err.println(e + System.lineSeparator() + server.said());
          return false;
        }
      }
      System.out.printf(
          "%nPeak RSS of the server, heap %s: %.0f MB%n",
          heap, server.measured().peakResidentBytes() / 1e6);
      return true;
    } finally {
      Trees.delete(work);
    }
  }

  private static String row(InputRun.Outcome outcome) {
    long lost = outcome.lostLines();
    boolean datagrams = outcome.input().target() instanceof Input.Target.Datagrams;
    return "| %s%s | %d | %,.0f | %.1f | %.1f | %s |"
        .formatted(
            outcome.input().name(),
            outcome.rate() == 0 ? "" : " at %,.0f/s".formatted(outcome.rate()),
            outcome.connections(),
            outcome.storedLines() / outcome.seconds(),
            outcome.storedBytes() / 1e6 / outcome.seconds(),
            outcome.cpuSeconds() / (outcome.storedBytes() / 1e9),
            datagrams && lost > 0
                ? "%.2f %%".formatted(100.0 * lost / outcome.sentLines())
                : Long.toString(lost));
  }
}
