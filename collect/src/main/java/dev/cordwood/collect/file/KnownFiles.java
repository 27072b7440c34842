package dev.cordwood.collect.file;

import dev.cordwood.collect.Limits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What the store has of each file, by key, and what of it is to be changed with the next batch.
final class KnownFiles {
  /// A file may be away for so long (on a disk that is not mounted, say) and is still known.
  private static final long MAX_AGE_NANOS = TimeUnit.DAYS.toNanos(30);

  /// Bytes of a file that nobody can read any more.
  record Gap(String source, String path, long bytes, String reason) {}

  /// What goes with the next batch beside the rows of files and their positions.
  ///
  /// @param states by key, empty to forget one
  /// @param gaps to be stored as rows
  record Changes(Map<String, String> states, List<Gap> gaps) {
    boolean isEmpty() {
      return states.isEmpty() && gaps.isEmpty();
    }
  }

  private final Map<String, FilePosition> positions = new HashMap<>();
  private final Map<String, String> states = new LinkedHashMap<>();
  private final List<Gap> gaps = new ArrayList<>();

  /// @param stored all positions that the store has
  KnownFiles(Map<String, String> stored) {
    stored.forEach((key, state) -> {
      FilePosition position = FileStamp.isKey(key) ? FilePosition.decode(state) : null;
      if (position != null) {
        positions.put(key, position);
      }
    });
  }

  /// The store has something else than was thought. What was to be said of files was said of that.
  void restore(Map<String, String> stored) {
    positions.clear();
    positions.putAll(new KnownFiles(stored).positions);
    states.keySet().removeIf(FileStamp::isKey);
  }

  Map<String, FilePosition> positions() {
    return positions;
  }

  @Nullable FilePosition get(String key) {
    return positions.get(key);
  }

  /// The store has this now.
  void stored(String key, FilePosition position) {
    positions.put(key, position);
  }

  /// To be stored with the next batch.
  void change(String key, FilePosition position) {
    positions.put(key, position);
    states.put(key, position.encode());
  }

  void forget(String key) {
    positions.remove(key);
    states.put(key, "");
  }

  void changeState(Map<String, String> more) {
    states.putAll(more);
  }

  /// What is not stored of the file is lost: that becomes a row, once.
  void lose(String key, FilePosition position, String reason) {
    gaps.add(new Gap(position.source(), position.source(), position.unread(), reason));
    change(key, position.withSize(position.offset()));
  }

  boolean hasChanges() {
    return !states.isEmpty() || !gaps.isEmpty();
  }

  Changes takeChanges() {
    Changes taken = new Changes(new LinkedHashMap<>(states), List.copyOf(gaps));
    states.clear();
    gaps.clear();
    return taken;
  }

  /// They were not stored: they go with another batch.
  void giveBack(Changes changes) {
    changes.states().forEach(states::putIfAbsent);
    gaps.addAll(0, changes.gaps());
  }

  /// Forgets files that nobody has seen for so long that their positions can go.
  void forgetOld(long nowNanos, Predicate<String> isFollowed) {
    Set<String> old = new HashSet<>();
    positions.forEach((key, position) -> {
      if (!isFollowed.test(key) && nowNanos - position.modified() > MAX_AGE_NANOS) {
        old.add(key);
      }
    });
    int tooMany = positions.size() - old.size() - Limits.MAX_KNOWN_FILES;
    if (tooMany > 0) {
      positions.entrySet().stream()
          .filter(each -> !isFollowed.test(each.getKey()) && !old.contains(each.getKey()))
          .sorted(Comparator.comparingLong(each -> each.getValue().modified()))
          .limit(tooMany)
          .map(Map.Entry::getKey)
          .toList()
          .forEach(old::add);
    }
    old.forEach(this::forget);
  }
}
