package dev.cordwood.store;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Rows in the order of day, stream and time (rows that agree in all of them keep their order).
/// Rows of the same day and stream form a group; groups are few, rows many, so rows are only
/// counted into groups and sorted by time within them.
final class RowGroups {
  /// @param stream the number of its stream
  /// @param from where it begins in [#order()]
  record Group(int day, int stream, int from, int to) {}

  private final int[] order;
  private final Group[] groups;

  /// @param streams the stream of each row, as numbered by `keys`
  RowGroups(long[] times, int[] streams, StreamKeys keys) {
    int rows = streams.length;
    Map<Long, Integer> numbers = new HashMap<>();
    int[] groupOf = new int[rows];
    long lastKey = 0;
    int lastGroup = -1;
    for (int row = 0; row < rows; row++) {
      long key = ((long) PartEntry.dayOf(times[row]) << 32) | streams[row];
      if (key != lastKey || lastGroup < 0) {
        Integer known = numbers.get(key);
        lastGroup = known == null ? numbers.size() : known;
        if (known == null) {
          numbers.put(key, lastGroup);
        }
        lastKey = key;
      }
      groupOf[row] = lastGroup;
    }
    this.order = new int[rows];
    this.groups = place(numbers, keys.ranks(), groupOf);
    for (Group group : groups) {
      TimeSort.sort(order, group.from, group.to, times);
    }
  }

  /// Row numbers.
  int[] order() {
    return order;
  }

  /// In rising order of day and stream's text.
  Group[] groups() {
    return groups;
  }

  /// Sorts the groups, gives each its range of [#order] and puts its rows there.
  private Group[] place(Map<Long, Integer> numbers, int[] ranks, int[] groupOf) {
    int[] sizes = new int[numbers.size()];
    for (int group : groupOf) {
      sizes[group]++;
    }
    Long[] keys = numbers.keySet().toArray(new Long[0]);
    Arrays.sort(
        keys,
        (a, b) -> {
          int byDay = Integer.compare(day(a), day(b));
          return byDay != 0 ? byDay : Integer.compare(ranks[stream(a)], ranks[stream(b)]);
        });
    Group[] placed = new Group[keys.length];
    int[] next = new int[keys.length];
    int from = 0;
    for (int i = 0; i < keys.length; i++) {
      int number = numbers.getOrDefault(keys[i], 0);
      int to = from + sizes[number];
      placed[i] = new Group(day(keys[i]), stream(keys[i]), from, to);
      next[number] = from;
      from = to;
    }
    for (int row = 0; row < groupOf.length; row++) {
      order[next[groupOf[row]]++] = row;
    }
    return placed;
  }

  private static int day(long key) {
    return (int) (key >> 32);
  }

  private static int stream(long key) {
    return (int) key;
  }
}
