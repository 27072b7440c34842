package dev.cordwood.bench;

import dev.cordwood.collect.format.LineFormat;
import dev.cordwood.collect.format.LineParser;
import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.EventColumn;
import dev.cordwood.event.IngestOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// How much of real logs is understood without being told what they are: for each file `*_2k.log`
/// of the Loghub data sets the share of lines of a known format, with a time of their own, with a
/// level. `LoghubMain DIRECTORY [missed]`; `missed` prints the lines without a time too.
public final class LoghubMain {
  private static final long ARRIVAL = 1_795_000_000_000_000_000L;

  private LoghubMain() {}

  public static void main(String[] args) throws IOException {
    boolean missed = args.length > 1 && args[1].equals("missed");
    System.out.println("| data set | lines | format | of it | with a time | with a level |");
    System.out.println("|---|---:|---|---:|---:|---:|");
    List<Path> files;
    try (Stream<Path> found = Files.walk(Path.of(args[0]))) {
      files = found.filter(path -> path.toString().endsWith("_2k.log")).sorted().toList();
    }
    for (Path file : files) {
      print(file, missed);
    }
  }

  private static void print(Path file, boolean missed) throws IOException {
    LineParser parser = new LineParser(IngestOptions.DEFAULTS, LineFormat.AUTO);
    EventBatchBuilder builder = new EventBatchBuilder();
    int lines = 0;
    int timed = 0;
    int start = 0;
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i <= bytes.length; i++) {
      if (i < bytes.length && bytes[i] != '\n') {
        continue;
      }
      parser.restart(Long.MIN_VALUE);
      if (parser.parse(bytes, start, i, ARRIVAL, builder) != LineParser.Outcome.EMPTY) {
        lines++;
        boolean hasTime = parser.lastTime() != Long.MIN_VALUE;
        timed += hasTime ? 1 : 0;
        if (missed && !hasTime) {
          System.out.println(new String(bytes, start, i - start, StandardCharsets.UTF_8));
        }
      }
      start = i + 1;
    }
    EventBatch batch = builder.build();
    String name = String.valueOf(file.getFileName());
    System.out.printf(
        "| %s | %,d | %s | %s | %s | %s |%n",
        name.substring(0, name.indexOf("_2k")),
        lines,
        parser.format(),
        share(count(batch, "_format"), lines),
        share(timed, lines),
        share(count(batch, "level"), lines));
  }

  private static int count(EventBatch batch, String field) {
    for (EventColumn column : batch.columns()) {
      if (column.name().equals(field)) {
        return column.size();
      }
    }
    return 0;
  }

  private static String share(int part, int whole) {
    return whole == 0 ? "" : "%.1f %%".formatted(100.0 * part / whole);
  }
}
