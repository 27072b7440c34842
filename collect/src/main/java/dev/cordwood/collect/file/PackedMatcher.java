package dev.cordwood.collect.file;

import dev.cordwood.collect.file.PackedFiles.Unpacked;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Says which file a compressed one was made of.
final class PackedMatcher {
  /// What a compressed file is.
  sealed interface Verdict {
    /// That cannot be said yet.
    record Wait() implements Verdict {}

    /// What was known when it was unpacked has changed.
    record Again() implements Verdict {}

    /// A file that was read up to a position.
    record Known(String key, FilePosition position) implements Verdict {}

    /// Nothing of it was read before.
    record New() implements Verdict {}
  }

  private final KnownFiles known;
  private final Function<String, @Nullable FollowedFile> followed;

  /// @param followed the file with this key that is being read, if there is one
  PackedMatcher(KnownFiles known, Function<String, @Nullable FollowedFile> followed) {
    this.known = known;
    this.followed = followed;
  }

  Verdict judge(String ownKey, Unpacked unpacked) {
    String best = null;
    FilePosition bestPosition = null;
    for (Map.Entry<String, FilePosition> each : unpacked.candidates().entrySet()) {
      FilePosition now = known.get(each.getKey());
      FilePosition then = each.getValue();
      boolean fits = unpacked.result().matches().contains(each.getKey());
      boolean isSame =
          now != null && now.offset() == then.offset() && now.tailHash() == then.tailHash();
      if (fits && !isSame) {
        return new Verdict.Again();
      }
      FollowedFile reading = followed.apply(each.getKey());
      if (reading != null && reading.behind() > 0 && then.offset() < unpacked.result().size()) {
        return new Verdict.Wait(); // it may be what this one was made of
      }
      if (fits
          && now != null
          && isBetter(each.getKey(), now, ownKey, best, bestPosition, unpacked)) {
        best = each.getKey();
        bestPosition = now;
      }
    }
    return best == null || bestPosition == null
        ? new Verdict.New()
        : new Verdict.Known(best, bestPosition);
  }

  /// Its own position counts most, then that of a file last changed at the same time, which most
  /// programs keep, then the one that is furthest.
  private static boolean isBetter(
      String key,
      FilePosition position,
      String ownKey,
      @Nullable String best,
      @Nullable FilePosition bestPosition,
      Unpacked unpacked) {
    if (best == null || bestPosition == null || key.equals(ownKey)) {
      return true;
    }
    if (best.equals(ownKey)) {
      return false;
    }
    long modified = unpacked.found().stamp().modified();
    boolean sameTime = position.modified() == modified;
    boolean bestSameTime = bestPosition.modified() == modified;
    return sameTime != bestSameTime ? sameTime : position.offset() > bestPosition.offset();
  }
}
