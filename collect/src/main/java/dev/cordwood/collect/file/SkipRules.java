package dev.cordwood.collect.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which files in a followed folder are no logs to read as text.
final class SkipRules {
  private static final List<String> COMPRESSED =
      List.of(".gz", ".xz", ".bz2", ".zst", ".zip", ".tgz", ".tar", ".lz4", ".7z", ".br", ".lzma");
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

  /// What log rotation adds to a name: `.1`, `-20261121`, `-2026-11-21T04-14-54.000`.
  private static final Pattern ROTATED = Pattern.compile("[._-]\\d[\\dTZ:._-]*");

  private SkipRules() {}

  /// @return why a file of this name is not read, or null
  static @Nullable String byName(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    if (COMPRESSED.stream().anyMatch(name::endsWith)) {
      return name.matches(".*\\.(gz|tgz|zst)")
          ? "compressed: use `cordwood ingest` for it"
          : "compressed: unpack it and use `cordwood ingest`";
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

  /// Whether a file that starts like this is not text: it has a NUL byte. (UTF-16 has, too.)
  static boolean isBinary(byte[] start) {
    for (byte b : start) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }

  /// Whether `name` is what rotation makes of `live`: `app.log.1`, `app.log-20261121`, or
  /// `app-2026-11-21.log`.
  static boolean isRotated(String live, String name) {
    if (name.length() <= live.length()) {
      return false;
    }
    if (name.startsWith(live)) {
      return ROTATED.matcher(name.substring(live.length())).matches();
    }
    int dot = live.lastIndexOf('.');
    return dot > 0
        && name.startsWith(live.substring(0, dot))
        && name.endsWith(live.substring(dot))
        && ROTATED.matcher(name.substring(dot, name.length() - (live.length() - dot))).matches();
  }
}
