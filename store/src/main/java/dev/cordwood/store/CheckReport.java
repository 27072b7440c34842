package dev.cordwood.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What [Store#check] found.
///
/// @param files every file of the store that was read, in the order of reading
public record CheckReport(List<CheckedFile> files) {
  /// @param bytes its size
  /// @param rows rows found in it; for the log those that are in no part, all under its last file
  /// @param problems what is wrong with it; empty for a sound file
  public record CheckedFile(Path file, long bytes, long rows, List<Problem> problems) {
    public CheckedFile {
      problems = List.copyOf(problems);
    }
  }

  public CheckReport {
    files = List.copyOf(files);
  }

  public List<Problem> problems() {
    List<Problem> all = new ArrayList<>();
    files.forEach(file -> all.addAll(file.problems()));
    return all;
  }

  public boolean isSound() {
    return problems().isEmpty();
  }
}
