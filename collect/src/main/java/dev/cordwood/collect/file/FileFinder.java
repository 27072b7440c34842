package dev.cordwood.collect.file;

import dev.cordwood.collect.Limits;
import dev.cordwood.collect.file.FileFollower.Skipped;
import dev.cordwood.collect.file.FileStamp.Entry;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lists the files that the sources stand for: a file itself and what rotation made of it, all
/// files in a folder and its folders, and what patterns match, with what rotation made of that.
/// Links to files are followed, links to folders only where a path or pattern names them.
final class FileFinder {
  /// @param live the path that is followed, if this is a rotated file beside it; else null
  /// @param first the path or pattern that it was found by
  record Found(
      FileStamp stamp,
      @Nullable Path live,
      FollowedSource owner,
      PathGlob first,
      Packing packing,
      boolean isLink,
      List<Path> otherNames) {}

  private final List<FollowedSource> sources;
  private final OwnDirectory own;
  private final List<Found> found = new ArrayList<>();
  private final List<Skipped> skipped = new ArrayList<>();
  private final Set<Path> folders = new HashSet<>();
  private final Map<String, Found> byKey = new HashMap<>();
  private final Set<Path> unreadable = new HashSet<>();

  /// @param own nothing in it is found
  FileFinder(List<FollowedSource> sources, OwnDirectory own) {
    this.sources = sources;
    this.own = own;
  }

  /// Looks again. Oldest change first, so that rotated files come before live ones.
  List<Found> find() {
    found.clear();
    skipped.clear();
    folders.clear();
    byKey.clear();
    unreadable.clear();
    for (FollowedSource source : sources) {
      for (PathGlob glob : source.globs()) {
        new Walk(source, glob).start();
      }
    }
    found.sort(Comparator.comparingLong(each -> each.stamp().modified()));
    return List.copyOf(found);
  }

  /// All that is followed.
  List<PathGlob> globs() {
    return sources.stream().flatMap(source -> source.globs().stream()).toList();
  }

  /// The file at a path that nothing leads to any more, as one that is followed as another path.
  ///
  /// @param followed as which it is followed
  /// @return null when that is not followed any more
  @Nullable Found formerly(Path followed, FileStamp stamp) {
    for (FollowedSource source : sources) {
      for (PathGlob glob : source.globs()) {
        if (glob.matches(followed)
            && !source.isExcluded(followed)
            && !source.isExcluded(stamp.path())
            && !own.holds(stamp.path())) {
          return new Found(stamp, followed, source, glob, Packing.NONE, false, new ArrayList<>(0));
        }
      }
    }
    return null;
  }

  /// What was left out the last time, and why.
  List<Skipped> skipped() {
    return List.copyOf(skipped);
  }

  /// Where new files may appear.
  Set<Path> folders() {
    return Set.copyOf(folders);
  }

  /// Whether nobody could tell the last time if there is a file at this path.
  boolean isHidden(Path path) {
    if (unreadable.isEmpty()) {
      return false;
    }
    for (Path each = path; each != null; each = each.getParent()) {
      if (unreadable.contains(each)) {
        return true;
      }
    }
    return false;
  }

  private void skip(Path path, String reason) {
    if (skipped.size() < Limits.MAX_LISTED_FILES) {
      skipped.add(new Skipped(path, reason));
    }
  }

  private void fail(Path path, IOException e) {
    unreadable.add(path);
    skip(path, reason(e));
  }

  /// Finds what one path or pattern stands for.
  private final class Walk {
    private final FollowedSource source;
    private final PathGlob glob;

    Walk(FollowedSource source, PathGlob glob) {
      this.source = source;
      this.glob = glob;
    }

    void start() {
      if (glob.isPlain()) {
        path(glob.root());
      } else {
        matching(glob.root(), 0, 0);
      }
    }

    /// A path that was named: a file, a folder, or nothing yet.
    private void path(Path path) {
      if (Files.isDirectory(path)) {
        folder(path, 0);
        return;
      }
      if (isOwn(path)) {
        return;
      }
      try {
        file(path, FileStamp.look(path), null);
      } catch (NoSuchFileException | NotDirectoryException e) {
        skip(path, "not there (yet)");
      } catch (IOException e) {
        fail(path, e);
      }
      Path folder = path.getParent();
      if (folder != null) {
        String name = RotatedName.name(path);
        list(
            folder,
            0,
            entry -> {
              if (RotatedName.isRotated(name, RotatedName.name(entry))
                  && SkipRules.byName(entry) == null) {
                file(entry, FileStamp.look(entry), path);
              }
            });
      }
    }

    private void folder(Path folder, int depth) {
      list(
          folder,
          depth,
          path -> {
            Entry entry = FileStamp.look(path);
            if (source.isExcluded(path)) {
              return;
            }
            if (entry.isFolder()) {
              folder(path, depth + 1);
            } else if (isReadable(path)) {
              file(path, entry, null);
            }
          });
    }

    private boolean isReadable(Path path) {
      String reason = SkipRules.byName(path);
      if (reason != null) {
        skip(path, reason);
      }
      return reason == null;
    }

    /// What the names from this one on match below the folder.
    private void matching(Path folder, int name, int depth) {
      String pattern = glob.names().get(name);
      boolean last = name + 1 == glob.names().size();
      if (pattern.equals(PathGlob.ANY_FOLDERS)) {
        if (last) {
          folder(folder, depth);
          return;
        }
        matching(folder, name + 1, depth);
        list(
            folder,
            depth,
            path -> {
              if (FileStamp.look(path).isFolder() && !source.isExcluded(path)) {
                matching(path, name, depth + 1);
              }
            });
        return;
      }
      if (!NamePattern.isPattern(pattern)) {
        Path path = folder.resolve(NamePattern.unescape(pattern));
        if (last) {
          path(path);
        } else if (Files.isDirectory(path)) {
          matching(path, name + 1, depth);
        }
        return;
      }
      list(
          folder,
          depth,
          path -> {
            if (!source.isExcluded(path)) {
              matched(path, name, last, depth);
            }
          });
    }

    private void matched(Path path, int name, boolean last, int depth) throws IOException {
      String text = RotatedName.name(path);
      String pattern = glob.names().get(name);
      if (NamePattern.matches(pattern, text)) {
        Entry entry = FileStamp.look(path);
        boolean isFolder = entry.isFolder() || (entry.isLink() && Files.isDirectory(path));
        if (!last) {
          if (isFolder) {
            matching(path, name + 1, depth + 1);
          }
        } else if (isFolder) {
          folder(path, depth + 1);
        } else if (isReadable(path)) {
          file(path, entry, null);
        }
        return;
      }
      if (!last) {
        return;
      }
      String stem = Packing.stem(text);
      List<String> lives = RotatedName.lives(stem);
      if (!stem.equals(text)) {
        lives.add(stem);
      }
      for (String live : lives) {
        if (NamePattern.matches(pattern, live) && SkipRules.byName(path) == null) {
          file(path, FileStamp.look(path), path.resolveSibling(live));
          return;
        }
      }
    }

    private boolean isOwn(Path path) {
      boolean isOwn = own.holds(path);
      if (isOwn) {
        skip(path, OwnDirectory.REASON);
      }
      return isOwn;
    }

    private void list(Path folder, int depth, Visitor visitor) {
      if (depth > Limits.MAX_FOLDER_DEPTH) {
        skip(folder, "more than %d folders deep".formatted(Limits.MAX_FOLDER_DEPTH));
        return;
      }
      if (isOwn(folder)) {
        return;
      }
      folders.add(folder);
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          try {
            visitor.visit(entry);
          } catch (NoSuchFileException | NotDirectoryException e) {
            // gone while we looked, or a link to nowhere
          } catch (IOException e) {
            fail(entry, e);
          }
        }
      } catch (NoSuchFileException | NotDirectoryException e) {
        skip(folder, "not there (yet)");
      } catch (IOException e) {
        fail(folder, e);
      }
    }

    private void file(Path path, Entry entry, @Nullable Path live) {
      if (source.isExcluded(path)) {
        return;
      }
      FileStamp stamp = entry.stamp();
      if (stamp == null) {
        if (!entry.isFolder()) {
          skip(path, "no regular file");
        }
        return;
      }
      if (entry.isLink() && isOwn(path)) { // what is no link lies in a folder that is none of it
        return;
      }
      Found known = byKey.get(stamp.key());
      if (known != null) { // another link to the same file, or another source has it
        if (!known.stamp().path().equals(path)) {
          known.otherNames().add(path);
        }
        return;
      }
      if (found.size() == Limits.MAX_FOLLOWED_FILES) {
        skip(path, "more than %d files are followed".formatted(Limits.MAX_FOLLOWED_FILES));
        return;
      }
      Found each =
          new Found(
              stamp, live, source, glob, Packing.of(path), entry.isLink(), new ArrayList<>(0));
      byKey.put(stamp.key(), each);
      found.add(each);
    }
  }

  private interface Visitor {
    void visit(Path path) throws IOException;
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
