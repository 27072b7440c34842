package dev.cordwood.collect.file;

import dev.cordwood.collect.BatchMaker;
import dev.cordwood.collect.HostName;
import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.Intake;
import dev.cordwood.collect.Limits;
import dev.cordwood.event.IngestOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Follows files and folders from where it stopped, without losing or repeating a line: the rows
/// and how far their files have been read go into the store as one transaction, and on a start the
/// store is asked where to go on. There is no other record of it.
///
/// Rows have the file's path as `source` (its live name, for files that were rotated while they
/// were followed) and this machine's name as `host`, unless they say otherwise themselves.
///
/// One thread does all: it looks at busy files every [#POLL_MILLIS], sooner when the file system
/// reports a change, reads what is new, and hands it over while the batch before is being stored.
/// While the store is behind or full it reads nothing; the files themselves are the buffer.
public final class FileFollower implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(FileFollower.class.getName());

  static final int POLL_MILLIS = 250;
  private static final long DISCOVER_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long MAX_DISCOVER_NANOS = TimeUnit.SECONDS.toNanos(15);
  private static final long HINTED_DISCOVER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /// Looking at all files takes at most one part in so many of one processor.
  private static final int DISCOVER_SHARE = 20;

  private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long FORGET_NANOS = TimeUnit.HOURS.toNanos(1);
  private static final long RETRY_MILLIS = 500;

  /// A file that is not followed, and why.
  public record Skipped(Path path, String reason) {}

  /// @param behindBytes written to the followed files and not yet stored
  /// @param skipped at most [Limits#MAX_LISTED_FILES] of each kind of reason
  /// @param details of the first [Limits#MAX_LISTED_FILES]
  public record Status(
      int files, long behindBytes, List<Skipped> skipped, List<FileStatus> details) {}

  private final List<FollowedSource> sources = new ArrayList<>();
  private final OwnDirectory own;
  private final IngestOptions options;
  private final Intake intake;
  private final IngestCounters counters;
  private final Timings timings;
  private long generation;
  private FileTracker tracker;
  private FileRows rows;
  private Commits commits;
  private FileReading reading;
  private final Thread thread;
  private final Set<Skipped> reported = new HashSet<>();
  private final ChangeWatch watch = new ChangeWatch();
  private volatile boolean stopping;
  private volatile Status status = new Status(0, 0, List.of(), List.of());
  private boolean moved;
  private volatile boolean caughtUp;

  private FileFollower(
      List<SourceSpec> specs,
      OwnDirectory own,
      Intake intake,
      IngestOptions options,
      IngestCounters counters,
      Timings timings) {
    this.own = own;
    this.intake = intake;
    this.counters = counters;
    this.timings = timings;
    this.options =
        options.defaultFields().containsKey("host") ? options : options.withHost(HostName.get());
    int parsers = Math.max(4, Limits.MAX_FILE_PARSERS / Math.max(1, specs.size()));
    for (SourceSpec spec : specs) {
      sources.add(new FollowedSource(spec, this.options, parsers));
    }
    rows = new FileRows(this.options);
    generation = intake.positionsGeneration();
    tracker = tracker();
    commits = commits();
    reading = reading();
    thread = Thread.ofPlatform().name("cordwood-follow").daemon().unstarted(this::run);
  }

  private FileTracker tracker() {
    Map<String, String> stored = intake.positions();
    return new FileTracker(
        new FileFinder(sources, own),
        new KnownFiles(stored),
        new FirstStarts(stored, BatchMaker.now()),
        timings);
  }

  private Commits commits() {
    return new Commits(intake, counters, tracker, rows, () -> waitForChange(RETRY_MILLIS));
  }

  private FileReading reading() {
    return new FileReading(
        tracker, new EventTaker(rows, options.maxLineBytes()), rows, commits, timings);
  }

  /// Follows until it is closed. Paths need not exist yet.
  ///
  /// @param sources a file that is found by several belongs to the first of them
  /// @param own where this program keeps its own files: none of them is followed, whatever paths,
  ///   patterns and links lead to them
  /// @param options for all sources
  public static FileFollower start(
      List<SourceSpec> sources,
      Path own,
      Intake intake,
      IngestOptions options,
      IngestCounters counters) {
    Timings timings = Timings.of(Limits.SEAL_MILLIS);
    return start(sources, new OwnDirectory(own), intake, options, counters, timings);
  }

  static FileFollower start(
      List<SourceSpec> sources,
      OwnDirectory own,
      Intake intake,
      IngestOptions options,
      IngestCounters counters,
      Timings timings) {
    FileFollower follower = new FileFollower(sources, own, intake, options, counters, timings);
    follower.thread.start();
    return follower;
  }

  /// @param sealMillis see [Limits#SEAL_MILLIS]
  static FileFollower start(
      List<Path> paths,
      Intake intake,
      IngestOptions options,
      IngestCounters counters,
      long sealMillis) {
    Duration quiet = Duration.ofMillis(Math.min(1_000, sealMillis / 4));
    List<SourceSpec> sources = List.of(SourceSpec.of(paths).withMultiLineTimeout(quiet));
    OwnDirectory none = new OwnDirectory(null);
    return start(sources, none, intake, options, counters, Timings.of(sealMillis));
  }

  /// As of the last look at the files, at most about a second ago when they are not thousands.
  public Status status() {
    return status;
  }

  /// Whether all whole lines that were in the files a moment ago are stored.
  public boolean isCaughtUp() {
    return caughtUp;
  }

  private void run() {
    try (watch) {
      while (!stopping) {
        try (FileTracker current = tracker) {
          follow();
          current.touched().clear();
        }
        if (!stopping) {
          startAnew();
        }
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "following files stopped", e);
    }
  }

  /// The store has gone another way than was thought here: reads on where it is, as after a start.
  private void startAnew() {
    generation = intake.positionsGeneration();
    rows = new FileRows(options);
    tracker = tracker();
    commits = commits();
    reading = reading();
  }

  /// Until it is closed, or the positions of the store are not what was read.
  private void follow() {
    long discovered = System.nanoTime() - MAX_DISCOVER_NANOS;
    long forgot = System.nanoTime();
    long cost = 0;
    boolean more = false;
    while (!stopping && intake.positionsGeneration() == generation) {
      waitForChange(more ? 0 : POLL_MILLIS);
      long hinted = Math.max(HINTED_DISCOVER_NANOS, DISCOVER_SHARE / 2 * cost);
      long regular = Math.clamp(DISCOVER_SHARE * cost, DISCOVER_NANOS, MAX_DISCOVER_NANOS);
      boolean soon = moved || reading.looksWrong();
      if (System.nanoTime() - discovered >= (soon ? Math.min(hinted, regular) : regular)) {
        commits.commit();
        if (commits.answer()) {
          moved = false;
          long begin = System.nanoTime();
          discover();
          discovered = System.nanoTime();
          cost = discovered - begin;
        } else {
          status = FileStatuses.of(tracker); // nothing is looked at now, but how far it is counts
        }
      }
      if (System.nanoTime() - forgot > FORGET_NANOS) {
        forgot = System.nanoTime();
        tracker.forgetOld(BatchMaker.now());
      }
      more = reading.readAll(() -> stopping);
      more |= tracker.unpack();
      caughtUp = !more && commits.answer() && isAllStored(); // nothing to do meanwhile
    }
    caughtUp = false;
    commits.answer();
  }

  private boolean isAllStored() {
    return commits.isClear()
        && tracker.files().stream()
            .noneMatch(file -> file.waiting || (file.changed && tracker.problemOf(file).isEmpty()))
        && intake.positionsGeneration() == generation;
  }

  private void waitForChange(long millis) {
    try {
      moved |=
          watch.await(
              millis,
              path -> {
                FollowedFile file = tracker.at(path);
                if (file != null) {
                  file.changed = true;
                }
              });
    } catch (InterruptedException e) {
      stopping = true;
    }
  }

  private void discover() {
    tracker.discover();
    watch.watch(tracker.folders());
    tracker.closeIdle(IDLE_NANOS);
    status = FileStatuses.of(tracker);
    for (Skipped each : status.skipped()) {
      if (reported.size() < Limits.MAX_FOLLOWED_FILES && reported.add(each)) {
        LOG.log(
            System.Logger.Level.INFO, "not following %s: %s".formatted(each.path(), each.reason()));
      }
    }
  }

  /// Stores what was read and stops.
  @Override
  public void close() {
    stopping = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
