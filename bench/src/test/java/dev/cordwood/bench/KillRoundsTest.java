package dev.cordwood.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillRoundsTest {
  @Test
  void aServerThatIsKilledLosesNoAcknowledgedLineAndRepeatsNone(@TempDir Path data)
      throws Exception {
    long seed = System.nanoTime();
    assertThat(KillRounds.run(data, 5, seed)).contains(" 0 acknowledged ones lost, 0 twice");
  }
}
