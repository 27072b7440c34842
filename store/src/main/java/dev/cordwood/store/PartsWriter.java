package dev.cordwood.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes rows that come sorted by day, stream and time into new parts, one file at a time. Unless
/// the parts are taken by [#finish], [#close] deletes them.
final class PartsWriter implements AutoCloseable {
  /// Makes the files.
  interface Drafts {
    PartDraft create(int day) throws IOException;
  }

  private final Drafts drafts;
  private final int level;
  private final long maxPartBytes;
  private final BlockCutter cutter;
  private final List<LivePart> finished = new ArrayList<>();
  private @Nullable PartDraft draft;
  private int day;
  private boolean begun;
  private long rows;

  /// @param level of the new parts
  PartsWriter(Drafts drafts, BlockBuilder builder, int level, long maxPartBytes) {
    this.drafts = drafts;
    this.level = level;
    this.maxPartBytes = maxPartBytes;
    builder.clear();
    this.cutter = new BlockCutter(builder, this::writeBlock);
  }

  /// The rows that follow belong to this day and to another stream than those before.
  void beginStream(int rowsDay) throws IOException {
    if (begun && rowsDay != day) {
      cutter.finish();
      finishDraft();
    } else {
      cutter.nextStream();
    }
    day = rowsDay;
    begun = true;
  }

  /// Rows `[from, to)` of the origin.
  void add(RowOrigin source, int from, int to) throws IOException {
    cutter.add(source, from, to);
    rows += to - from;
  }

  /// A block that follows what was added, as it is stored. See [#cut].
  void add(StoredBlock block) throws IOException {
    if (cutter.rows() > 0) {
      throw new IllegalStateException(cutter.rows() + " rows would come behind the block");
    }
    draft().write(block);
    rows += block.rows();
  }

  /// How many rows there are, when they are too few for a block.
  int waitingRows() {
    return cutter.isWaiting() ? cutter.rows() : 0;
  }

  /// Ends the block: what was added before is written.
  void cut() throws IOException {
    cutter.finish();
  }

  long rows() {
    return rows;
  }

  /// @return the new parts, durable, not yet listed by any manifest
  List<LivePart> finish() throws IOException {
    cutter.finish();
    finishDraft();
    List<LivePart> parts = List.copyOf(finished);
    finished.clear();
    return parts;
  }

  @Override
  public void close() {
    PartDraft open = draft;
    if (open != null) {
      open.close();
    }
    finished.forEach(part -> part.discard(false));
  }

  private void writeBlock(BlockBuilder builder) throws IOException {
    draft().write(builder);
  }

  /// The file for the next block.
  private PartDraft draft() throws IOException {
    PartDraft open = draft;
    if (open != null && (open.isFull() || open.bytes() >= maxPartBytes)) {
      finishDraft();
      open = null;
    }
    if (open == null) {
      open = drafts.create(day);
      draft = open;
    }
    return open;
  }

  private void finishDraft() throws IOException {
    PartDraft open = draft;
    if (open != null) {
      finished.add(open.finish(level));
      draft = null;
    }
  }
}
