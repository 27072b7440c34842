package dev.cordwood.collect.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Finds files that are gone with bytes in them that were never read. They are looked for a while,
/// for a copy or a compressed file may have these bytes.
final class Gaps {
  private final KnownFiles known;
  private final long waitNanos;
  private final Map<String, Long> missing = new HashMap<>();

  Gaps(KnownFiles known, long waitNanos) {
    this.known = known;
    this.waitNanos = waitNanos;
  }

  /// @param isThere whether the file with a key is there or is still being read
  /// @param mayComeBack whether a file that was at this path cannot be looked for, or is about to
  ///   be found in another one
  void look(Predicate<String> isThere, Predicate<Path> mayComeBack) {
    long now = System.nanoTime();
    missing.keySet().removeIf(key -> known.get(key) == null || isThere.test(key));
    List<String> lost = new ArrayList<>();
    known
        .positions()
        .forEach((key, position) -> {
          if (position.unread() > 0
              && !isThere.test(key)
              && now - missing.computeIfAbsent(key, each -> now) >= waitNanos) {
            lost.add(key);
          }
        });
    for (String key : lost) {
      FilePosition position = known.get(key);
      Path path = position == null ? null : Path.of(position.source());
      if (position == null || path == null) {
        continue;
      }
      if (mayComeBack.test(path) || isAway(key, path)) {
        missing.remove(key); // one look that finds nothing, amid renames, says little
        continue;
      }
      missing.remove(key);
      known.lose(
          key,
          position,
          FileStamp.isOrphanKey(key)
              ? "truncated or replaced before they were read"
              : "deleted before they were read");
    }
  }

  /// Whether the folder is not there either, or on another device: a disk that is not mounted.
  private static boolean isAway(String key, Path path) {
    Path folder = path.getParent();
    try {
      return folder == null || !FileStamp.deviceOf(folder).equals(FileStamp.device(key));
    } catch (IOException e) {
      return true;
    }
  }
}
