package dev.cordwood.collect.command;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.Intake;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.store.Store;
import dev.cordwood.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A process that takes a script's lines until it is killed: `CommandProcess DATA SCRIPT`.
final class CommandProcess {
  private CommandProcess() {}

  static CommandSpec spec(Path script) {
    return CommandSpec.of(List.of("bash", script.toString(), "--after={cursor}"))
        .withName("numbers")
        .withCursorField("cursor");
  }

  public static void main(String[] args) throws Exception {
    try (Store store = Store.open(Path.of(args[0]), new StoreOptions());
        CommandSource source =
            CommandSource.start(
                spec(Path.of(args[1])),
                Intake.of(store),
                IngestOptions.DEFAULTS,
                new IngestCounters("command"),
                50)) {
      System.out.println("taking");
      System.out.flush();
      System.in.read(); // ends with the parent
      System.out.println(source.status().counts());
    }
  }

  static Process start(Path data, Path script) throws IOException {
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
                CommandProcess.class.getName(),
                data.toString(),
                script.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process.getInputStream().read(); // it takes lines now
    return process;
  }
}
