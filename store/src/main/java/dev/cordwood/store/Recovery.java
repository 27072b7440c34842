package dev.cordwood.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Brings a directory back to what was acknowledged, whatever state its last user left it in.
final class Recovery {
  private final StorePaths paths;
  private final StoreOptions options;
  private final Disk disk;
  private final Problems problems;

  Recovery(StorePaths paths, StoreOptions options, Problems problems) {
    this.paths = paths;
    this.options = options;
    this.disk = options.disk();
    this.problems = problems;
  }

  /// Reads the manifest, or makes the first one of a new store.
  Manifest manifest() throws IOException {
    Path file = paths.directory().resolve(ManifestFile.FILE);
    Path copy = paths.directory().resolve(ManifestFile.COPY);
    IOException damage = null;
    try {
      Optional<Manifest> found = ManifestFile.read(file);
      if (found.isPresent()) {
        reportCopy(copy);
        return found.get();
      }
    } catch (CorruptionException e) {
      damage = e;
    }
    Optional<Manifest> found = readCopy(copy, damage);
    if (found.isPresent()) {
      String what = damage == null ? "missing" : String.valueOf(damage.getMessage());
      problems.add(new Problem(file, what + "; its copy is sound and was used"));
      if (!options.readOnly()) {
        ManifestFile.write(disk, paths.directory(), found.get());
      }
      return found.get();
    }
    if (damage != null) {
      throw unusable(String.valueOf(damage.getMessage()), damage);
    }
    return first();
  }

  private static Optional<Manifest> readCopy(Path copy, @Nullable IOException damage)
      throws IOException {
    try {
      return ManifestFile.read(copy);
    } catch (CorruptionException e) {
      if (damage != null) {
        e.addSuppressed(damage);
      }
      throw unusable("MANIFEST is missing or damaged, and " + e.getMessage(), e);
    }
  }

  private void reportCopy(Path copy) throws IOException {
    try {
      ManifestFile.read(copy); // one that is missing may just not have been written yet
    } catch (CorruptionException e) {
      problems.add(new Problem(copy, e.getMessage() + "; written anew with the next change"));
    }
  }

  private static IOException unusable(String what, @Nullable IOException cause) {
    return new IOException(
        what
            + "; without it the store cannot be opened, and nothing was changed:"
            + " restore the directory from a backup",
        cause);
  }

  private Manifest first() throws IOException {
    List<Path> orphans = new ArrayList<>(disk.list(paths.wal()));
    for (Path day : disk.list(paths.parts())) {
      orphans.addAll(disk.list(day));
    }
    if (!orphans.isEmpty()) {
      throw unusable(
          "%s: MANIFEST and its copy are missing although there are %d files of a store, for example %s"
              .formatted(paths.directory(), orphans.size(), orphans.getFirst()),
          null);
    }
    if (!options.readOnly()) {
      disk.createDirectories(paths.wal());
      disk.createDirectories(paths.parts());
      ManifestFile.write(disk, paths.directory(), Manifest.EMPTY);
    }
    return Manifest.EMPTY;
  }

  /// Opens the parts of the manifest; reports those that cannot be opened and leaves them out.
  List<LivePart> parts(Manifest manifest, Catalog catalog) {
    List<LivePart> parts = new ArrayList<>();
    for (PartEntry entry : manifest.parts()) {
      Path path = paths.part(entry);
      try {
        PartReader reader = PartReader.open(path);
        if (reader.rows() == entry.rows()) {
          parts.add(catalog.livePart(entry, reader));
        } else {
          reader.close();
          lost(
              entry, "it has %d rows, the manifest says %d".formatted(reader.rows(), entry.rows()));
        }
      } catch (IOException e) {
        lost(entry, String.valueOf(e.getMessage()));
      }
    }
    return parts;
  }

  private void lost(PartEntry entry, String reason) {
    problems.add(
        new Problem(
            paths.part(entry),
            "%d rows of %s cannot be read: %s"
                .formatted(entry.rows(), PartEntry.dayName(entry.day()), reason)));
  }

  /// Deletes what unfinished writes left behind.
  void deleteStrays(Manifest manifest) throws IOException {
    ManifestFile.deleteUnfinished(disk, paths.directory());
    Set<Path> listed = new HashSet<>();
    for (PartEntry entry : manifest.parts()) {
      listed.add(paths.part(entry));
    }
    for (Path day : disk.list(paths.parts())) {
      boolean empty = true;
      for (Path file : disk.list(day)) {
        if (file.toString().endsWith(PartEntry.SUFFIX) && !listed.contains(file)) {
          disk.delete(file);
        } else {
          empty = false;
        }
      }
      if (empty) {
        disk.delete(day);
      }
    }
  }

  /// Reads the rows that are only in the log.
  WalReader.Result log(Manifest manifest, WalReader.Sink sink) throws IOException {
    return WalReader.read(
        disk.list(paths.wal()),
        manifest.walNumber(),
        manifest.flushedSequence(),
        sink,
        problems::add);
  }
}
