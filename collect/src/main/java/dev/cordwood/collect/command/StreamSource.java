package dev.cordwood.collect.command;

import dev.cordwood.collect.HostName;
import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.Intake;
import dev.cordwood.collect.SourceStatus;
import dev.cordwood.collect.file.SourceSpec;
import dev.cordwood.collect.format.MultiLine;
import dev.cordwood.collect.format.ParseOptions;
import dev.cordwood.event.IngestOptions;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Takes the lines of a stream, such as standard input, until it ends or the source is closed. Rows
/// have the source's name as `source` and this machine's name as `host`, unless they say otherwise.
/// What was read is stored before much more is: the writer is held back while the store is behind.
public final class StreamSource implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(StreamSource.class.getName());

  private final String name;
  private final IngestCounters counters;
  private final LineTaker taker;
  private final PieceTaker pieces = new PieceTaker(0);
  private final Thread thread;
  private volatile boolean stopping;

  private StreamSource(
      String name,
      Intake intake,
      IngestOptions options,
      ParseOptions parsing,
      LineTaker.Joining joining,
      IngestCounters counters) {
    this.name = name;
    this.counters = counters;
    IngestOptions named = Defaults.add(options, name);
    taker = new LineTaker(intake, named, parsing, joining, counters, null, () -> stopping);
    thread = Thread.ofPlatform().name("cordwood-" + name).daemon().unstarted(this::run);
  }

  /// Stack traces and indented lines become part of the line before them.
  ///
  /// @param name `stdin`
  public static StreamSource start(
      String name,
      InputStream input,
      Intake intake,
      IngestOptions options,
      ParseOptions parsing,
      IngestCounters counters) {
    LineTaker.Joining joining =
        new LineTaker.Joining(MultiLine.AUTO, SourceSpec.DEFAULT_MULTI_LINE_TIMEOUT);
    StreamSource source = new StreamSource(name, intake, options, parsing, joining, counters);
    StreamReader.start("cordwood-read-" + name, input, source.taker, source.pieces.queue);
    source.thread.start();
    return source;
  }

  private void run() {
    try {
      pieces.run(List.of(taker), () -> stopping);
      taker.finish(true);
    } catch (IOException e) {
      String what = "%s is not taken any more: %s".formatted(name, e.getMessage());
      counters.meter().error(what);
      LOG.log(System.Logger.Level.ERROR, what);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public SourceStatus status() {
    return counters.status(name, "stream", "");
  }

  /// Whether it still takes lines.
  public boolean isRunning() {
    return thread.isAlive();
  }

  /// Returns when the stream has ended and all its lines are durable.
  public void awaitEnd() throws InterruptedException {
    thread.join();
  }

  /// Stores what was read and stops. What the writer writes from now on is not taken.
  @Override
  public void close() {
    stopping = true;
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The fields that rows of a source get.
  static final class Defaults {
    private Defaults() {}

    static IngestOptions add(IngestOptions options, String source) {
      IngestOptions named = options.withSource(source);
      return named.defaultFields().containsKey("host") ? named : named.withHost(HostName.get());
    }
  }
}
