package dev.cordwood.query.stats;

import dev.cordwood.event.ValueType;
import dev.cordwood.query.lang.FieldMatch;
import dev.cordwood.query.lang.SortKey;
import dev.cordwood.query.value.NaturalKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// `json_values`: rows as JSON objects in an array. With an order and a limit only the rows that
/// stand first are kept.
final class JsonValuesAggregator extends Aggregator {
  private record Entry(NaturalKey[] keys, String json) {}

  private final List<FieldMatch> fields;
  private final List<SortKey> sort;
  private final long limit;
  private final Comparator<Entry> order;
  private @Nullable Queue<Entry>[] entries = queues(1);
  private long entryBytes;

  JsonValuesAggregator(List<FieldMatch> fields, List<SortKey> sort, long limit) {
    this.fields = fields;
    this.sort = sort;
    this.limit = limit == 0 ? Long.MAX_VALUE : limit;
    this.order = (left, right) -> compare(left.keys, right.keys);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static @Nullable Queue<Entry>[] queues(int length) {
    return new Queue[length];
  }

  private int compare(NaturalKey[] left, NaturalKey[] right) {
    for (int k = 0; k < left.length; k++) {
      int compared = left[k].compareTo(right[k]);
      if (compared != 0) {
        return sort.get(k).descending() ? -compared : compared;
      }
    }
    return 0;
  }

  @Override
  void add(Batch batch, int[] groups, int groupCount) {
    grow(groupCount);
    List<String> names = Batch.matching(batch.rows(), fields);
    for (int row = 0; row < batch.size(); row++) {
      int group = groups[row];
      if (group < 0) {
        continue;
      }
      Queue<Entry> queue = queue(group);
      NaturalKey[] keys = keys(batch, row);
      if (queue.size() >= limit && !beatsLast(keys, queue)) {
        continue;
      }
      StringBuilder json = new StringBuilder(128);
      RowJson.append(batch.rows(), row, names, json);
      offer(queue, new Entry(keys, json.toString()));
    }
  }

  private NaturalKey[] keys(Batch batch, int row) {
    NaturalKey[] keys = new NaturalKey[sort.size()];
    for (int k = 0; k < keys.length; k++) {
      keys[k] = NaturalKey.of(batch.cells(sort.get(k).field()).text(row));
    }
    return keys;
  }

  private boolean beatsLast(NaturalKey[] keys, Queue<Entry> queue) {
    Entry last = queue.peek();
    return !sort.isEmpty() && last != null && compare(keys, last.keys) < 0;
  }

  private void offer(Queue<Entry> queue, Entry entry) {
    queue.add(entry);
    entryBytes += size(entry);
    if (queue.size() > limit) {
      Entry dropped = queue.remove();
      entryBytes -= size(dropped);
    }
  }

  private static long size(Entry entry) {
    return 64 + 2L * entry.json.length() + 64L * entry.keys.length;
  }

  private Queue<Entry> queue(int group) {
    Queue<Entry> queue = entries[group];
    if (queue == null) {
      queue = sort.isEmpty() ? new java.util.ArrayDeque<>() : new PriorityQueue<>(order.reversed());
      entries[group] = queue;
    }
    return queue;
  }

  private void grow(int groupCount) {
    if (groupCount > entries.length) {
      entries = Arrays.copyOf(entries, capacity(entries.length, groupCount));
    }
  }

  @Override
  void merge(Aggregator other, int[] mapping, int groupCount) {
    grow(groupCount);
    JsonValuesAggregator theirs = (JsonValuesAggregator) other;
    for (int group = 0; group < Math.min(mapping.length, theirs.entries.length); group++) {
      Queue<Entry> added = theirs.entries[group];
      if (added == null) {
        continue;
      }
      Queue<Entry> queue = queue(mapping[group]);
      for (Entry entry : added) {
        if (queue.size() < limit || beatsLast(entry.keys, queue)) {
          offer(queue, entry);
        }
      }
    }
  }

  @Override
  long bytes() {
    return 8L * entries.length + entryBytes;
  }

  @Override
  String text(int group) {
    Queue<Entry> queue = group < entries.length ? entries[group] : null;
    List<Entry> rows = queue == null ? List.of() : new ArrayList<>(queue);
    if (!sort.isEmpty()) {
      rows = rows.stream().sorted(order).toList();
    }
    StringBuilder out = new StringBuilder("[");
    for (Entry entry : rows) {
      if (out.length() > 1) {
        out.append(',');
      }
      out.append(entry.json);
    }
    return out.append(']').toString();
  }

  @Override
  ValueType type(int group) {
    return ValueType.JSON;
  }
}
