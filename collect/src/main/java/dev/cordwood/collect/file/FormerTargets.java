package dev.cordwood.collect.file;

import dev.cordwood.collect.Limits;
import dev.cordwood.collect.file.FileFinder.Found;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Finds files again to which a link led that leads elsewhere now, so that nothing leads to them
/// any more: at their old place, or in the folder of that under another name.
final class FormerTargets {
  private final KnownFiles known;
  private final FileFinder finder;
  private final Map<Path, Map<String, FileStamp>> folders = new HashMap<>();

  FormerTargets(KnownFiles known, FileFinder finder) {
    this.known = known;
    this.finder = finder;
  }

  /// Those with more in them than has been read.
  ///
  /// @param isThere whether the file with a key has been found otherwise
  List<Found> find(Predicate<String> isThere) {
    List<Found> all = new ArrayList<>();
    known
        .positions()
        .forEach((key, position) -> {
          if (!position.target().isEmpty() && !position.isPacked() && !isThere.test(key)) {
            FileStamp stamp = look(key, Path.of(position.target()));
            if (stamp != null && stamp.size() > position.offset() && isIt(position, stamp)) {
              Found found = finder.formerly(Path.of(position.source()), stamp);
              if (found != null) {
                all.add(found);
              }
            }
          }
        });
    folders.clear();
    return all;
  }

  private @Nullable FileStamp look(String key, Path target) {
    try {
      FileStamp stamp = FileStamp.look(target).stamp();
      if (stamp != null && stamp.key().equals(key)) {
        return stamp;
      }
    } catch (IOException e) {
      // renamed, perhaps
    }
    Path folder = target.getParent();
    return folder == null ? null : folders.computeIfAbsent(folder, FormerTargets::filesIn).get(key);
  }

  private static Map<String, FileStamp> filesIn(Path folder) {
    Map<String, FileStamp> files = new HashMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (files.size() == Limits.MAX_FOLLOWED_FILES) {
          break;
        }
        FileStamp stamp = stamp(entry);
        if (stamp != null) {
          files.put(stamp.key(), stamp);
        }
      }
    } catch (IOException e) {
      // gone, or not ours to read
    }
    return files;
  }

  private static @Nullable FileStamp stamp(Path path) {
    try {
      return FileStamp.look(path).stamp();
    } catch (IOException e) {
      return null; // gone meanwhile
    }
  }

  /// An inode may be another file's now.
  private static boolean isIt(FilePosition position, FileStamp stamp) {
    try (FileBytes bytes = PlainBytes.open(stamp)) {
      return position.isOf(stamp, bytes);
    } catch (IOException e) {
      return false;
    }
  }
}
