package dev.cordwood.bench;

import dev.cordwood.collect.format.LineFormat;
import dev.cordwood.collect.format.LineParser;
import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.Lines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/// How fast one thread turns JSON lines into batches, beside a bare scan for line ends over the
/// same bytes: `ParserMain [ROUNDS]`.
public final class ParserMain {
  private static final int LINES = 300_000;
  private static final int BATCH_ROWS = 4_096;

  private ParserMain() {}

  public static void main(String[] args) throws IOException {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 10;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Corpus(LINES, 1).writeTo(out);
    byte[] corpus = out.toByteArray();
    for (int round = 1; round <= rounds; round++) {
      long start = System.nanoTime();
      long ends = countLines(corpus);
      long scanned = System.nanoTime();
      long values = parse(corpus);
      long parsed = System.nanoTime();
      System.out.printf(
          "round %d: %,d lines: split %,.0f MB/s, parse %,.0f MB/s (%,d values)%n",
          round,
          ends,
          corpus.length * 1e3 / (scanned - start),
          corpus.length * 1e3 / (parsed - scanned),
          values);
    }
  }

  private static long countLines(byte[] corpus) {
    long lines = 0;
    for (int at = 0; at < corpus.length; lines++) {
      at = Lines.indexOfLineFeed(corpus, at, corpus.length) + 1;
    }
    return lines;
  }

  private static long parse(byte[] corpus) {
    LineParser parser = new LineParser(IngestOptions.DEFAULTS, LineFormat.JSON);
    EventBatchBuilder builder = new EventBatchBuilder();
    long values = 0;
    for (int at = 0; at < corpus.length; ) {
      int end = Lines.indexOfLineFeed(corpus, at, corpus.length);
      parser.parse(corpus, at, end, 0, builder);
      at = end + 1;
      if (builder.rows() == BATCH_ROWS) {
        values += builder.build().columns().stream().mapToLong(column -> column.size()).sum();
      }
    }
    return values + builder.build().columns().stream().mapToLong(column -> column.size()).sum();
  }
}
