package dev.cordwood.collect.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which files in a followed folder are no logs to read as text.
final class SkipRules {
  private static final List<String> ARCHIVES =
      List.of(".zip", ".tgz", ".tar", ".lz4", ".7z", ".br", ".lzma", ".rar", ".txz", ".tbz2");
  private static final List<String> BINARY =
      List.of(
          ".journal",
          ".journal~",
          ".db",
          ".sqlite",
          ".sqlite3",
          ".db-wal",
          ".db-shm",
          ".evtx",
          ".pcap",
          ".so",
          ".jar",
          ".class",
          ".png",
          ".jpg",
          ".pdf",
          ".rrd",
          ".mmdb");
  private static final List<String> TEMPORARY =
      List.of(".swp", ".swx", ".pid", ".lock", ".part", ".filepart", ".offset", "~");
  private static final Pattern LOGIN_RECORDS =
      Pattern.compile("(wtmp|btmp|utmp|lastlog|faillog|tallylog)([.-]\\d+)?");

  private SkipRules() {}

  /// @return why a file of this name is not read, or null
  static @Nullable String byName(Path path) {
    String name = Packing.stem(RotatedName.name(path)).toLowerCase(Locale.ROOT);
    if (ARCHIVES.stream().anyMatch(name::endsWith)) {
      return "an archive: unpack it and use `cordwood ingest`";
    }
    if (LOGIN_RECORDS.matcher(name).matches()) {
      return "binary login records";
    }
    if (BINARY.stream().anyMatch(name::endsWith)) {
      return "a binary file by its name";
    }
    if (TEMPORARY.stream().anyMatch(name::endsWith)) {
      return "a temporary file by its name";
    }
    return null;
  }
}
