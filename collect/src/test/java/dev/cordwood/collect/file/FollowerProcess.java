package dev.cordwood.collect.file;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.Intake;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.store.Store;
import dev.cordwood.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A process that follows until it is killed: `FollowerProcess DATA PATH`.
final class FollowerProcess {
  private FollowerProcess() {}

  public static void main(String[] args) throws Exception {
    try (Store store = Store.open(Path.of(args[0]), new StoreOptions())) {
      FileFollower follower =
          FileFollower.start(
              List.of(SourceSpec.of(List.of(Path.of(args[1])))),
              Path.of(args[0]),
              Intake.of(store),
              IngestOptions.DEFAULTS,
              new IngestCounters("file"));
      System.out.println("following");
      System.out.flush();
      System.in.read(); // ends with the parent
      follower.close();
    }
  }

  static Process start(Path data, Path followed) throws IOException {
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
                FollowerProcess.class.getName(),
                data.toString(),
                followed.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process.getInputStream().read(); // it follows now
    return process;
  }
}
