package dev.cordwood.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a whole store and says what is damaged: the manifest, every section of every part that it
/// lists, every frame of the log.
final class Checker {
  private final StorePaths paths;
  private final Disk disk = new LocalDisk();
  private final List<CheckReport.CheckedFile> checked = new ArrayList<>();

  private Checker(StorePaths paths) {
    this.paths = paths;
  }

  static CheckReport check(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString(), null, "there is nothing to check");
    }
    Checker checker = new Checker(new StorePaths(path));
    if (Files.isRegularFile(path)) {
      checker.part(path, Optional.empty());
    } else {
      checker.store();
    }
    return new CheckReport(checker.checked);
  }

  private void store() throws IOException {
    Optional<Manifest> copy = manifest(paths.directory().resolve(ManifestFile.COPY));
    Optional<Manifest> manifest =
        manifest(paths.directory().resolve(ManifestFile.FILE)).or(() -> copy);
    if (manifest.isPresent()) {
      for (PartEntry entry : manifest.get().parts()) {
        part(paths.part(entry), Optional.of(entry));
      }
    } else {
      for (Path day : disk.list(paths.parts())) {
        for (Path part : disk.list(day)) {
          part(part, Optional.empty());
        }
      }
    }
    log(manifest.orElse(Manifest.EMPTY));
  }

  private Optional<Manifest> manifest(Path file) throws IOException {
    List<Problem> problems = new ArrayList<>();
    Optional<Manifest> manifest = Optional.empty();
    try {
      manifest = ManifestFile.read(file);
      if (manifest.isEmpty() && file.endsWith(ManifestFile.FILE)) {
        problems.add(
            new Problem(file, "missing: this is no store, or it has lost its list of parts"));
      }
    } catch (CorruptionException | FormatVersionException e) {
      problems.add(problem(file, e));
    }
    add(file, 0, problems);
    return manifest;
  }

  private void part(Path file, Optional<PartEntry> listed) throws IOException {
    List<Problem> problems = new ArrayList<>();
    long rows = 0;
    try (PartReader reader = PartReader.open(file)) {
      rows = reader.rows();
      reader.verify(damage -> problems.add(problem(file, damage)));
      if (listed.isPresent() && listed.get().rows() != rows) {
        problems.add(
            new Problem(
                file, "has %d rows, the manifest says %d".formatted(rows, listed.get().rows())));
      }
    } catch (NoSuchFileException e) {
      if (isStillListed(listed)) {
        problems.add(
            new Problem(
                file,
                "missing, and with it %d rows".formatted(listed.map(PartEntry::rows).orElse(0L))));
      }
    } catch (CorruptionException | FormatVersionException e) {
      problems.add(problem(file, e));
    }
    add(file, rows, problems);
  }

  /// The store may be open elsewhere, and the part merged or dropped since the manifest was read.
  private boolean isStillListed(Optional<PartEntry> entry) throws IOException {
    Optional<Manifest> now = ManifestFile.read(paths.directory().resolve(ManifestFile.FILE));
    return entry.isEmpty() || now.isEmpty() || now.get().parts().contains(entry.get());
  }

  private void log(Manifest manifest) throws IOException {
    List<Path> segments = disk.list(paths.wal());
    List<Problem> problems = new ArrayList<>();
    long[] rows = {0};
    try {
      WalReader.read(
          segments,
          manifest.walNumber(),
          manifest.flushedSequence(),
          (record, frame) -> rows[0] += record.batch().rows(),
          problems::add);
    } catch (FormatVersionException e) {
      problems.add(problem(paths.wal(), e));
    } catch (NoSuchFileException e) {
      // dropped meanwhile by whoever has the store open: its rows are in parts
    }
    if (!segments.isEmpty()) {
      for (Path segment : segments) {
        List<Problem> own = new ArrayList<>(problems);
        own.removeIf(problem -> !problem.file().equals(segment));
        add(segment, segment.equals(segments.getLast()) ? rows[0] : 0, own);
      }
    }
  }

  private void add(Path file, long rows, List<Problem> problems) throws IOException {
    long bytes;
    try {
      bytes = Files.size(file);
    } catch (NoSuchFileException e) {
      bytes = 0;
    }
    if (bytes > 0 || !problems.isEmpty()) {
      checked.add(new CheckReport.CheckedFile(file, bytes, rows, problems));
    }
  }

  private static Problem problem(Path file, IOException damage) {
    return new Problem(file, String.valueOf(damage.getMessage()));
  }
}
