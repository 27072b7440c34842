package dev.cordwood.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// A version's parts and the rows that were in memory.
final class StoreSnapshot implements Snapshot {
  private final Version version;
  private final List<Segment> segments;
  private final AtomicBoolean closed = new AtomicBoolean();

  /// @param version acquired by the caller, released by [#close()]
  StoreSnapshot(Version version, List<MemoryBlock> memory) {
    this.version = version;
    List<Segment> all = new ArrayList<>(version.parts().size() + 1);
    for (LivePart part : version.parts()) {
      all.add(part.reader());
    }
    if (!memory.isEmpty()) {
      all.add(new OpenSegment(memory));
    }
    this.segments = List.copyOf(all);
  }

  @Override
  public List<Segment> segments() {
    return segments;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      version.release();
    }
  }
}
