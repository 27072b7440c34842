package dev.cordwood.collect.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Positions whose files are no longer there under their device and inode: deleted, truncated,
/// compressed, or on a device with another number. By the names that they had, so that one of many
/// is found quickly.
final class Orphans {
  private final Map<String, List<String>> byName = new HashMap<>();
  private final Map<String, List<String>> byInode = new HashMap<>();
  private final KnownFiles known;

  Orphans(KnownFiles known, Predicate<String> isThere) {
    this.known = known;
    known
        .positions()
        .forEach((key, position) -> {
          if (!isThere.test(key)) {
            add(key, position);
          }
        });
  }

  private void add(String key, FilePosition position) {
    for (String name : names(Path.of(position.source()))) {
      byName.computeIfAbsent(name, each -> new ArrayList<>(1)).add(key);
    }
    String inode = key.substring(key.lastIndexOf(':') + 1);
    byInode.computeIfAbsent(inode, each -> new ArrayList<>(1)).add(key);
  }

  private static Set<String> names(Path path) {
    String stem = Packing.stem(RotatedName.name(path));
    Set<String> names = new HashSet<>(RotatedName.lives(stem));
    names.add(stem);
    return names;
  }

  /// Those of which something was read and that may be of the same log as the file at this path.
  Map<String, FilePosition> related(Path path) {
    Set<String> keys = new LinkedHashSet<>();
    for (String name : names(path)) {
      keys.addAll(byName.getOrDefault(name, List.of()));
    }
    return positions(keys);
  }

  /// Those that had this inode, on any device.
  Map<String, FilePosition> ofInode(long inode) {
    return positions(byInode.getOrDefault(Long.toString(inode), List.of()));
  }

  private Map<String, FilePosition> positions(Iterable<String> keys) {
    Map<String, FilePosition> found = new HashMap<>();
    for (String key : keys) {
      FilePosition position = known.get(key); // null when it was found meanwhile
      if (position != null && position.offset() > 0) {
        found.put(key, position);
      }
    }
    return found;
  }
}
