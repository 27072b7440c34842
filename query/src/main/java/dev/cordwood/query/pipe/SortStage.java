package dev.cordwood.query.pipe;

import dev.cordwood.query.QueryContext;
import dev.cordwood.query.Rows;
import dev.cordwood.query.Stage;
import dev.cordwood.query.lang.SelectPipe;
import dev.cordwood.query.lang.SortKey;
import dev.cordwood.query.rows.MemoryMeter;
import dev.cordwood.query.rows.RowsBuilder;
import dev.cordwood.query.rows.StoredRow;
import dev.cordwood.query.stats.Tuples;
import dev.cordwood.query.value.NaturalKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// `sort`, `first`, `last`. With a limit a worker keeps a heap of that many rows, a heap for each
/// partition; without one it keeps all rows. Rows that are equal in all keys come in any order.
final class SortStage implements Stage {
  private static final long KEY_BYTES = 56;

  private record Entry(NaturalKey[] keys, StoredRow row) {
    long bytes() {
      long bytes = row.bytes() + 32 + KEY_BYTES * keys.length;
      for (NaturalKey key : keys) {
        bytes += key.text().length();
      }
      return bytes;
    }
  }

  /// What one worker has; without `partition by` there is one partition.
  private final class Part {
    private final Tuples tuples = Tuples.ofFields(pipe.partitionBy());
    private final List<PriorityQueue<Entry>> heaps = new ArrayList<>();
    private final List<List<Entry>> lists = new ArrayList<>();
    private final MemoryMeter memory = new MemoryMeter(context);
    private long bytes;

    void partitions(int count) {
      while (lists.size() < count) {
        lists.add(new ArrayList<>());
        heaps.add(new PriorityQueue<>(order.reversed()));
        bytes += 128;
      }
    }

    void offer(int partition, Entry entry) {
      bytes += entry.bytes();
      if (keep == Long.MAX_VALUE) {
        lists.get(partition).add(entry);
        return;
      }
      PriorityQueue<Entry> heap = heaps.get(partition);
      heap.add(entry);
      if (heap.size() > keep) {
        bytes -= heap.remove().bytes();
      }
    }

    void keepMemory() {
      memory.keep(bytes + (pipe.partitionBy().isEmpty() ? 0 : tuples.bytes()));
    }
  }

  private final SelectPipe.Sort pipe;
  private final QueryContext context;
  private final Stage next;
  private final long keep;
  private final Comparator<Entry> order;
  private final @Nullable Part[] parts;

  SortStage(SelectPipe.Sort pipe, QueryContext context, Stage next) {
    this.pipe = pipe;
    this.context = context;
    this.next = next;
    this.keep =
        pipe.limit() == 0 || pipe.limit() > Long.MAX_VALUE - pipe.offset()
            ? Long.MAX_VALUE
            : pipe.offset() + pipe.limit();
    this.order = (left, right) -> compare(left.keys, right.keys);
    this.parts = new Part[context.workers()];
  }

  private int compare(NaturalKey[] left, NaturalKey[] right) {
    for (int k = 0; k < left.length; k++) {
      int compared = left[k].compareTo(right[k]);
      if (compared != 0) {
        return pipe.keys().get(k).descending() ? -compared : compared;
      }
    }
    return 0;
  }

  @Override
  public void accept(int worker, Rows rows) {
    context.check();
    Part part = part(worker);
    int[] partitions = null;
    if (pipe.partitionBy().isEmpty()) {
      part.partitions(1);
    } else {
      partitions = part.tuples.assign(rows);
      part.partitions(part.tuples.count());
    }
    SortColumn[] columns = new SortColumn[pipe.keys().size()];
    for (int k = 0; k < columns.length; k++) {
      SortKey key = pipe.keys().get(k);
      columns[k] = new SortColumn(rows, key);
    }
    StoredRow.Copier copier = null; // touches all columns: only when a row is kept
    for (int row = 0; row < rows.size(); row++) {
      int partition = partitions == null ? 0 : partitions[row];
      if (!loses(columns, row, part.heaps.get(partition))) {
        copier = copier == null ? StoredRow.copier(rows) : copier;
        part.offer(partition, new Entry(keys(columns, row), copier.copy(row)));
        if ((row & 255) == 0) {
          part.keepMemory();
        }
      }
    }
    part.keepMemory();
  }

  private Part part(int worker) {
    Part part = parts[worker];
    if (part == null) {
      part = new Part();
      parts[worker] = part;
    }
    return part;
  }

  /// Whether the heap is full and the row does not come before its last one.
  private boolean loses(SortColumn[] columns, int row, PriorityQueue<Entry> heap) {
    Entry last = heap.size() < keep ? null : heap.peek();
    if (last == null) {
      return false;
    }
    for (int k = 0; k < columns.length; k++) {
      int compared = columns[k].compare(row, last.keys[k]);
      if (compared != 0) {
        return compared > 0;
      }
    }
    return true;
  }

  private static NaturalKey[] keys(SortColumn[] columns, int row) {
    NaturalKey[] keys = new NaturalKey[columns.length];
    for (int k = 0; k < keys.length; k++) {
      keys[k] = columns[k].key(row);
    }
    return keys;
  }

  @Override
  public void finish() {
    Part all = part(0);
    for (int worker = 1; worker < parts.length; worker++) {
      Part part = parts[worker];
      if (part != null) {
        context.check();
        merge(all, part);
        parts[worker] = null;
      }
    }
    emit(all);
    all.memory.release();
    parts[0] = null;
    next.finish();
  }

  private void merge(Part all, Part part) {
    int[] mapping = {0};
    if (pipe.partitionBy().isEmpty()) {
      all.partitions(1);
    } else {
      mapping = all.tuples.addAll(part.tuples);
      all.partitions(all.tuples.count());
    }
    part.memory.release();
    for (int partition = 0; partition < part.lists.size(); partition++) {
      for (Entry entry : part.lists.get(partition)) {
        all.offer(mapping[partition], entry);
      }
      for (Entry entry : part.heaps.get(partition)) {
        all.offer(mapping[partition], entry);
      }
    }
    all.keepMemory();
  }

  private void emit(Part all) {
    List<Integer> partitions = new ArrayList<>();
    for (int partition = 0; partition < all.lists.size(); partition++) {
      partitions.add(partition);
    }
    if (!pipe.partitionBy().isEmpty()) {
      partitions.sort(all.tuples::compare);
    }
    List<StoredRow> batch = new ArrayList<>();
    for (int partition : partitions) {
      List<Entry> entries = all.lists.get(partition);
      entries.addAll(all.heaps.get(partition));
      entries.sort(order);
      context.check();
      long end = Math.min(entries.size(), keep);
      for (long i = pipe.offset(); i < end; i++) {
        StoredRow row = entries.get((int) i).row;
        batch.add(pipe.rankName().isEmpty() ? row : row.withNumber(pipe.rankName(), i + 1));
        if (batch.size() == RowsBuilder.BATCH) {
          if (!next.wantsMore()) {
            return;
          }
          context.check();
          next.accept(0, StoredRow.toRows(batch));
          batch.clear();
        }
      }
    }
    if (!batch.isEmpty()) {
      next.accept(0, StoredRow.toRows(batch));
    }
  }
}
