package dev.cordwood.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cordwood.dashboard.DashboardFiles;
import dev.cordwood.server.config.ConfigKeys;
import dev.cordwood.server.config.ListenAddress;
import dev.cordwood.server.config.ServerConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The dashboard in a real browser, against a server that starts empty. The steps are in
/// `dashboard/src/e2e`; they need npm and a Chromium, and are left out without them unless
/// `CORDWOOD_DASHBOARD=required` says otherwise.
class DashboardIT {
  private static final int MINUTES = 8;

  @TempDir Path directory;

  @Test
  void doesWhatItsStepsSay() throws Exception {
    boolean required = "required".equals(System.getenv("CORDWOOD_DASHBOARD"));
    assumeTrue(required || DashboardFiles.present(), "the dashboard was left out of this build");
    assumeTrue(required || browser().isPresent(), "there is no Chromium here");
    assertThat(DashboardFiles.present()).isTrue();

    ServerConfig config =
        ServerConfig.defaults()
            .with(ConfigKeys.DATA, directory.resolve("data"))
            .with(ConfigKeys.HTTP_LISTEN, new ListenAddress("127.0.0.1", 0))
            .with(ConfigKeys.TCP_LISTEN, Optional.of(new ListenAddress("127.0.0.1", 0)));
    Path output = directory.resolve("steps.txt");
    try (CordwoodServer server = CordwoodServer.start(config)) {
      assertThat(steps(server, output)).as(() -> text(output)).isZero();
    }
  }

  private static int steps(CordwoodServer server, Path output) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("node_modules/.bin/vitest", "run", "--config", "vitest.e2e.config.ts")
            .directory(Path.of("../dashboard").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("CORDWOOD_URL", server.address().toString());
    builder.environment().put("NO_COLOR", "1");
    browser().ifPresent(path -> builder.environment().put("CHROMIUM", path.toString()));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES))
          .as(() -> "not done after " + MINUTES + " minutes:\n" + text(output))
          .isTrue();
      return process.exitValue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static Optional<Path> browser() {
    String chosen = System.getenv("CHROMIUM");
    return (chosen != null
            ? List.of(chosen)
            : List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"))
        .stream().map(Path::of).filter(Files::isExecutable).findFirst();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "no output: " + e.getMessage();
    }
  }
}
