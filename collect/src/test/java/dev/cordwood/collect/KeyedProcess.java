package dev.cordwood.collect;

import dev.cordwood.collect.format.LineFormat;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.store.Store;
import dev.cordwood.store.StoreOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A process that stores one body under one key, again and again under the same key until it is
/// killed: `KeyedProcess DATA LINES`.
final class KeyedProcess {
  static final String KEY = "the-body";

  private KeyedProcess() {}

  public static void main(String[] args) throws Exception {
    try (Store store = Store.open(Path.of(args[0]), new StoreOptions())) {
      System.out.println("open");
      System.out.flush();
      ingest(Intake.of(store), Integer.parseInt(args[1]));
      System.out.println("done");
      System.out.flush();
      System.in.read(); // ends with the parent
    }
  }

  static IngestResult ingest(Intake intake, int lines) {
    try (IdempotencyKeys.Claim claim = new IdempotencyKeys(intake).claim(KEY)) {
      IngestResult before = claim == null ? null : claim.result();
      if (before != null) {
        return before;
      }
      OrderedIngest ingest =
          new OrderedIngest(
              intake, IngestOptions.DEFAULTS, LineFormat.JSON, new IngestCounters("test"), claim);
      for (int i = 0; i < lines; i++) {
        byte[] line = line(i).getBytes(StandardCharsets.UTF_8);
        ingest.line(line, 0, line.length);
      }
      return ingest.finish(IngestResult.Status.STORED, "");
    }
  }

  static String line(int number) {
    return "{\"msg\":\"line %08d %s\"}".formatted(number, "x".repeat(number % 50));
  }

  static Process start(Path data, int lines) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                KeyedProcess.class.getName(),
                data.toString(),
                String.valueOf(lines))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process.getInputStream().read(); // the store is open now
    return process;
  }
}
