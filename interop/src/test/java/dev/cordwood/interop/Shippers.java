package dev.cordwood.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/// Where the programs are that are used without being installed.
final class Shippers {
  private Shippers() {}

  static Path unpacked(String name) {
    Path root = Path.of("target", "programs", name).toAbsolutePath();
    assertThat(root)
        .as("%s is there: ./verify puts it there with build/unpack-shippers", name)
        .isDirectory();
    return root;
  }
}
