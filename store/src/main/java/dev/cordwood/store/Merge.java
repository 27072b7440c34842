package dev.cordwood.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Merges sorted parts into new ones, row by row, with one or few blocks of each part in memory.
///
/// Parts of one day give parts of that day. Parts of mixed days give parts of mixed days and, for
/// each day that has gathered enough rows, a part of its own.
final class Merge {
  /// From so many rows on a day leaves the mixed parts.
  static final int OWN_DAY_ROWS = Limits.MAX_BLOCK_ROWS / 4;

  /// Asked before each block: waits while others need the machine more, and ends the merge.
  interface Pace {
    /// @throws StoppedException to end the merge
    void beforeBlock() throws IOException;
  }

  /// The store is being closed.
  static final class StoppedException extends IOException {
    private static final long serialVersionUID = 1L;

    StoppedException() {
      super("the store is being closed");
    }
  }

  /// A part that cannot be read to its end.
  static final class UnreadableException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient LivePart part;

    UnreadableException(LivePart part, IOException cause) {
      super(cause.getMessage(), cause);
      this.part = part;
    }

    LivePart part() {
      return part;
    }
  }

  private final List<LivePart> parts;
  private final boolean mixed;
  private final Pace pace;

  Merge(List<LivePart> parts, Pace pace) {
    this.parts = parts;
    this.mixed = parts.getFirst().entry().day() == PartEntry.MIXED_DAYS;
    this.pace = pace;
  }

  int level() {
    return 1 + parts.stream().mapToInt(part -> part.entry().level()).max().orElse(0);
  }

  /// Writes all rows: those of a day of its own to `days`, one day after the other, and those that
  /// stay mixed to `rest`.
  void writeTo(PartsWriter days, PartsWriter rest) throws IOException {
    Set<Integer> ownDays = ownDays();
    List<MergeCursor> cursors = new ArrayList<>();
    for (LivePart part : parts) {
      cursors.add(new MergeCursor(part));
    }
    byte @Nullable [] lastStream = null;
    int lastDay = 0;
    while (!cursors.isEmpty()) {
      MergeCursor first = cursors.getFirst();
      MergeCursor second = null;
      for (MergeCursor cursor : cursors.subList(1, cursors.size())) {
        if (cursor.compare(first) < 0) {
          second = first;
          first = cursor;
        } else if (second == null || cursor.compare(second) < 0) {
          second = cursor;
        }
      }
      boolean own = ownDays.contains(first.day());
      PartsWriter target = own ? days : rest;
      if (lastStream == null
          || first.day() != lastDay
          || !Arrays.equals(first.stream(), lastStream)) {
        target.beginStream(own ? first.day() : PartEntry.MIXED_DAYS);
        lastStream = first.stream();
        lastDay = first.day();
      }
      if (!mixed && first.isWhole(second) && takeBlock(first, target)) {
        lastStream = first.lastStream();
        first.nextBlock();
        pace.beforeBlock();
      } else {
        long untilTime =
            second != null && second.compareStream(first) == 0 ? second.time() : Long.MAX_VALUE;
        copy(first, untilTime, target);
      }
      if (first.origin() == null) {
        cursors.remove(first);
      }
    }
  }

  /// Takes the cursor's block as it is stored. When rows wait before it that are too few for a
  /// block, both become two blocks of about the same size: the block alone would have to follow a
  /// small one, or all blocks behind would have to be cut again.
  ///
  /// @return false, and nothing was done, when the rows have to be taken one by one
  private static boolean takeBlock(MergeCursor cursor, PartsWriter target) throws IOException {
    int waiting = target.waitingRows();
    int half = (waiting + cursor.blockRows()) / 2;
    if (waiting > 0 && half > waiting) {
      if (!cursor.isOneStream()) {
        return false;
      }
      RowOrigin origin = Objects.requireNonNull(cursor.origin());
      target.add(origin, 0, half - waiting);
      target.cut();
      target.add(origin, half - waiting, cursor.blockRows());
      target.cut();
      return true;
    }
    StoredBlock block = cursor.stored();
    if (block == null) {
      return false;
    }
    target.cut();
    target.add(block);
    return true;
  }

  /// Copies rows of the cursor's present day and stream up to a time.
  @SuppressWarnings("ReferenceEquality") // origins are the same or different, never alike
  private void copy(MergeCursor cursor, long untilTime, PartsWriter target) throws IOException {
    RowOrigin origin = cursor.origin();
    if (origin == null) {
      throw new IllegalStateException("a cursor behind its last row");
    }
    boolean more = true;
    while (more && cursor.time() <= untilTime) {
      int from = cursor.row();
      int to = from;
      do {
        to++;
        more = cursor.next();
      } while (more && cursor.row() == to && cursor.time() <= untilTime);
      target.add(origin, from, to);
    }
    if (cursor.origin() != origin) {
      pace.beforeBlock();
    }
  }

  private Set<Integer> ownDays() throws IOException {
    Set<Integer> own = new HashSet<>();
    if (!mixed) {
      own.add(parts.getFirst().entry().day());
      return own;
    }
    Map<Integer, Integer> rows = new HashMap<>();
    for (LivePart part : parts) {
      for (int block = 0; block < part.reader().blocks(); block++) {
        for (long time : part.reader().block(block).times()) {
          rows.merge(PartEntry.dayOf(time), 1, Integer::sum);
        }
      }
    }
    rows.forEach((day, count) -> {
      if (count >= OWN_DAY_ROWS) {
        own.add(day);
      }
    });
    return own;
  }
}
