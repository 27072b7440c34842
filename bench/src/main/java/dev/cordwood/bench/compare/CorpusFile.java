package dev.cordwood.bench.compare;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cordwood.bench.Corpus;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/// The corpus as a file of JSON lines, and as rows for the peers that do not read JSON themselves.
final class CorpusFile {
  private static final JsonFactory JSON = new JsonFactory();

  private CorpusFile() {}

  interface RowConsumer {
    void accept(Row row) throws Exception;
  }

  /// @param line the whole line, as it stands in the file
  /// @param fields texts of all fields, numbers as they were written
  record Row(String line, Map<String, String> fields) {
    long timeMillis() {
      String time = text("time"); // SFTPGo's times have no zone
      return Instant.parse(time.endsWith("Z") ? time : time + "Z").toEpochMilli();
    }

    /// "" when the row does not have the field.
    String text(String field) {
      return fields.getOrDefault(field, "");
    }
  }

  static void write(Path file, int lines, long seed) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".part");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 20)) {
      new Corpus(lines, seed).writeTo(out);
    }
    Files.move(unfinished, file);
  }

  static void forEach(Path file, RowConsumer consumer) throws Exception {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      for (String line : (Iterable<String>) lines::iterator) {
        consumer.accept(parse(line));
      }
    }
  }

  /// Spreads the lines over threads by their number; the order between threads is lost.
  static void forEachParallel(Path file, int threads, RowConsumer consumer) throws Exception {
    Thread[] workers = new Thread[threads];
    Exception[] failed = new Exception[threads];
    for (int i = 0; i < threads; i++) {
      int worker = i;
      workers[i] =
          Thread.ofPlatform()
              .start(() -> {
                try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
                  int number = 0;
                  for (String line : (Iterable<String>) lines::iterator) {
                    if ((number++ >>> 10) % threads == worker) {
                      consumer.accept(parse(line));
                    }
                  }
                } catch (Exception e) {
                  failed[worker] = e;
                }
              });
    }
    for (int i = 0; i < threads; i++) {
      workers[i].join();
      if (failed[i] != null) {
        throw failed[i];
      }
    }
  }

  static Row parse(String line) throws IOException {
    Map<String, String> fields = LinkedHashMap.newLinkedHashMap(16);
    try (JsonParser parser = JSON.createParser(line)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        fields.put(name, parser.getText());
      }
    }
    return new Row(line, fields);
  }

  /// A trace id that occurs in the second half of the file.
  static String traceIdAtMiddle(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      long middle = Files.size(file) / 300 / 2;
      return lines
          .skip(middle)
          .filter(line -> line.contains("\"trace_id\":\""))
          .findFirst()
          .map(line -> {
            int start = line.indexOf("\"trace_id\":\"") + 12;
            return line.substring(start, start + 32);
          })
          .orElseThrow();
    }
  }
}
