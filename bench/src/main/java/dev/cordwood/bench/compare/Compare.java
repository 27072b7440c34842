package dev.cordwood.bench.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Loads one corpus into every peer and asks each the same questions, each in a process of its own,
/// one after the other, and prints the figures as Markdown tables. Answers that differ between
/// peers are an error.
///
/// Usage: `Compare [LINES] [WORK_DIRECTORY] [PEER…]`
public final class Compare {
  private static final int ROUNDS = 7;
  private static final long SEED = 42;

  private Compare() {}

  public static void main(String[] args) throws Exception {
    int lines = args.length > 0 ? Integer.parseInt(args[0].replace("_", "")) : 1_000_000;
    Path work = args.length > 1 ? Path.of(args[1]) : Files.createTempDirectory("cordwood-compare");
    List<String> names = args.length > 2 ? List.of(args).subList(2, args.length) : Peers.NAMES;
    Files.createDirectories(work);
    Path corpus = work.resolve("corpus-" + lines + ".jsonl");
    if (!Files.exists(corpus)) {
      CorpusFile.write(corpus, lines, SEED);
    }
    String traceId = CorpusFile.traceIdAtMiddle(corpus);
    Map<String, Map<String, String>> figures = new LinkedHashMap<>();
    for (String name : names) {
      Path directory = work.resolve(name);
      Trees.delete(directory);
      Files.createDirectories(directory);
      warm(corpus);
      System.err.println("loading " + name);
      Map<String, String> figure =
          new LinkedHashMap<>(run(name, "load", name, corpus.toString(), directory.toString()));
      System.err.println("asking " + name);
      Map<String, String> asked =
          run(name, "ask", name, directory.toString(), traceId, Integer.toString(ROUNDS));
      figure.put("query_peak_resident_bytes", asked.getOrDefault("peak_resident_bytes", "0"));
      asked.forEach(figure::putIfAbsent);
      figures.put(name, figure);
    }
    report(lines, Files.size(corpus), figures);
    checkAnswers(figures);
  }

  private static Map<String, String> run(String name, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Peers.jvmFlags(name));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(PeerProcess.class.getName());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Map<String, String> values = new LinkedHashMap<>();
    try (BufferedReader reader = process.inputReader()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          values.put(line.substring(0, equals), line.substring(equals + 1));
        }
      }
    }
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(name + " ended with " + code + ": " + String.join(" ", command));
    }
    return values;
  }

  private static void report(int lines, long rawBytes, Map<String, Map<String, String>> figures) {
    System.out.printf(
        Locale.ROOT,
        "%,d lines, %.1f MB raw, seed %d; %s, %d processors%n%n",
        lines,
        rawBytes / 1e6,
        SEED,
        System.getProperty("java.runtime.version"),
        Runtime.getRuntime().availableProcessors());
    header("", figures);
    row("durable and searchable, s", figures, f -> "%.2f".formatted(number(f, "load_seconds")));
    row("MB/s of raw", figures, f -> "%.0f".formatted(rawBytes / 1e6 / number(f, "load_seconds")));
    row("CPU s until then", figures, f -> "%.1f".formatted(number(f, "load_cpu_seconds")));
    row(
        "the same process again, MB/s",
        figures,
        f -> "%.0f".formatted(rawBytes / 1e6 / number(f, "again_seconds")));
    row("CPU s for that", figures, f -> "%.1f".formatted(number(f, "again_cpu_seconds")));
    row(
        "CPU s with background work",
        figures,
        f -> "%.1f".formatted(number(f, "settled_cpu_seconds")));
    row(
        "MB on disk when loaded",
        figures,
        f -> "%.1f".formatted(number(f, "disk_bytes_loaded") / 1e6));
    row("MB on disk when settled", figures, f -> "%.1f".formatted(number(f, "disk_bytes") / 1e6));
    row("raw : disk", figures, f -> "%.1f".formatted(rawBytes / number(f, "disk_bytes")));
    row(
        "peak RSS, loading, MB",
        figures,
        f -> "%.0f".formatted(number(f, "peak_resident_bytes") / 1e6));
    row(
        "peak RSS, asking, MB",
        figures,
        f -> "%.0f".formatted(number(f, "query_peak_resident_bytes") / 1e6));
    System.out.println();
    header("query, median ms of " + ROUNDS + " (first)", figures);
    for (Question question : Question.values()) {
      row(
          question.title(),
          figures,
          f ->
              "%.1f (%.1f)"
                  .formatted(
                      number(f, question.key() + ".median_ms"),
                      number(f, question.key() + ".first_ms")));
    }
    System.out.println();
    figures.forEach((name, f) -> System.out.println("* " + name + ": " + f.get("durability")));
    System.out.println();
  }

  private interface Cell {
    String of(Map<String, String> figure);
  }

  private static void header(String title, Map<String, Map<String, String>> figures) {
    System.out.println("| " + title + " | " + String.join(" | ", figures.keySet()) + " |");
    System.out.println("|---|" + "---:|".repeat(figures.size()));
  }

  private static void row(String title, Map<String, Map<String, String>> figures, Cell cell) {
    List<String> cells = new ArrayList<>();
    figures.values().forEach(figure -> cells.add(cell.of(figure)));
    System.out.println("| " + title + " | " + String.join(" | ", cells) + " |");
  }

  private static double number(Map<String, String> figure, String key) {
    return Double.parseDouble(figure.getOrDefault(key, "NaN"));
  }

  private static void checkAnswers(Map<String, Map<String, String>> figures) {
    EnumMap<Question, Map<String, String>> differing = new EnumMap<>(Question.class);
    for (Question question : Question.values()) {
      Map<String, String> answers = new LinkedHashMap<>();
      figures.forEach(
          (name, f) -> answers.put(name, f.getOrDefault(question.key() + ".answer", "")));
      String first = answers.values().iterator().next();
      if (!answers.values().stream().allMatch(answer -> Answers.same(first, answer))) {
        differing.put(question, answers);
      }
    }
    differing.forEach(
        (question, answers) -> System.out.println(question.title() + " differs: " + answers));
    if (!differing.isEmpty()) {
      System.exit(1);
    }
    System.out.println("All systems agree on all " + Question.values().length + " answers.");
  }

  /// Reads the corpus once, so that every peer finds it in the page cache.
  private static void warm(Path corpus) throws IOException {
    try (var in = Files.newInputStream(corpus)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
