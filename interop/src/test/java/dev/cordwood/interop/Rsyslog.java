package dev.cordwood.interop;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A real rsyslogd that forwards what is written to a file of its own.
final class Rsyslog implements AutoCloseable {
  private final Command daemon;

  private Rsyslog(Command daemon) {
    this.daemon = daemon;
  }

  /// @param action what to do with the lines of `input`, in rsyslog's language
  static Rsyslog start(Path directory, Path input, String action) throws IOException {
    Path work = Files.createDirectories(directory.resolve("rsyslog"));
    Path config =
        Files.writeString(
            work.resolve("rsyslog.conf"),
            """
            global(workDirectory="%s" maxMessageSize="64k")
            module(load="imfile" mode="inotify")
            input(type="imfile" file="%s" tag="shop:" severity="error" facility="daemon")
            %s
            """
                .formatted(work, input, action));
    Path root = Shippers.unpacked("rsyslog");
    Path program = root.resolve("usr/sbin/rsyslogd");
    Path modules = root.resolve("usr/lib/x86_64-linux-gnu/rsyslog");
    Command daemon =
        Command.start(
            directory,
            List.of(
                program.toString(),
                "-n",
                "-M",
                modules.toString(),
                "-f",
                config.toString(),
                "-i",
                work.resolve("pid").toString()));
    await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(work.resolve("pid")));
    return new Rsyslog(daemon);
  }

  String output() throws IOException {
    return daemon.output();
  }

  @Override
  public void close() {
    daemon.close();
  }
}
