package dev.cordwood.dashboard;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// The built dashboard: `index.html` and `assets/…`, or nothing when it was built without npm.
public final class DashboardFiles {
  private DashboardFiles() {}

  public static boolean present() {
    return DashboardFiles.class.getResource("files/index.html") != null;
  }

  /// @param path relative, without a leading slash, such as `index.html`
  /// @return null when there is no such file
  public static byte @Nullable [] read(String path) throws IOException {
    if (path.contains("..") || path.startsWith("/")) {
      return null;
    }
    try (InputStream in = DashboardFiles.class.getResourceAsStream("files/" + path)) {
      return in == null ? null : in.readAllBytes();
    }
  }
}
