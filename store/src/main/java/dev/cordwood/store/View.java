package dev.cordwood.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Where all rows are at one moment: in parts, in memories that wait to be written into parts
/// (oldest first), and in the memory that takes new rows. Every row is in exactly one of them.
record View(Version version, List<Frozen> frozen, MemoryTable active) {
  /// Rows that no longer change.
  ///
  /// @param sequence the last frame of the log with rows in it
  /// @param walNumber the highest segment number then
  /// @param positions of the sources after that frame
  record Frozen(MemoryTable table, long sequence, long walNumber, Map<String, String> positions) {}

  View {
    frozen = List.copyOf(frozen);
  }

  /// All blocks in memory, oldest first.
  List<MemoryBlock> memoryBlocks() {
    List<MemoryBlock> last = active.contents().blocks();
    if (frozen.isEmpty()) {
      return last;
    }
    List<MemoryBlock> blocks = new ArrayList<>();
    for (Frozen table : frozen) {
      blocks.addAll(table.table().contents().blocks());
    }
    blocks.addAll(last);
    return blocks;
  }

  long memoryBytes() {
    long bytes = active.contents().footprint();
    for (Frozen table : frozen) {
      bytes += table.table().contents().footprint();
    }
    return bytes;
  }
}
