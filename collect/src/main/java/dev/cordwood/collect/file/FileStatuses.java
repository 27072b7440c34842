package dev.cordwood.collect.file;

import dev.cordwood.collect.Limits;
import java.util.ArrayList;
import java.util.List;

/// Says how it stands with the followed files.
final class FileStatuses {
  private FileStatuses() {}

  static FileFollower.Status of(FileTracker tracker) {
    long behind = 0;
    long now = System.nanoTime();
    List<FileStatus> details = new ArrayList<>();
    for (FollowedFile file : tracker.files()) {
      behind += file.behind();
      if (details.size() < Limits.MAX_LISTED_FILES) {
        details.add(of(file, tracker, now));
      }
    }
    return new FileFollower.Status(
        tracker.files().size(), behind, tracker.skipped(), List.copyOf(details));
  }

  private static FileStatus of(FollowedFile file, FileTracker tracker, long now) {
    return new FileStatus(
        file.stamp.path().toString(),
        file.owner.spec().name(),
        file.formatName,
        file.encoding.id(),
        file.offset() + file.behind(),
        file.offset(),
        file.behind(),
        file.lastTime,
        file.rate.perSecond(now),
        tracker.problemOf(file));
  }
}
