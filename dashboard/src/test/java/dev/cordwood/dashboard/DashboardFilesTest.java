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
  void readsNothingButItsOwnFiles(String path) throws Exception {
    assertThat(DashboardFiles.read(path)).isNull();
  }

  @Test
  void isPresentExactlyWhenItsPageIs() throws Exception {
    assertThat(DashboardFiles.present()).isEqualTo(DashboardFiles.read("index.html") != null);
  }
}
