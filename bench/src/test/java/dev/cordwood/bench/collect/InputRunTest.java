package dev.cordwood.bench.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputRunTest {
  private static final List<String> CORDWOOD =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-Xmx128m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "--enable-native-access=ALL-UNNAMED",
          "-cp",
          System.getProperty("java.class.path"),
          "dev.cordwood.cli.Main");

  private static final double DATAGRAMS_A_SECOND = 2_000;

  /// Lines that the server does not understand make the run fail.
  @Test
  void everyInputStoresWhatItIsSent(@TempDir Path work) throws Exception {
    try (InputServer server = InputServer.start(CORDWOOD, Map.of(), work)) {
      InputRun run = new InputRun(server, 20_000);
      for (Input input : Input.all()) {
        InputRun.Outcome outcome = run.measure(input, 2, DATAGRAMS_A_SECOND);
        assertThat(outcome.sentLines()).as(input.name()).isPositive();
        assertThat(outcome.lostLines()).as(input.name()).isZero();
      }
    }
  }
}
