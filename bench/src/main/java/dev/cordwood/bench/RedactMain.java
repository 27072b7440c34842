package dev.cordwood.bench;

import dev.cordwood.collect.BatchMaker;
import dev.cordwood.collect.format.LineFormat;
import dev.cordwood.collect.redact.RedactOptions;
import dev.cordwood.collect.redact.Redactor;
import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventColumn;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.Lines;
import dev.cordwood.event.ValueType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/// How fast one thread looks for secrets in rows, beside how fast it parsed their lines:
/// `RedactMain [ROUNDS [FILE...]]`. Without files it takes lines of JSON that have no secrets.
public final class RedactMain {
  private static final int LINES = 300_000;
  private static final int MAX_FILE_BYTES = 64 << 20;

  private RedactMain() {}

  public static void main(String[] args) throws IOException {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 10;
    Redactor redactor = new Redactor(RedactOptions.DEFAULTS);
    if (args.length < 2) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      new Corpus(LINES, 1).writeTo(out);
      run("generated", out.toByteArray(), rounds, redactor);
    }
    for (int i = 1; i < args.length; i++) {
      try (InputStream in = Files.newInputStream(Path.of(args[i]))) {
        run(args[i], in.readNBytes(MAX_FILE_BYTES), rounds, redactor);
      }
    }
    System.out.println(redactor.counts());
  }

  private static void run(String name, byte[] corpus, int rounds, Redactor redactor) {
    System.out.println(name);
    for (int round = 1; round <= rounds; round++) {
      new Round(corpus, redactor).run(round);
    }
  }

  /// Redacts each batch right after it was parsed, as a server does, and adds up the processor time
  /// of both.
  private static final class Round {
    private final byte[] corpus;
    private final Redactor redactor;
    private long textBytes;
    private long redactNanos;
    private int changed;

    Round(byte[] corpus, Redactor redactor) {
      this.corpus = corpus;
      this.redactor = redactor;
    }

    void run(int number) {
      BatchMaker maker = new BatchMaker(IngestOptions.DEFAULTS, LineFormat.AUTO);
      long parseNanos = 0;
      long start = cpuNanos();
      for (int at = 0; at < corpus.length; ) {
        int end = Lines.indexOfLineFeed(corpus, at, corpus.length);
        end = end < 0 ? corpus.length : end;
        maker.line(corpus, at, end);
        at = end + 1;
        if (maker.isFull() || at >= corpus.length) {
          EventBatch batch = maker.make().batch();
          parseNanos += cpuNanos() - start;
          redact(batch);
          start = cpuNanos();
        }
      }
      System.out.printf(
          "round %d: parse %,.0f MB/s of lines; redact %,.0f MB/s of text (%,.0f MB of %,.0f MB), "
              + "%.1f %% of the time of parsing; %d batches changed%n",
          number,
          corpus.length * 1e3 / parseNanos,
          textBytes * 1e3 / redactNanos,
          textBytes / 1e6,
          corpus.length / 1e6,
          redactNanos * 100.0 / parseNanos,
          changed);
    }

    private void redact(EventBatch batch) {
      long start = cpuNanos();
      changed += redactor.redact(batch) == batch ? 0 : 1;
      redactNanos += cpuNanos() - start;
      textBytes += RedactMain.textBytes(batch);
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long textBytes(EventBatch batch) {
    long bytes = 0;
    for (EventColumn column : batch.columns()) {
      for (int i = 0; i < column.size(); i++) {
        ValueType type = column.type(i);
        boolean text = type == ValueType.STRING || type == ValueType.JSON;
        bytes += text ? column.end(i) - column.start(i) : 0;
      }
    }
    return bytes;
  }
}
