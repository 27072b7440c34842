package dev.cordwood.collect.file;

import dev.cordwood.collect.Appends;
import dev.cordwood.collect.BatchMaker;
import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.Intake;
import dev.cordwood.collect.ReportedException;
import dev.cordwood.event.EventBatch;
import dev.cordwood.store.SourcePosition;
import dev.cordwood.store.StoreFullException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Hands rows and positions to the intake, as one transaction each, one after another: while one is
/// being stored the next is made.
final class Commits {
  private static final System.Logger LOG = System.getLogger(FileFollower.class.getName());

  private record Pending(
      BatchMaker.Made made,
      Map<FollowedFile, FilePosition> positions,
      KnownFiles.Changes changes,
      CompletableFuture<Void> stored) {}

  private final Intake intake;
  private final IngestCounters counters;
  private final FileTracker tracker;
  private final FileRows rows;
  private final Runnable pause;
  private @Nullable Pending pending;
  private boolean warned;

  /// @param pause waits a moment after the store has refused a batch
  Commits(
      Intake intake, IngestCounters counters, FileTracker tracker, FileRows rows, Runnable pause) {
    this.intake = intake;
    this.counters = counters;
    this.tracker = tracker;
    this.rows = rows;
    this.pause = pause;
  }

  /// Hands over what was read, once what was handed over before is stored.
  void commit() {
    if (rows.isEmpty() && tracker.touched().isEmpty() && !tracker.known().hasChanges()) {
      return;
    }
    KnownFiles.Changes changes = tracker.known().takeChanges();
    for (KnownFiles.Gap gap : changes.gaps()) {
      rows.gap(gap.source(), gap.path(), gap.bytes(), gap.reason());
    }
    BatchMaker.Made made = rows.make();
    Map<FollowedFile, FilePosition> positions = new LinkedHashMap<>();
    Map<String, String> states = new LinkedHashMap<>(changes.states());
    for (FollowedFile file : tracker.touched()) {
      FilePosition position = file.position();
      positions.put(file, position);
      states.put(file.key, position.encode()); // instead of what had this key before
    }
    List<SourcePosition> sources = new ArrayList<>();
    states.forEach((key, state) -> sources.add(new SourcePosition(key, state)));
    tracker.touched().clear();
    if (!answer()) {
      tracker.known().giveBack(changes);
      return; // what was read just now is read again
    }
    pending = new Pending(made, positions, changes, append(made.batch(), sources));
  }

  private CompletableFuture<Void> append(EventBatch batch, List<SourcePosition> sources) {
    try {
      return intake.append(batch, sources);
    } catch (IOException | RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /// Whether all that was read is stored.
  boolean isClear() {
    return pending == null
        && rows.isEmpty()
        && tracker.touched().isEmpty()
        && !tracker.known().hasChanges();
  }

  /// Waits for the store's answer to the last batch. If it is no, all files go back to what the
  /// store has, and nothing is read for a moment.
  boolean answer() {
    Pending asked = pending;
    if (asked == null) {
      return true;
    }
    pending = null;
    Throwable failure = Appends.failure(asked.stored);
    if (failure == null) {
      asked.positions.forEach(tracker::stored);
      asked.made.countReceived(counters);
      counters.storedLines.add(asked.made.rows());
      warned = false;
      return true;
    }
    if (!warned && !(failure instanceof ReportedException)) {
      warned = true;
      String what = failure instanceof StoreFullException ? "waiting: " : "cannot store lines: ";
      LOG.log(System.Logger.Level.WARNING, "following files: " + what + failure.getMessage());
    }
    tracker.known().giveBack(asked.changes);
    tracker.touched().clear();
    for (FollowedFile file : List.copyOf(tracker.files())) {
      file.rewind();
      tracker.touched().add(file);
    }
    pause.run();
    return false;
  }
}
