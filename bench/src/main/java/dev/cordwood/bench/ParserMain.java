package dev.cordwood.bench;

import dev.cordwood.collect.format.LineFormat;
import dev.cordwood.collect.format.LineParser;
import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.Lines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// How fast one thread turns lines into batches, beside a bare scan for line ends over the same
/// bytes: `ParserMain [ROUNDS [json|sftpgo|text|docker|FILE]…]`. All lines are parsed as those of a
/// source of which nothing is known.
public final class ParserMain {
  private static final int LINES = 300_000;
  private static final int BATCH_ROWS = 4_096;

  private ParserMain() {}

  public static void main(String[] args) throws IOException {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 10;
    String[] kinds = args.length > 1 ? args : new String[] {"", "json", "sftpgo", "text", "docker"};
    for (int kind = 1; kind < kinds.length; kind++) {
      byte[] corpus = corpus(kinds[kind]);
      for (int round = 1; round <= rounds; round++) {
        long start = System.nanoTime();
        long ends = countLines(corpus);
        long scanned = System.nanoTime();
        long values = parse(corpus);
        long parsed = System.nanoTime();
        System.out.printf(
            "%s, round %d: %,d lines of %d bytes: split %,.0f MB/s, parse %,.0f MB/s (%,d"
                + " values)%n",
            kinds[kind],
            round,
            ends,
            corpus.length / ends,
            corpus.length * 1e3 / (scanned - start),
            corpus.length * 1e3 / (parsed - scanned),
            values);
      }
    }
  }

  private static byte[] corpus(String kind) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (kind) {
      case "json" -> new Corpus(LINES, 1).writeTo(out);
      case "sftpgo" -> {
        for (int i = 0; i < LINES; i++) {
          out.writeBytes(
              """
              {"level":"info","time":"2026-10-01T16:%02d:%02d.%03d","sender":"%s","local_addr":"127.0.0.1:2299","remote_addr":"10.1.%d.%d:37628","elapsed_ms":%d,"size_bytes":%d,"username":"user%d","file_path":"/data/feed/incoming/file_%d.zip","virtual_path":"/file_%d.zip","connection_id":"SFTP_adb66d8d%d_1","protocol":"SFTP"}
              """
                  .formatted(
                      i / 60_000 % 60,
                      i / 1_000 % 60,
                      i % 1_000,
                      i % 3 == 0 ? "Download" : "Upload",
                      i % 200,
                      i % 251,
                      i % 97,
                      i * 31L,
                      i % 40,
                      i,
                      i,
                      i % 1_000)
                  .getBytes(StandardCharsets.UTF_8));
        }
      }
      case "text" -> {
        for (int i = 0; i < LINES; i++) {
          out.writeBytes(
              "2026-10-01 16:%02d:%02d,%03d INFO request %d of customer %d was served from cache %d in %d ms without errors\n"
                  .formatted(
                      i / 60_000 % 60, i / 1_000 % 60, i % 1_000, i, i % 99, i % 7, i % 1_013)
                  .getBytes(StandardCharsets.UTF_8));
        }
      }
      case "docker" -> {
        for (int i = 0; i < LINES; i++) {
          out.writeBytes(
              "{\"log\":\"level=info msg=\\\"request %d served\\\" took=%d\\n\",\"stream\":\"stderr\",\"time\":\"2026-10-01T16:00:%02d.%09dZ\"}\n"
                  .formatted(i, i % 99, i / 1_000 % 60, i)
                  .getBytes(StandardCharsets.UTF_8));
        }
      }
      default -> out.writeBytes(Files.readAllBytes(Path.of(kind)));
    }
    return out.toByteArray();
  }

  private static long countLines(byte[] corpus) {
    long lines = 0;
    for (int at = 0; at < corpus.length; lines++) {
      int end = Lines.indexOfLineFeed(corpus, at, corpus.length);
      at = end < 0 ? corpus.length : end + 1;
    }
    return lines;
  }

  private static long parse(byte[] corpus) {
    LineParser parser = new LineParser(IngestOptions.DEFAULTS, LineFormat.AUTO);
    EventBatchBuilder builder = new EventBatchBuilder();
    long values = 0;
    for (int at = 0; at < corpus.length; ) {
      int feed = Lines.indexOfLineFeed(corpus, at, corpus.length);
      int end = feed < 0 ? corpus.length : feed;
      parser.parse(corpus, at, end, 1_795_000_000_000_000_000L, builder);
      at = end + 1;
      if (builder.rows() == BATCH_ROWS) {
        values += builder.build().columns().stream().mapToLong(column -> column.size()).sum();
      }
    }
    return values + builder.build().columns().stream().mapToLong(column -> column.size()).sum();
  }
}
