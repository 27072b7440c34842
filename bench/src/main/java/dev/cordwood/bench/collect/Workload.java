package dev.cordwood.bench.collect;

import dev.cordwood.bench.Corpus;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;

/// What the followed files are full of. The same size and number of files give the same bytes.
enum Workload {
  /// An application's log: time, level, thread, logger, message.
  PLAIN {
    @Override
    void line(SplittableRandom random, Instant time, StringBuilder out) {
      out.append(PLAIN_TIME.format(time))
          .append(random.nextInt(30) == 0 ? " WARN  " : " INFO  ")
          .append("[worker-")
          .append(random.nextInt(16))
          .append("] c.e.shop.OrderService - order ")
          .append(random.nextInt(1_000_000))
          .append(" of customer ")
          .append(random.nextInt(50_000))
          .append(" stored in ")
          .append(random.nextInt(400))
          .append(" ms, total ")
          .append(random.nextInt(90_000) / 100.0)
          .append(" EUR\n");
    }
  },
  /// A web server's access log in the combined format.
  ACCESS {
    @Override
    void line(SplittableRandom random, Instant time, StringBuilder out) {
      out.append("198.51.")
          .append(random.nextInt(256))
          .append('.')
          .append(random.nextInt(256))
          .append(" - - [")
          .append(ACCESS_TIME.format(time))
          .append("] \"GET /api/products/")
          .append(random.nextInt(100_000))
          .append("?page=")
          .append(random.nextInt(20))
          .append(" HTTP/1.1\" ")
          .append(random.nextInt(20) == 0 ? 404 : 200)
          .append(' ')
          .append(random.nextInt(60_000))
          .append(" \"https://shop.example/\" \"Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko")
          .append("/20100101 Firefox/145.0\"\n");
    }
  },
  /// JSON lines of several services, see [Corpus].
  JSON {
    @Override
    void line(SplittableRandom random, Instant time, StringBuilder out) {
      throw new UnsupportedOperationException("written by Corpus");
    }
  };

  private static final DateTimeFormatter PLAIN_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter ACCESS_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
  private static final int CORPUS_LINE_BYTES = 322;

  abstract void line(SplittableRandom random, Instant time, StringBuilder out);

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Lines and bytes that were written.
  record Written(long lines, long bytes) {}

  /// Fills a folder with files of about the same size.
  Written write(Path folder, int files, long bytes) throws IOException {
    Files.createDirectories(folder);
    long each = bytes / files;
    long lines = 0;
    long written = 0;
    for (int i = 0; i < files; i++) {
      Path file = folder.resolve("app-%04d.log".formatted(i));
      byte[] content = this == JSON ? corpus(each, i) : lines(each, i);
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        out.write(content);
      }
      written += content.length;
      for (byte b : content) {
        lines += b == '\n' ? 1 : 0;
      }
    }
    return new Written(lines, written);
  }

  private static byte[] corpus(long bytes, int seed) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Corpus(Math.max(1, bytes / CORPUS_LINE_BYTES), seed).writeTo(out);
    return out.toByteArray();
  }

  private byte[] lines(long bytes, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringBuilder text = new StringBuilder();
    for (long i = 0; out.size() < bytes; i++) {
      text.setLength(0);
      line(random, START.plusMillis(i * 7), text);
      byte[] line = text.toString().getBytes(StandardCharsets.US_ASCII);
      out.write(line, 0, line.length);
    }
    return out.toByteArray();
  }
}
