package dev.cordwood.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    Optional<Manifest> found;
    try {
      found = ManifestFile.read(paths.directory());
    } catch (CorruptionException e) {
      throw new IOException(
          e.getMessage()
              + "; without it the store cannot be opened. Restore it from a backup, or have"
              + " `cordwood check --rebuild` list the parts that are there",
          e);
    }
    if (found.isPresent()) {
      return found.get();
    }
    List<Path> orphans = new ArrayList<>(disk.list(paths.wal()));
    for (Path day : disk.list(paths.parts())) {
      orphans.addAll(disk.list(day));
    }
    if (!orphans.isEmpty()) {
      throw new IOException(
          "%s: MANIFEST is missing although there are %d files of a store, for example %s; restore it from a backup, or have `cordwood check --rebuild` list the parts that are there"
              .formatted(paths.directory(), orphans.size(), orphans.getFirst()));
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
    disk.delete(paths.directory().resolve(ManifestFile.UNFINISHED));
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
