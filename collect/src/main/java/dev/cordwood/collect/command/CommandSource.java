package dev.cordwood.collect.command;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.Intake;
import dev.cordwood.collect.SourceStatus;
import dev.cordwood.event.IngestOptions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs a command and takes its output line by line, and what it writes to its standard error too,
/// as rows with `stream`=`stderr`. When it ends it is started again, after a second first, then
/// after twice as long each time up to a minute.
///
/// With a cursor the rows and the cursor of the last one go into the store as one transaction, and
/// the command is started behind the last cursor that is stored: no line is lost or stored twice.
/// Without one, lines that the command wrote while nobody read are the command's affair.
public final class CommandSource implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(CommandSource.class.getName());
  private static final long MIN_PAUSE_MILLIS = 1_000;
  private static final long MAX_PAUSE_MILLIS = 60_000;

  /// How long the output must have been silent after the command has ended before it counts as
  /// finished, if a process that the command left behind still holds it open.
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final CommandSpec spec;
  private final Intake intake;
  private final IngestOptions options;
  private final IngestCounters counters;
  private final long minPauseMillis;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean stopping;
  private volatile @Nullable ChildProcess child;

  private CommandSource(
      CommandSpec spec,
      Intake intake,
      IngestOptions options,
      IngestCounters counters,
      long minPauseMillis) {
    this.spec = spec;
    this.intake = intake;
    this.counters = counters;
    this.minPauseMillis = minPauseMillis;
    IngestOptions named = StreamSource.Defaults.add(options, spec.positionKey());
    for (Map.Entry<String, String> field : new TreeMap<>(spec.fields()).entrySet()) {
      named = named.withDefaultField(field.getKey(), field.getValue());
    }
    this.options = named;
    thread = Thread.ofPlatform().name("cordwood-" + spec.name()).daemon().unstarted(this::run);
  }

  /// Runs the command until the source is closed. A program that is not there is no error here: it
  /// is tried again, and [#status] tells.
  ///
  /// @throws IllegalArgumentException with a message for the user when the fields are too many or
  ///   have reserved names, or a cursor is only half described
  public static CommandSource start(
      CommandSpec spec, Intake intake, IngestOptions options, IngestCounters counters) {
    return start(spec, intake, options, counters, MIN_PAUSE_MILLIS);
  }

  static CommandSource start(
      CommandSpec spec,
      Intake intake,
      IngestOptions options,
      IngestCounters counters,
      long minPauseMillis) {
    spec.check();
    CommandSource source = new CommandSource(spec, intake, options, counters, minPauseMillis);
    source.thread.start();
    return source;
  }

  public SourceStatus status() {
    return counters.status(spec.name(), "command", String.join(" ", spec.command()));
  }

  /// Whether it is started again or still runs.
  public boolean isRunning() {
    return thread.isAlive();
  }

  private void run() {
    long pause = minPauseMillis;
    try {
      while (!stopping) {
        long started = System.nanoTime();
        runOnce();
        if (stopping || !spec.restart()) {
          return;
        }
        long ran = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
        pause = ran >= MAX_PAUSE_MILLIS ? minPauseMillis : pause;
        if (stopped.await(pause, TimeUnit.MILLISECONDS)) {
          return;
        }
        pause = Math.min(MAX_PAUSE_MILLIS, pause * 2);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      counters.meter().error("stopped: " + e);
      LOG.log(System.Logger.Level.ERROR, "the command '%s' stopped".formatted(spec.name()), e);
    }
  }

  private void runOnce() throws InterruptedException {
    String cursor =
        spec.cursorField().isEmpty() ? "" : intake.positions().getOrDefault(spec.positionKey(), "");
    ChildProcess running;
    try {
      running = ChildProcess.start(spec.arguments(cursor));
    } catch (IOException e) {
      tell("cannot be run: " + e.getMessage());
      return;
    }
    child = running;
    counters.openConnections.increment();
    try {
      if (stopping) {
        return; // closed while it was being started
      }
      take(running);
      int code = running.exitCode();
      if (!stopping && (code != 0 || spec.restart())) {
        tell("ended with %d".formatted(code));
      }
    } catch (IOException e) {
      tell("is stopped because its lines cannot be stored: " + e.getMessage());
    } finally {
      running.stop();
      child = null;
      counters.openConnections.decrement();
    }
  }

  private void take(ChildProcess running) throws IOException, InterruptedException {
    boolean hasCursor = !spec.cursorField().isEmpty();
    LineTaker.Cursor cursor =
        hasCursor ? new LineTaker.Cursor(spec.positionKey(), spec.cursorField()) : null;
    LineTaker.Joining joining = new LineTaker.Joining(spec.multiLine(), spec.multiLineTimeout());
    LineTaker output =
        new LineTaker(intake, options, spec.parsing(), joining, counters, cursor, () -> stopping);
    LineTaker errors =
        new LineTaker(
            intake,
            options.withDefaultField("stream", "stderr"),
            spec.parsing(),
            joining,
            counters,
            null,
            () -> stopping);
    PieceTaker pieces = new PieceTaker(QUIET_NANOS);
    String name = "cordwood-read-" + spec.name();
    Thread outputReader = StreamReader.start(name, running.output(), output, pieces.queue);
    Thread errorReader =
        StreamReader.start(name + "-stderr", running.errors(), errors, pieces.queue);
    try {
      // one that left its output to a process in the background has ended all the same
      pieces.run(List.of(output, errors), () -> !running.isAlive());
      // a line that was cut off comes again behind the cursor, and is the writer's last otherwise
      output.finish(!hasCursor && !stopping);
      errors.finish(!stopping);
    } finally {
      outputReader.interrupt();
      errorReader.interrupt();
    }
  }

  private void tell(String what) {
    String text = "the command '%s' %s".formatted(spec.name(), what);
    counters.meter().error(text);
    LOG.log(System.Logger.Level.WARNING, text);
  }

  /// Ends the command with all it has started, stores what it wrote, and stops.
  @Override
  public void close() {
    stopping = true;
    stopped.countDown();
    try {
      ChildProcess running = child;
      if (running != null) {
        running.stop();
      }
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
