package dev.cordwood.collect.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Recognises copies of live files, which are about to be truncated.
final class Copies {
  private static final int STEP = 64 << 10;

  /// A copy of a live file.
  private record Copy(String liveKey, long size, long sinceNanos) {}

  private final Map<String, Copy> copies = new HashMap<>();
  private final long waitNanos;
  private final Function<Path, @Nullable FollowedFile> byPath;
  private final Function<String, @Nullable FollowedFile> byKey;

  Copies(
      long waitNanos,
      Function<Path, @Nullable FollowedFile> byPath,
      Function<String, @Nullable FollowedFile> byKey) {
    this.waitNanos = waitNanos;
    this.byPath = byPath;
    this.byKey = byKey;
  }

  void retain(Set<String> keys) {
    copies.keySet().retainAll(keys);
  }

  /// @return whether it was one
  boolean forget(String key) {
    return copies.remove(key) != null;
  }

  boolean isOf(String key, String liveKey) {
    Copy copy = copies.get(key);
    return copy != null && copy.liveKey().equals(liveKey);
  }

  /// Whether this is a copy of a live file that may be truncated at any moment.
  boolean isFresh(FileStamp stamp, FileBytes bytes) throws IOException {
    Copy copy = copies.get(stamp.key());
    FollowedFile live = copy == null ? original(stamp, bytes) : byKey.apply(copy.liveKey());
    if (live == null) {
      return false;
    }
    if (copy == null || copy.size() != stamp.size()) {
      if (!isStart(bytes, stamp.size(), live.bytes())) {
        copies.remove(stamp.key());
        return false;
      }
      long since = copy == null ? System.nanoTime() : copy.sinceNanos();
      copy = new Copy(live.key, stamp.size(), since);
      copies.put(stamp.key(), copy);
    }
    return System.nanoTime() - copy.sinceNanos() < waitNanos;
  }

  private @Nullable FollowedFile original(FileStamp stamp, FileBytes bytes) throws IOException {
    for (String name : RotatedName.lives(RotatedName.name(stamp.path()))) {
      FollowedFile live = byPath.apply(stamp.path().resolveSibling(name));
      if (live != null && !live.rotated && !live.isPacked() && live.position().startsAlike(bytes)) {
        return live;
      }
    }
    return null;
  }

  /// Whether the first `size` bytes of one are those of the other.
  private static boolean isStart(FileBytes one, long size, FileBytes other) throws IOException {
    if (size > other.size()) {
      return false;
    }
    for (long at = 0; at < size; at += STEP) {
      int length = (int) Math.min(STEP, size - at);
      byte[] mine = one.read(at, length);
      if (mine.length < length || !Arrays.equals(mine, other.read(at, length))) {
        return false;
      }
    }
    return true;
  }
}
