package dev.cordwood.collect.file;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.store.Store;
import dev.cordwood.testing.StoredRows;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
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

  /// @param command that runs this class
  static Process start(MatrixSetup setup, List<String> command, Path errors) throws IOException {
    List<String> all = new ArrayList<>(command);
    all.addAll(setup.arguments());
    return new ProcessBuilder(all)
        .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
        .start();
  }

  /// The command that runs this class.
  static List<String> command() {
    return java(classPath(), MatrixFollower.class);
  }

  /// The same for a user with no rights at all, for whom the classes are copied to where he can
  /// read them.
  static List<String> command(int user, Path copies) throws IOException, InterruptedException {
    if (new ProcessBuilder("which", "setpriv").start().waitFor() != 0) {
      throw new IOException(
          "setpriv is missing (Debian: util-linux): root may read everything,"
              + " so this needs a follower that is not root");
    }
    List<String> paths = new ArrayList<>();
    for (String path : classPath().split(File.pathSeparator)) {
      Path source = Path.of(path);
      if (Files.exists(source)) {
        Path target = copies.resolve(paths.size() + "-" + source.getFileName());
        MatrixRun.run(List.of("cp", "-rL", path), target);
        paths.add(target.toString());
      }
    }
    MatrixRun.run(List.of("chmod", "-R", "a+rX"), copies);
    List<String> command =
        new ArrayList<>(List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups"));
    command.addAll(java(String.join(File.pathSeparator, paths), MatrixFollower.class));
    return command;
  }

  private static String classPath() {
    return String.valueOf(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
  }

  /// What runs a class of the tests in a small JVM.
  static List<String> java(Class<?> main, String... properties) {
    return java(classPath(), main, properties);
  }

  private static List<String> java(String classPath, Class<?> main, String... properties) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(List.of(properties));
    command.addAll(List.of("-cp", classPath, main.getName()));
    return command;
  }
}
