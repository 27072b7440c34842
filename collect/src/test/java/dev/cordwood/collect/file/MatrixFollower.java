package dev.cordwood.collect.file;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.store.Store;
import dev.cordwood.testing.StoredRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A process that follows until it is killed, and says how many rows its store has whenever that
/// changes: one number a line.
final class MatrixFollower {
  private static final long LOOK_MILLIS = 20;

  private MatrixFollower() {}

  public static void main(String[] args) throws Exception {
    Thread.ofPlatform().daemon().start(MatrixFollower::endWithParent);
    MatrixSetup setup = MatrixSetup.of(args);
    try (Store store = setup.openStore();
        FileFollower follower = setup.follow(store, new IngestCounters("file"))) {
      long said = -1;
      while (follower.status().files() >= 0) {
        long rows = StoredRows.count(store);
        if (rows != said) {
          said = rows;
          System.out.println(rows);
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    }
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {}
    } catch (IOException e) {
      // as if it had ended
    }
    Runtime.getRuntime().halt(1);
  }

  /// @param user the number of the user that it runs as, 0 for that of this process
  static Process start(MatrixSetup setup, int user, Path errors) throws IOException {
    List<String> command = new ArrayList<>();
    if (user != 0) {
      command.addAll(
          List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups"));
    }
    command.addAll(java(MatrixFollower.class));
    command.addAll(setup.arguments());
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
        .start();
  }

  /// The command that runs a class of the tests in a small JVM.
  static List<String> java(Class<?> main) {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx96m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        classPath,
        main.getName());
  }
}
