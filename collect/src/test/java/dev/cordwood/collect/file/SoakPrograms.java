package dev.cordwood.collect.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Programs of the system that tests run.
final class SoakPrograms {
  private SoakPrograms() {}

  /// Where a program is; without it the test fails, rather than proving nothing.
  static String find(String name, String debianPackage) {
    List<String> folders = new ArrayList<>(Arrays.asList(System.getenv("PATH").split(":")));
    folders.add("/usr/sbin"); // not in everybody's path
    for (String folder : folders) {
      Path path = Path.of(folder, name);
      if (Files.isExecutable(path)) {
        return path.toString();
      }
    }
    throw new AssertionError(
        "%s is missing: install it (Debian: apt-get install %s)".formatted(name, debianPackage));
  }
}
