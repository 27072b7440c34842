package dev.cordwood.collect.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cordwood.collect.RefusalReason;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.store.Store;
import dev.cordwood.store.StoreOptions;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullStoreTest {
  @TempDir Path directory;
  private Store store;
  private FillableIntake intake;

  @BeforeEach
  void open() throws IOException {
    store = Store.open(directory.resolve("data"), new StoreOptions());
    intake = new FillableIntake(store);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private ListenerFixture start(ListenerKind kind) throws IOException {
    return ListenerFixture.start(store, intake, ListenerFixture.spec(kind), IngestOptions.DEFAULTS);
  }

  @Test
  void sendersOverTcpAreHeldBackAndNothingIsLost() throws Exception {
    ListenerFixture fixture = start(ListenerKind.LINES);
    try (Socket socket = fixture.connect()) {
      intake.full = true;
      byte[] lines =
          ("{\"_msg\":\"" + "x".repeat(1_000) + "\"}\n")
              .repeat(1_000)
              .getBytes(StandardCharsets.UTF_8);
      int rounds = 40;
      Thread sender =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  for (int i = 0; i < rounds; i++) {
                    ListenerFixture.send(socket, lines);
                  }
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      await().until(() -> fixture.listener.status().lastError().contains("holding senders back"));
      assertThat(sender.join(Duration.ofMillis(500))).as("the sender waits").isFalse();
      assertThat(fixture.counters.snapshot().receivedLines()).isLessThan(40_000);
      intake.full = false;
      sender.join();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> fixture.counters.snapshot().storedLines() == 1_000L * rounds);
      assertThat(fixture.rows()).isEqualTo(1_000L * rounds);
      assertThat(fixture.counters.snapshot().refusedLines()).isZero();
    } finally {
      fixture.listener.close();
    }
  }

  @Test
  void datagramsAreDroppedAndCounted() throws Exception {
    ListenerFixture fixture = start(ListenerKind.SYSLOG_UDP);
    try {
      intake.full = true;
      fixture.datagram("<13>t: lost");
      await().until(() -> fixture.refused(RefusalReason.STORE_FULL) == 1);
      assertThat(fixture.counters.snapshot().refusedLines()).isEqualTo(1);
      assertThat(fixture.listener.status().lastError())
          .contains("1 lines from syslog-udp are lost: the disk is full");
      intake.full = false;
      fixture.datagram("<13>t: kept");
      await().until(() -> fixture.rows() == 1);
    } finally {
      fixture.listener.close();
    }
  }

  @Test
  void closingDoesNotWaitForRoom() throws Exception {
    ListenerFixture fixture = start(ListenerKind.LINES);
    try (Socket socket = fixture.connect()) {
      intake.full = true;
      ListenerFixture.send(socket, "one\ntwo\n");
      await().until(() -> fixture.listener.status().lastError().contains("holding senders back"));
      long start = System.nanoTime();
      fixture.listener.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
      assertThat(fixture.refused(RefusalReason.STORE_FULL)).isEqualTo(2);
    }
  }
}
