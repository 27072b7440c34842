package dev.cordwood.collect.file;

import dev.cordwood.collect.BatchMaker;
import dev.cordwood.collect.HostName;
import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.IngestSession;
import dev.cordwood.collect.Intake;
import dev.cordwood.collect.Limits;
import dev.cordwood.collect.format.LineFormat;
import dev.cordwood.event.EventBatch;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.store.SourcePosition;
import dev.cordwood.store.StoreFullException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Follows files and folders from where it stopped, without losing or repeating a line: the rows
/// and how far their files have been read go into the store as one transaction, and on a start the
/// store is asked where to go on. There is no other record of it.
///
/// Rows have the file's path as `source` (its live name, for files that were rotated while they
/// were followed) and this machine's name as `host`, unless they say otherwise themselves.
///
/// One thread does all: it looks at the files every [#POLL_MILLIS], sooner when the file system
/// reports a change, reads what is new, and hands it over while the batch before is being stored.
/// While the store is behind or full it reads nothing; the files themselves are the buffer.
public final class FileFollower implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(FileFollower.class.getName());

  static final int POLL_MILLIS = 250;
  private static final long DISCOVER_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long HINTED_DISCOVER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /// How long a deleted file is kept open after its last growth; its space is not free until then.
  private static final long GONE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final long FORGET_NANOS = TimeUnit.HOURS.toNanos(1);
  private static final long RETRY_MILLIS = 500;
  private static final int MIN_BUFFER = 1 << 20;
  private static final int MAX_WATCHED_FOLDERS = 1_000;
  private static final long OLD_NANOS = TimeUnit.MINUTES.toNanos(10);

  /// A file that is not followed, and why.
  public record Skipped(Path path, String reason) {}

  /// @param behindBytes written to the followed files and not yet stored
  public record Status(int files, long behindBytes, List<Skipped> skipped) {}

  private record Pending(
      BatchMaker.Made made,
      Map<FollowedFile, FilePosition> positions,
      CompletableFuture<Void> stored) {}

  private final Intake intake;
  private final IngestOptions options;
  private final IngestCounters counters;
  private final long sealNanos;
  private final FileTracker tracker;
  private final BatchMaker batch;
  private final byte[] buffer;
  private final Thread thread;
  private final Map<Path, WatchKey> watched = new HashMap<>();
  private final Set<Skipped> reported = new HashSet<>();
  private final Set<String> forgotten = new HashSet<>();
  private @Nullable WatchService watcher;
  private @Nullable Pending pending;
  private volatile boolean stopping;
  private volatile Status status = new Status(0, 0, List.of());
  private boolean warned;

  private FileFollower(
      List<Path> paths,
      Intake intake,
      IngestOptions options,
      IngestCounters counters,
      long sealMillis) {
    this.intake = intake;
    this.options =
        options.defaultFields().containsKey("host") ? options : options.withHost(HostName.get());
    this.counters = counters;
    this.sealNanos = TimeUnit.MILLISECONDS.toNanos(sealMillis);
    Map<String, FilePosition> known = new HashMap<>();
    intake
        .positions()
        .forEach((source, state) -> {
          FilePosition position = FilePosition.decode(state);
          if (FileStamp.isKey(source) && position != null) {
            known.put(source, position);
          }
        });
    tracker = new FileTracker(new FileFinder(paths), known);
    batch = new BatchMaker(this.options, LineFormat.AUTO);
    buffer = new byte[Math.max(MIN_BUFFER, options.maxLineBytes() + (64 << 10))];
    thread = Thread.ofPlatform().name("cordwood-follow").daemon().unstarted(this::run);
  }

  /// Follows until it is closed. Paths need not exist yet.
  ///
  /// @param paths files, with what log rotation makes of them while they are followed, and folders
  ///   with all that is in them
  public static FileFollower start(
      List<Path> paths, Intake intake, IngestOptions options, IngestCounters counters) {
    return start(paths, intake, options, counters, Limits.SEAL_MILLIS);
  }

  /// @param sealMillis see [Limits#SEAL_MILLIS]
  static FileFollower start(
      List<Path> paths,
      Intake intake,
      IngestOptions options,
      IngestCounters counters,
      long sealMillis) {
    FileFollower follower = new FileFollower(paths, intake, options, counters, sealMillis);
    follower.thread.start();
    return follower;
  }

  /// As of the last look at the files, at most about a second ago.
  public Status status() {
    return status;
  }

  private void run() {
    try (WatchService service = FileSystems.getDefault().newWatchService()) {
      watcher = service;
      follow();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.INFO, "no notice of changed files: " + e.getMessage());
      watcher = null;
      follow();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "following files stopped", e);
    }
  }

  private void follow() {
    long discovered = System.nanoTime() - DISCOVER_NANOS;
    long forgot = discovered;
    boolean hint = false;
    boolean more = false;
    try {
      while (!stopping) {
        hint |= waitForChange(more ? 0 : POLL_MILLIS);
        long sinceDiscovered = System.nanoTime() - discovered;
        if (sinceDiscovered >= (hint ? HINTED_DISCOVER_NANOS : DISCOVER_NANOS)) {
          commit();
          if (answer()) {
            discover();
            discovered = System.nanoTime();
            hint = false;
          }
        }
        if (System.nanoTime() - forgot > FORGET_NANOS) {
          forgot = System.nanoTime();
          forgotten.addAll(tracker.forgetOld(BatchMaker.now()));
        }
        more = readAll();
        if (!more) {
          answer(); // nothing to do meanwhile
        }
      }
      answer();
    } finally {
      tracker.close();
    }
  }

  /// @return whether the file system reported something
  private boolean waitForChange(long millis) {
    WatchService service = watcher;
    try {
      if (service == null) {
        TimeUnit.MILLISECONDS.sleep(millis);
        return false;
      }
      WatchKey key = service.poll(millis, TimeUnit.MILLISECONDS);
      if (key == null) {
        return false;
      }
      while (key != null) {
        key.pollEvents();
        key.reset();
        key = service.poll();
      }
      TimeUnit.MILLISECONDS.sleep(10); // a busy writer reports without end: take it in gulps
      return true;
    } catch (InterruptedException e) {
      stopping = true;
      return false;
    }
  }

  private void discover() {
    tracker.discover();
    watch();
    tracker.closeIdle(IDLE_NANOS);
    List<Skipped> skipped = tracker.skipped();
    long behind = tracker.files().stream().mapToLong(FollowedFile::behind).sum();
    status = new Status(tracker.files().size(), behind, skipped);
    for (Skipped each : skipped) {
      if (reported.size() < Limits.MAX_FOLLOWED_FILES && reported.add(each)) {
        LOG.log(
            System.Logger.Level.INFO, "not following %s: %s".formatted(each.path(), each.reason()));
      }
    }
  }

  private void watch() {
    WatchService service = watcher;
    if (service == null) {
      return;
    }
    watched.values().removeIf(key -> !key.isValid());
    for (Path folder : tracker.folders()) {
      if (watched.size() < MAX_WATCHED_FOLDERS && !watched.containsKey(folder)) {
        try {
          watched.put(
              folder,
              folder.register(
                  service,
                  StandardWatchEventKinds.ENTRY_CREATE,
                  StandardWatchEventKinds.ENTRY_MODIFY,
                  StandardWatchEventKinds.ENTRY_DELETE));
        } catch (IOException e) {
          // polling finds the changes too, a little later
        }
      }
    }
  }

  /// @return whether there is more to read right now
  private boolean readAll() {
    boolean more = false;
    for (FollowedFile file : List.copyOf(tracker.files())) {
      if (stopping) {
        return false;
      }
      if (!file.isOpen() && !file.changed) {
        continue;
      }
      try {
        boolean moreInFile = read(file);
        more |= moreInFile;
        if (!moreInFile) {
          tracker.closeIfMany(file);
        }
      } catch (IOException e) {
        tracker.problem(file, e);
      }
      if (batch.isFull()) {
        commit();
      }
    }
    commit();
    return more;
  }

  private boolean read(FollowedFile file) throws IOException {
    long size = file.size();
    file.changed = false;
    if (!file.isIntact(size)) {
      file.changed = true; // the next look at the folders sorts it out
      return false;
    }
    if (size <= file.offset()) {
      seal(file, size);
      return false;
    }
    if (!file.isText) {
      if (file.offset() == 0 && SkipRules.isBinary(file.start())) {
        tracker.ignore(file, "binary: it has NUL bytes");
        return false;
      }
      file.isText = true;
    }
    begin(file);
    long before = file.offset();
    boolean taken = file.take(buffer, options.maxLineBytes(), batch);
    end(file);
    if (taken) {
      file.activeNanos = System.nanoTime();
      if (file.offset() > before) {
        tracker.touched().add(file);
      }
      return true;
    }
    seal(file, size);
    return false;
  }

  /// A rotated or deleted file that has been quiet for a while gets no more lines: what stands
  /// after its last LF is one.
  private void seal(FollowedFile file, long size) throws IOException {
    if (!file.rotated || System.nanoTime() - file.activeNanos < sealNanos) {
      return;
    }
    if (size > file.offset()) {
      begin(file);
      if (file.takeRest(buffer, options.maxLineBytes(), batch)) {
        tracker.touched().add(file);
      }
      end(file);
    } else if (file.gone && System.nanoTime() - file.activeNanos > GONE_NANOS) {
      tracker.release(file);
    }
  }

  private void begin(FollowedFile file) {
    batch.parser.setDefault("source", file.source);
    batch.parser.restart(file.lastTime);
    long modified = file.stamp.modified();
    batch.arrival(BatchMaker.now() - modified > OLD_NANOS ? modified : 0);
  }

  private void end(FollowedFile file) {
    file.lastTime = batch.parser.lastTime();
  }

  /// Hands what was read to the intake, once it has stored what it was handed before.
  private void commit() {
    if (batch.isEmpty() && tracker.touched().isEmpty() && forgotten.isEmpty()) {
      return;
    }
    BatchMaker.Made made = batch.make();
    Map<FollowedFile, FilePosition> positions = new LinkedHashMap<>();
    List<SourcePosition> sources = new ArrayList<>();
    for (FollowedFile file : tracker.touched()) {
      FilePosition position = file.position();
      positions.put(file, position);
      sources.add(new SourcePosition(file.key, position.encode()));
    }
    tracker.touched().clear();
    if (!answer()) {
      return; // what was read just now is read again
    }
    forgotten.forEach(key -> sources.add(new SourcePosition(key, "")));
    forgotten.clear();
    pending = new Pending(made, positions, append(made.batch(), sources));
  }

  private CompletableFuture<Void> append(EventBatch rows, List<SourcePosition> sources) {
    try {
      return intake.append(rows, sources);
    } catch (IOException | RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /// Waits for the store's answer to the last batch. If it is no, all files go back to what the
  /// store has, and nothing is read for a moment.
  private boolean answer() {
    Pending asked = pending;
    if (asked == null) {
      return true;
    }
    pending = null;
    Throwable failure = IngestSession.failure(asked.stored);
    if (failure == null) {
      asked.positions.forEach(tracker::stored);
      asked.made.countReceived(counters);
      counters.storedLines.add(asked.made.rows());
      warned = false;
      return true;
    }
    if (!warned) {
      warned = true;
      String what = failure instanceof StoreFullException ? "waiting: " : "cannot store lines: ";
      LOG.log(System.Logger.Level.WARNING, "following files: " + what + failure.getMessage());
    }
    tracker.touched().clear();
    for (FollowedFile file : List.copyOf(tracker.files())) {
      try {
        file.rewind();
        tracker.touched().add(file);
        file.changed = true;
      } catch (IOException e) {
        tracker.problem(file, e);
      }
    }
    waitForChange(RETRY_MILLIS);
    return false;
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
