package dev.cordwood.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Agent and server, real processes, are killed again and again while numbered lines are written
/// and rotated, and the connection between them is cut at any byte.
class AgentKillTest {
  private static final int ROUNDS = Integer.getInteger("cordwood.kill.rounds", 5);

  @TempDir private Path directory;

  @Test
  void noLineIsLostOrRepeatedWhateverIsKilledOrCut() throws Exception {
    long seed = Long.getLong("cordwood.kill.seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    Path logs = Files.createDirectories(directory.resolve("logs"));
    Path data = directory.resolve("data");
    NumberedLog log = NumberedLog.start(logs, random.split());
    String[] options = {
      "--follow", logs.toString(), "--state", directory.resolve("state").toString(), "--server", ""
    };
    @Nullable ServeProcess server = null;
    @Nullable AgentProcess agent = null;
    try (CuttingProxy proxy = new CuttingProxy(random.split())) {
      options[5] = proxy.url();
      for (int round = 0; round < ROUNDS; round++) {
        if (server == null) {
          server = ServeProcess.start(data);
          proxy.target(server.port());
        }
        if (agent == null) {
          agent = AgentProcess.start(options);
        }
        if (round % 3 != 2) { // else at the start of either
          ServeProcess running = server;
          int before = running.count("*");
          await().atMost(Duration.ofSeconds(60)).until(() -> running.count("*") > before);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextLong(1, 800)));
        int which = random.nextInt(3);
        if (which != 0) {
          agent.kill();
          agent = null;
        }
        if (which != 1) {
          server.kill();
          server = null;
        }
      }
      int written = log.stop();
      proxy.stopCutting();
      if (server == null) {
        server = ServeProcess.start(data);
        proxy.target(server.port());
      }
      if (agent == null) {
        agent = AgentProcess.start(options);
      }
      ServeProcess last = server;
      AgentProcess lastAgent = agent;
      await()
          .atMost(Duration.ofSeconds(90))
          .failFast("the agent ended", () -> !lastAgent.process().isAlive())
          .until(() -> last.count("*") >= written);
      assertThat(last.numbers("*").stream().sorted().toList())
          .as("seed %d, %d cuts, the agent said:%n%s", seed, proxy.cuts(), lastAgent.said())
          .isEqualTo(NumberedLog.numbers(written));
    } finally {
      log.stop();
      if (agent != null) {
        agent.close();
      }
      if (server != null) {
        server.close();
      }
    }
  }
}
