package dev.cordwood.collect.file;

import dev.cordwood.collect.Limits;
import dev.cordwood.collect.file.FileFollower.Skipped;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lists the files that the given paths stand for: a file itself and what rotation made of it, or
/// all files in a folder and its folders. Links to files are followed, links to folders are not.
final class FileFinder {
  /// @param live the path that is followed, if this is a rotated file beside it; else null
  record Found(FileStamp stamp, @Nullable Path live) {}

  private final List<Path> roots;
  private final List<Found> found = new ArrayList<>();
  private final List<Skipped> skipped = new ArrayList<>();
  private final List<Path> folders = new ArrayList<>();
  private final Set<String> keys = new HashSet<>();

  FileFinder(List<Path> roots) {
    this.roots = roots.stream().map(Path::toAbsolutePath).map(Path::normalize).distinct().toList();
  }

  /// Looks again. Oldest change first, so that rotated files come before live ones.
  List<Found> find() {
    found.clear();
    skipped.clear();
    folders.clear();
    keys.clear();
    for (Path root : roots) {
      if (Files.isDirectory(root)) {
        folder(root, 0);
      } else {
        file(root, null);
        rotated(root);
      }
    }
    found.sort(Comparator.comparingLong(each -> each.stamp().modified()));
    return List.copyOf(found);
  }

  /// What was left out the last time, and why.
  List<Skipped> skipped() {
    return List.copyOf(skipped);
  }

  /// Where new files may appear.
  List<Path> folders() {
    return List.copyOf(folders);
  }

  private void folder(Path folder, int depth) {
    if (depth > Limits.MAX_FOLDER_DEPTH) {
      skipped.add(
          new Skipped(folder, "more than %d folders deep".formatted(Limits.MAX_FOLDER_DEPTH)));
      return;
    }
    folders.add(folder);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          folder(entry, depth + 1);
        } else {
          String reason = SkipRules.byName(entry);
          if (reason != null) {
            skipped.add(new Skipped(entry, reason));
          } else {
            file(entry, null);
          }
        }
      }
    } catch (IOException e) {
      skipped.add(new Skipped(folder, reason(e)));
    }
  }

  private void rotated(Path live) {
    Path folder = live.getParent();
    if (folder == null) {
      return;
    }
    folders.add(folder);
    String name = String.valueOf(live.getFileName());
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String other = String.valueOf(entry.getFileName());
        if (SkipRules.isRotated(name, other) && SkipRules.byName(entry) == null) {
          file(entry, live);
        }
      }
    } catch (IOException e) {
      skipped.add(new Skipped(folder, reason(e)));
    }
  }

  private void file(Path path, @Nullable Path live) {
    try {
      if (!Files.isRegularFile(path)) {
        if (!Files.exists(path)) {
          skipped.add(new Skipped(path, "not there (yet)"));
        } else if (!Files.isDirectory(path)) {
          skipped.add(new Skipped(path, "no regular file"));
        }
        return;
      }
      FileStamp stamp = FileStamp.of(path);
      if (keys.size() == Limits.MAX_FOLLOWED_FILES && !keys.contains(stamp.key())) {
        skipped.add(
            new Skipped(
                path, "more than %d files are followed".formatted(Limits.MAX_FOLLOWED_FILES)));
      } else if (keys.add(stamp.key())) { // else another link to the same file
        found.add(new Found(stamp, live));
      }
    } catch (NoSuchFileException e) {
      // gone while we looked
    } catch (IOException e) {
      skipped.add(new Skipped(path, reason(e)));
    }
  }

  /// Why a file cannot be read, for people.
  static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied: let this user read it; it is tried again";
    }
    if (e instanceof FileSystemException failure && failure.getReason() != null) {
      return String.valueOf(failure.getReason());
    }
    return String.valueOf(e.getMessage());
  }
}
