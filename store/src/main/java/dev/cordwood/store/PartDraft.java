package dev.cordwood.store;

import java.io.IOException;
import java.nio.file.Path;

/// A part file that is being written. Either [#finish] makes it a part, durable but not yet listed
/// by a manifest, or [#close] deletes it.
final class PartDraft implements AutoCloseable {
  /// Opens the finished file for the store.
  interface Opener {
    LivePart open(PartEntry entry, PartReader reader);
  }

  private final Disk disk;
  private final Path directory;
  private final Path path;
  private final long id;
  private final int day;
  private final Opener opener;
  private final Problems problems;
  private final Disk.Output output;
  private final PartWriter writer;
  private boolean finished;

  PartDraft(
      Disk disk,
      StorePaths paths,
      long id,
      int day,
      BlockEncoder encoder,
      Opener opener,
      Problems problems)
      throws IOException {
    this.disk = disk;
    this.directory = paths.day(day);
    this.path = paths.part(day, id);
    this.id = id;
    this.day = day;
    this.opener = opener;
    this.problems = problems;
    disk.createDirectories(directory);
    this.output = disk.create(path);
    this.writer = new PartWriter(output, encoder);
  }

  long bytes() {
    return writer.bytes();
  }

  boolean isFull() {
    return writer.isFull();
  }

  void write(BlockBuilder builder) throws IOException {
    writer.write(builder);
  }

  void write(StoredBlock block) throws IOException {
    writer.write(block);
  }

  LivePart finish(int level) throws IOException {
    PartSummary summary = writer.finish();
    output.sync();
    output.close();
    disk.syncDirectory(directory);
    PartReader reader = PartReader.open(path);
    finished = true;
    PartEntry entry =
        new PartEntry(
            id,
            day,
            level,
            summary.rows(),
            summary.minTime(),
            summary.maxTime(),
            summary.rawBytes(),
            summary.fileBytes());
    return opener.open(entry, reader);
  }

  @Override
  public void close() {
    if (finished) {
      return;
    }
    try {
      output.close();
    } catch (IOException e) {
      // it is deleted anyway
    }
    try {
      disk.delete(path);
    } catch (IOException e) {
      problems.add(new Problem(path, "an unfinished part could not be deleted: " + e.getMessage()));
    }
  }
}
