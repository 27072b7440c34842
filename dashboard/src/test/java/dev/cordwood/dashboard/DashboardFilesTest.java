package dev.cordwood.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardFilesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "../DashboardFiles.class",
        "assets/../../DashboardFiles.class",
        "/dev/cordwood/dashboard/files/index.html",
        "/etc/passwd",
        "nothing-here.js"
      })
  void readsNothingButItsOwnFiles(String path) {
    assertThat(DashboardFiles.read(path)).isNull();
  }

  @Test
  void isPresentExactlyWhenItWasBuilt() {
    boolean built = DashboardFiles.class.getResource("files/files.txt") != null;
    assertThat(DashboardFiles.present()).isEqualTo(built);
    assertThat(DashboardFiles.read("index.html") != null).isEqualTo(built);
  }
}
