package dev.cordwood.collect;

import org.jspecify.annotations.Nullable;

/// How far a body with an idempotency key has been stored, as it stands in the store beside the
/// rows.
///
/// @param done whether all of it is; the counts are those of the answer then
/// @param timeMillis when that was
/// @param rows durable rows
record KeyState(
    boolean done,
    long timeMillis,
    long rows,
    long lines,
    long bytes,
    long broken,
    long cut,
    long empty) {

  static KeyState part(long timeMillis, long rows) {
    return new KeyState(false, timeMillis, rows, 0, 0, 0, 0, 0);
  }

  String text() {
    return done
        ? "done %d %d %d %d %d %d %d".formatted(timeMillis, rows, lines, bytes, broken, cut, empty)
        : "part %d %d".formatted(timeMillis, rows);
  }

  /// @return null when it is no such text
  static @Nullable KeyState parse(String text) {
    String[] words = text.split(" ", -1);
    boolean done = words[0].equals("done") && words.length == 8;
    if (!done && !(words[0].equals("part") && words.length == 3)) {
      return null;
    }
    long[] numbers = new long[7];
    try {
      for (int i = 1; i < words.length; i++) {
        numbers[i - 1] = Long.parseLong(words[i]);
      }
    } catch (NumberFormatException e) {
      return null;
    }
    return new KeyState(
        done, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]);
  }
}
