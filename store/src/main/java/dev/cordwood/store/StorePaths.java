package dev.cordwood.store;

import java.nio.file.Path;

/// The places within a store's directory.
record StorePaths(Path directory) {
  Path wal() {
    return directory.resolve("wal");
  }

  Path parts() {
    return directory.resolve("parts");
  }

  /// Where the parts of a day are, see [PartEntry#day()].
  Path day(int day) {
    return parts().resolve(PartEntry.dayName(day));
  }

  Path part(int day, long id) {
    return day(day).resolve("%016x".formatted(id) + PartEntry.SUFFIX);
  }

  Path part(PartEntry entry) {
    return part(entry.day(), entry.id());
  }
}
