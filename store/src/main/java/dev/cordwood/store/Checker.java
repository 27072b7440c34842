package dev.cordwood.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Reads a whole store and says what is damaged.
final class Checker {
  private static final String PART_SUFFIX = ".part";

  private Checker() {}

  static CheckReport check(Path path) throws IOException {
    if (Files.isRegularFile(path)) {
      return new CheckReport(List.of(part(path)));
    }
    List<Path> parts;
    try (Stream<Path> files = Files.walk(path.resolve("parts"), 2)) {
      parts = files.filter(file -> file.toString().endsWith(PART_SUFFIX)).sorted().toList();
    } catch (NoSuchFileException e) {
      parts = List.of();
    }
    List<CheckReport.CheckedFile> checked = new ArrayList<>();
    for (Path part : parts) {
      checked.add(part(part));
    }
    return new CheckReport(checked);
  }

  private static CheckReport.CheckedFile part(Path file) throws IOException {
    List<Problem> problems = new ArrayList<>();
    long rows = 0;
    try (PartReader reader = PartReader.open(file)) {
      rows = reader.rows();
      reader.verify(damage -> problems.add(new Problem(file, String.valueOf(damage.getMessage()))));
    } catch (CorruptionException | FormatVersionException e) {
      problems.add(new Problem(file, String.valueOf(e.getMessage())));
    }
    return new CheckReport.CheckedFile(file, Files.size(file), rows, problems);
  }
}
