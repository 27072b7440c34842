package dev.cordwood.collect.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.Intake;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.store.Store;
import dev.cordwood.store.StoreOptions;
import dev.cordwood.testing.StoredRows;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A thousand connections within the heap of this JVM, half a gigabyte.
class CrowdTest {
  private static final int CONNECTIONS = 1_000;
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path directory;
  private Store store;
  private RunningListener listener;
  private final IngestCounters counters = new IngestCounters("crowd");
  private final ReceiveBudget budget = new ReceiveBudget(16 << 20);
  private final PendingBytes pending = new PendingBytes(8 << 20);
  private final List<Socket> sockets = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    store = Store.open(directory.resolve("data"), new StoreOptions());
    listener =
        Listeners.start(
            ListenerFixture.spec(ListenerKind.SYSLOG_TCP),
            Intake.of(store),
            IngestOptions.DEFAULTS,
            counters,
            budget,
            pending);
    for (int i = 0; i < CONNECTIONS; i++) {
      sockets.add(connect());
    }
  }

  private Socket connect() throws IOException {
    InetSocketAddress address = listener.socketAddress().orElseThrow();
    return new Socket(address.getAddress(), address.getPort());
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    listener.close();
    store.close();
  }

  @Test
  void endlessLinesShareABudgetAndDisturbNobody() throws IOException {
    byte[] endless = "x".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
    for (Socket socket : sockets) {
      ListenerFixture.send(socket, endless);
      assertThat(budget.used()).isLessThanOrEqualTo(budget.limit());
    }
    String line = "<13>t: " + "y".repeat(50_000);
    try (Socket other = connect()) {
      ListenerFixture.send(other, line + "\n");
      await().atMost(LONG).until(() -> StoredRows.count(store) == 1);
    }
    assertThat(StoredRows.of(store, "_msg")).containsExactly("y".repeat(50_000));
    for (Socket socket : sockets) {
      ListenerFixture.send(socket, "\n");
    }
    await().atMost(LONG).until(() -> StoredRows.count(store) == CONNECTIONS + 1);
    await().until(() -> budget.used() == 0);
    long cut = counters.snapshot().cutLines();
    assertThat(cut).isBetween(500L, 990L); // 16 MB hold about 160 of them
    assertThat(StoredRows.of(store, "_error").stream().filter(e -> e.startsWith("line cut")))
        .hasSize((int) cut)
        .allMatch(e -> e.startsWith("line cut: it had 100000 bytes, "));
  }

  @Test
  void fastSendersAreStoredWhole() throws Exception {
    int rounds = 15;
    String lines = "<13>2026-11-21T04:14:54Z h t: some text of a line that is short\n".repeat(20);
    byte[] bytes = lines.getBytes(StandardCharsets.US_ASCII);
    AtomicLong most = new AtomicLong();
    List<Thread> senders = new ArrayList<>();
    for (Socket socket : sockets) {
      senders.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  for (int i = 0; i < rounds; i++) {
                    ListenerFixture.send(socket, bytes);
                    most.accumulateAndGet(pending.pending(), Math::max);
                  }
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              }));
    }
    for (Thread sender : senders) {
      sender.join();
    }
    await()
        .atMost(LONG)
        .until(() -> counters.snapshot().storedLines() == 20L * rounds * CONNECTIONS);
    assertThat(StoredRows.count(store)).isEqualTo(20L * rounds * CONNECTIONS);
    await().until(() -> pending.pending() == 0);
    assertThat(most.get()).isLessThan(16 << 20);
  }
}
