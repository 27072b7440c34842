package dev.cordwood.bench.collect;

import dev.cordwood.bench.compare.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A program that follows files and keeps their lines.
sealed interface Shipper {
  String name();

  /// What "done" means for it.
  String keeps();

  /// Runs until all lines of the folder are kept.
  ///
  /// @return from the start of the process; then, for a program that is compiled while it runs, for
  ///   the same amount once more, in files that appear while it is running
  List<Measurement> follow(Path folder, Path work, Workload.Written expected) throws Exception;

  /// `cordwood serve` into a store of its own: parsed, indexed, synced to disk.
  record Cordwood(Path root, String heap) implements Shipper {
    private static final long SETTLE_MILLIS = 3_000;

    @Override
    public String name() {
      return "cordwood";
    }

    @Override
    public String keeps() {
      return "parsed, indexed and searchable, synced";
    }

    @Override
    public List<Measurement> follow(Path folder, Path work, Workload.Written expected)
        throws Exception {
      ProcessBuilder builder =
          Shipper.process(
              List.of(
                  root.resolve("cordwood").toString(),
                  "serve",
                  "--data",
                  work.resolve("data").toString(),
                  "--http",
                  "127.0.0.1:0",
                  "--tcp",
                  "none",
                  "--set",
                  "store.reserve=0",
                  "--follow",
                  folder.toString()),
              Map.of("CORDWOOD_HEAP", heap));
      Path output = work.resolve("cordwood.out");
      builder.redirectOutput(output.toFile());
      long start = System.nanoTime();
      Process process = builder.start();
      try {
        String address = "";
        while (address.isEmpty()) {
          Shipper.pause(process);
          String said = Files.readString(output);
          int at = said.indexOf("http://");
          address = at < 0 || said.indexOf('\n', at) < 0 ? "" : said.substring(at).split("\n")[0];
        }
        Stored stored = new Stored(address);
        until(stored, expected.lines(), process);
        Measurement first = Measurement.of(start, process.pid());
        Path more = copy(folder, work);
        settle();
        Measurement before = Measurement.of(start, process.pid());
        long startOfMore = System.nanoTime();
        Files.move(more, folder.resolve("more"));
        until(stored, 2 * expected.lines(), process);
        settle(); // what is merged in the background counts, too
        double waited = SETTLE_MILLIS / 1e3;
        Measurement again = before.since(startOfMore, process.pid());
        return List.of(
            first,
            new Measurement(
                again.seconds() - waited, again.cpuSeconds(), again.peakResidentBytes()));
      } finally {
        Shipper.stop(process);
        Trees.delete(folder.resolve("more"));
      }
    }

    private static void until(Stored stored, long lines, Process process) throws Exception {
      while (stored.lines() < lines) {
        Shipper.pause(process);
      }
    }

    private static Path copy(Path folder, Path work) throws IOException {
      Path more = Files.createDirectories(work.resolve("more"));
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : (Iterable<Path>) files::iterator) {
          Files.copy(file, more.resolve(file.getFileName()));
        }
      }
      return more;
    }

    private static void settle() throws InterruptedException {
      Thread.sleep(SETTLE_MILLIS);
    }
  }

  /// rsyslog's imfile into a file.
  record Rsyslog(Path unpacked) implements Shipper {
    @Override
    public String name() {
      return "rsyslog";
    }

    @Override
    public String keeps() {
      return "copied to a file, not synced";
    }

    @Override
    public List<Measurement> follow(Path folder, Path work, Workload.Written expected)
        throws Exception {
      Path config = work.resolve("rsyslog.conf");
      Path output = work.resolve("rsyslog.out");
      Files.writeString(
          config,
          """
          global(workDirectory="%s" maxMessageSize="64k")
          main_queue(queue.size="100000" queue.dequeueBatchSize="4096")
          module(load="imfile" mode="inotify")
          input(type="imfile" file="%s/*.log" tag="app")
          template(name="raw" type="string" string="%%msg%%\\n")
          action(type="omfile" file="%s" template="raw" asyncWriting="on" ioBufferSize="256k"
            flushOnTXEnd="off")
          """
              .formatted(work, folder, output));
      List<String> command =
          List.of(
              unpacked.resolve("usr/sbin/rsyslogd").toString(),
              "-n",
              "-M",
              unpacked.resolve("usr/lib/x86_64-linux-gnu/rsyslog").toString(),
              "-f",
              config.toString(),
              "-i",
              work.resolve("rsyslog.pid").toString());
      return List.of(Shipper.untilWritten(command, Map.of(), work, output, expected.bytes()));
    }
  }

  /// syslog-ng's file source into a file.
  record SyslogNg(Path unpacked) implements Shipper {
    @Override
    public String name() {
      return "syslog-ng";
    }

    @Override
    public String keeps() {
      return "copied to a file, not synced";
    }

    @Override
    public List<Measurement> follow(Path folder, Path work, Workload.Written expected)
        throws Exception {
      Path config = work.resolve("ng.conf");
      Path output = work.resolve("ng.out");
      Files.writeString(
          config,
          """
          @version: 3.38
          options { stats-freq(0); log-fifo-size(200000); };
          source s { wildcard-file(base-dir("%s") filename-pattern("*.log") max-files(2000)
            flags(no-parse) log-fetch-limit(1000) log-iw-size(2000000)); };
          destination d { file("%s" template("$MSG\\n") flush-lines(1000)); };
          log { source(s); destination(d); flags(flow-control); };
          """
              .formatted(folder, output));
      Path libraries = unpacked.resolve("usr/lib/syslog-ng");
      List<String> command =
          List.of(
              unpacked.resolve("usr/sbin/syslog-ng").toString(),
              "-F",
              "--no-caps",
              "--module-path=" + libraries.resolve("3.38"),
              "-f",
              config.toString(),
              "-p",
              work.resolve("ng.pid").toString(),
              "-R",
              work.resolve("ng.persist").toString(),
              "-c",
              work.resolve("ng.ctl").toString());
      Map<String, String> environment = Map.of("LD_LIBRARY_PATH", libraries.toString());
      return List.of(Shipper.untilWritten(command, environment, work, output, expected.bytes()));
    }
  }

  private static Measurement untilWritten(
      List<String> command, Map<String, String> environment, Path work, Path output, long bytes)
      throws Exception {
    ProcessBuilder builder = process(command, environment);
    builder.redirectOutput(work.resolve("shipper.out").toFile());
    long start = System.nanoTime();
    Process process = builder.start();
    try {
      long quiet = System.nanoTime();
      long before = 0;
      while (!Files.exists(output) || Files.size(output) < bytes) {
        pause(process);
        long size = Files.exists(output) ? Files.size(output) : 0;
        if (size > before) {
          before = size;
          quiet = System.nanoTime();
        } else if (System.nanoTime() - quiet > 60_000_000_000L) {
          throw new IOException("%d of %d bytes, and no more for a minute".formatted(size, bytes));
        }
      }
      return Measurement.of(start, process.pid());
    } finally {
      stop(process);
    }
  }

  private static ProcessBuilder process(List<String> command, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command));
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    return builder;
  }

  private static void pause(Process process) throws InterruptedException, IOException {
    Thread.sleep(10);
    if (!process.isAlive()) {
      throw new IOException("it ended with exit code " + process.exitValue());
    }
  }

  private static void stop(Process process) throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
