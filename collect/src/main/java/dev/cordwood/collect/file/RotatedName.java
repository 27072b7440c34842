package dev.cordwood.collect.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What log rotation makes of names: `app.log.1`, `app.log-20261121`,
/// `app-2026-11-21T04-14-54.000.log`, `app-2026-11-21-1.log`, and what compression adds to these.
final class RotatedName {
  private RotatedName() {}

  /// Whether `name` is what rotation makes of `live`, compressed or not.
  static boolean isRotated(String live, String name) {
    return lives(Packing.stem(name)).contains(live)
        || (!Packing.stem(name).equals(name) && Packing.stem(name).equals(live));
  }

  /// As above, in the same folder.
  static boolean isRotated(Path live, Path other) {
    Path folder = live.getParent();
    return folder != null && folder.equals(other.getParent()) && isRotated(name(live), name(other));
  }

  /// Whether both may be generations of one log.
  static boolean areRelated(Path one, Path other) {
    List<String> first = withSelf(Packing.stem(name(one)));
    for (String each : withSelf(Packing.stem(name(other)))) {
      if (first.contains(each)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> withSelf(String name) {
    List<String> all = lives(name);
    all.add(name);
    return all;
  }

  static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  /// Names that a file of this name (without the suffix of compression) may have had before
  /// rotation; none when it does not look rotated.
  static List<String> lives(String name) {
    List<String> found = new ArrayList<>();
    int cut = suffixStart(name, name.length());
    if (cut > 0) {
      found.add(name.substring(0, cut));
    }
    int dot = name.lastIndexOf('.');
    if (dot > 0) {
      cut = suffixStart(name, dot);
      if (cut > 0) {
        found.add(name.substring(0, cut) + name.substring(dot));
      }
    }
    return found;
  }

  /// Where `[._-]` and a digit begin an ending of only digits, `T`, `Z`, and `:._-`; 0 when nothing
  /// like that stands there. The longest such ending counts.
  private static int suffixStart(String name, int end) {
    int start = 0;
    int i = end - 1;
    while (i > 0 && isPart(name.charAt(i))) {
      boolean separator = "._-".indexOf(name.charAt(i)) >= 0;
      if (separator && i + 1 < end && isDigit(name.charAt(i + 1))) {
        start = i;
      }
      i--;
    }
    return start;
  }

  private static boolean isPart(char c) {
    return isDigit(c) || "TZ:._-".indexOf(c) >= 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
