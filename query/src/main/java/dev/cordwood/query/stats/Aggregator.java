package dev.cordwood.query.stats;

import dev.cordwood.event.ValueType;

/// The state of one function of `stats` for all groups of one worker: arrays with a place a group,
/// not an object a group.
abstract class Aggregator {
  /// @param groups each row's group, or -1 when the function's `if` leaves the row out
  /// @param groupCount all groups so far; states grow to hold them
  abstract void add(Batch batch, int[] groups, int groupCount);

  /// Takes over the state of another worker; it is of no use afterwards.
  ///
  /// @param mapping this worker's group for each of the other's
  abstract void merge(Aggregator other, int[] mapping, int groupCount);

  /// What the state takes of memory, roughly.
  abstract long bytes();

  abstract String text(int group);

  abstract ValueType type(int group);

  /// The length of an array that has place for `count` groups, with room to grow.
  static int capacity(int length, int count) {
    return count <= length ? length : Math.max(count, Math.max(8, length + (length >> 1)));
  }
}
