package dev.cordwood.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/// Makes a second store of the parts of a first: each file under a second name, then a manifest.
/// Until that is there the target is no store, so one that was cut short cannot be taken for whole.
final class Backup {
  private Backup() {}

  /// @param manifest all of whose parts stay on disk while this runs
  static void write(Disk disk, StorePaths source, Manifest manifest, Path target)
      throws IOException {
    disk.createDirectories(target);
    if (!disk.list(target).isEmpty()) {
      throw new FileAlreadyExistsException(
          target.toString(), null, "a backup needs an empty directory");
    }
    StorePaths copy = new StorePaths(target);
    disk.createDirectories(copy.wal());
    disk.createDirectories(copy.parts());
    Set<Path> days = new LinkedHashSet<>();
    for (PartEntry part : manifest.parts()) {
      Path day = copy.day(part.day());
      if (days.add(day)) {
        disk.createDirectories(day);
      }
      disk.link(source.part(part), copy.part(part));
    }
    for (Path day : days) {
      disk.syncDirectory(day);
    }
    ManifestFile.write(disk, target, manifest);
  }
}
