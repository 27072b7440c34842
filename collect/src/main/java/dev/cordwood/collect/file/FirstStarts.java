package dev.cordwood.collect.file;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Since when each path or pattern has been followed, over all starts: kept in the store beside the
/// positions. What was there before is treated otherwise than what came later.
final class FirstStarts {
  private static final String PREFIX = "follow:";
  private static final String VERSION = "1 ";

  private final Map<String, Long> since = new HashMap<>();
  private final long now;

  /// @param states all positions that the store has
  FirstStarts(Map<String, String> states, long now) {
    this.now = now;
    states.forEach((source, state) -> {
      if (source.startsWith(PREFIX) && state.startsWith(VERSION)) {
        try {
          since.put(source, Long.parseLong(state.substring(VERSION.length())));
        } catch (NumberFormatException e) {
          // not ours: as if it were followed for the first time
        }
      }
    });
  }

  private static String key(PathGlob glob) {
    return PREFIX + glob.text();
  }

  /// When following it began, in nanoseconds since the epoch; null when that is now.
  @Nullable Long of(PathGlob glob) {
    return since.get(key(glob));
  }

  /// From here on it has been followed.
  ///
  /// @return what is to be stored of it, by key; empty when that is known
  Map<String, String> begin(Iterable<PathGlob> globs, Map<String, Long> earlier) {
    Map<String, String> added = new HashMap<>();
    for (PathGlob glob : globs) {
      long start = earlier.getOrDefault(glob.text(), now);
      if (since.putIfAbsent(key(glob), start) == null) {
        added.put(key(glob), VERSION + start);
      }
    }
    return added;
  }
}
