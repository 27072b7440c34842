package dev.cordwood.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The built dashboard: `index.html` and `assets/…`, or nothing when it was built without npm. All
/// of it is read when the class is first used: a build that moves the jar away does not take the
/// dashboard from a server that runs.
public final class DashboardFiles {
  /// Written by the build: a path a line.
  private static final String LIST = "files.txt";

  private static final Map<String, byte[]> FILES = all();

  private DashboardFiles() {}

  public static boolean present() {
    return FILES.containsKey("index.html");
  }

  /// @param path relative, without a leading slash, such as `index.html`
  /// @return null when there is no such file; not to be changed
  public static byte @Nullable [] read(String path) {
    return FILES.get(path);
  }

  private static Map<String, byte[]> all() {
    Map<String, byte[]> files = new HashMap<>();
    try {
      byte[] list = resource(LIST);
      if (list != null) {
        for (String path : new String(list, StandardCharsets.UTF_8).lines().toList()) {
          byte[] content = resource(path);
          if (content == null) {
            throw new IOException("the dashboard was built without " + path);
          }
          files.put(path, content);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static byte @Nullable [] resource(String path) throws IOException {
    try (InputStream in = DashboardFiles.class.getResourceAsStream("files/" + path)) {
      return in == null ? null : in.readAllBytes();
    }
  }
}
