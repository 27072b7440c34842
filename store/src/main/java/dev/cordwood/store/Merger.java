package dev.cordwood.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Chooses parts, merges them and puts the result in their place.
final class Merger implements AutoCloseable {
  private static final int LEVEL = 6;

  /// While a merge runs each of its parts with rows of one time has a decoded block in memory.
  private static final long MEMORY_PER_PART = 32L << 20;

  private static final long MAX_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int FAN_IN = 8;

  private final StoreOptions options;
  private final Catalog catalog;
  private final Room room;
  private final Problems problems;
  private final Counters counters;
  private final BooleanSupplier stopping;
  private final MergeChoice choice;
  private @Nullable BlockEncoder encoder;

  Merger(
      StoreOptions options,
      Catalog catalog,
      Room room,
      Problems problems,
      Counters counters,
      BooleanSupplier stopping) {
    this.options = options;
    this.catalog = catalog;
    this.room = room;
    this.problems = problems;
    this.counters = counters;
    this.stopping = stopping;
    int fanIn = options.mergeFanIn() > 0 ? options.mergeFanIn() : FAN_IN;
    long fitting = Runtime.getRuntime().maxMemory() / 2 / MEMORY_PER_PART;
    int overlapping = Math.clamp(fitting, 2, fanIn);
    this.choice = new MergeChoice(fanIn, overlapping, options.maxPartBytes());
  }

  /// Does the most useful merge there is.
  ///
  /// @return false when there is none
  boolean mergeOnce() throws IOException {
    Version version = catalog.view().version();
    if (!version.tryAcquire()) {
      return true; // a newer one is there
    }
    try {
      return mergeOnce(version);
    } finally {
      version.release();
    }
  }

  private boolean mergeOnce(Version version) throws IOException {
    List<LivePart> mergeable = new ArrayList<>(version.parts());
    mergeable.removeIf(LivePart::isDamaged);
    long now = options.clock().instant().getEpochSecond();
    List<LivePart> chosen =
        choice.choose(mergeable, (int) Math.floorDiv(now, 86_400L), catalog.isFilling());
    if (chosen.isEmpty() || !room.has(bytes(chosen))) {
      return false;
    }
    counters.mergesRunning.incrementAndGet();
    try {
      merge(chosen);
      return true;
    } catch (Merge.StoppedException e) {
      return false;
    } catch (Merge.UnreadableException e) {
      e.part().markDamaged();
      problems.add(new Problem(e.part().path(), "left out of merges: " + e.getMessage()));
      return true;
    } finally {
      counters.mergesRunning.decrementAndGet();
    }
  }

  private static long bytes(List<LivePart> parts) {
    return parts.stream().mapToLong(part -> part.entry().fileBytes()).sum();
  }

  private void merge(List<LivePart> chosen) throws IOException {
    long start = System.nanoTime();
    BlockEncoder own = encoder == null ? new BlockEncoder(LEVEL) : encoder;
    encoder = own;
    PartsWriter.Drafts drafts = day -> catalog.newDraft(day, own);
    Merge merge = new Merge(chosen, this::beforeBlock);
    List<LivePart> made = new ArrayList<>();
    try (PartsWriter days = writer(drafts, merge);
        PartsWriter rest = writer(drafts, merge)) {
      merge.writeTo(days, rest);
      long rows = days.rows() + rest.rows();
      made.addAll(days.finish());
      try {
        made.addAll(rest.finish());
        requireSame(rows, chosen, made);
        catalog.installParts(made, new HashSet<>(chosen), new HashSet<>());
      } catch (IOException e) {
        boolean mayBeListed = e instanceof ManifestFile.InDoubtException;
        made.forEach(part -> part.discard(mayBeListed));
        throw e;
      }
    }
    counters.merged(bytes(chosen), System.nanoTime() - start);
  }

  private PartsWriter writer(PartsWriter.Drafts drafts, Merge merge) {
    return new PartsWriter(drafts, new BlockBuilder(), merge.level(), options.maxPartBytes());
  }

  private static void requireSame(long rows, List<LivePart> chosen, List<LivePart> made)
      throws IOException {
    long before = chosen.stream().mapToLong(part -> part.entry().rows()).sum();
    long after = made.stream().mapToLong(part -> part.entry().rows()).sum();
    if (before != after || before != rows) {
      throw new IOException(
          "a merge of %d rows made %d rows and was thrown away".formatted(before, after));
    }
  }

  /// Ingest goes first: a merge slows down while rows wait to be written into parts.
  private void beforeBlock() throws IOException {
    catalog.pause(
        () -> stopping.getAsBoolean() || catalog.view().frozen().size() <= 1, MAX_PAUSE_NANOS);
    if (stopping.getAsBoolean()) {
      throw new Merge.StoppedException();
    }
  }

  @Override
  public void close() {
    if (encoder != null) {
      encoder.close();
    }
  }
}
