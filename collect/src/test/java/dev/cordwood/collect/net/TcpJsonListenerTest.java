package dev.cordwood.collect.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.Intake;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.store.Store;
import dev.cordwood.store.StoreOptions;
import dev.cordwood.testing.StoredRows;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TcpJsonListenerTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @TempDir Path directory;
  private Store store;
  private TcpJsonListener listener;
  private final IngestCounters counters = new IngestCounters("tcp");

  @BeforeEach
  void open() throws IOException {
    store = Store.open(directory.resolve("data"), new StoreOptions());
    listener = start(new TcpJsonListener.Settings(ANY_PORT));
  }

  @AfterEach
  void close() throws IOException {
    listener.close();
    store.close();
  }

  private TcpJsonListener start(TcpJsonListener.Settings settings) throws IOException {
    return TcpJsonListener.start(settings, Intake.of(store), IngestOptions.DEFAULTS, counters);
  }

  private Socket connect() throws IOException {
    return new Socket(listener.address().getAddress(), listener.address().getPort());
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  @Test
  void aSingleLineIsThereAtOnceWhileTheConnectionStaysOpen() throws IOException {
    try (Socket socket = connect()) {
      send(socket, "{\"a\":1}\n");
      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(() -> assertThat(StoredRows.of(store, "a")).containsExactly("1"));
      send(socket, "{\"a\":2}\n");
      await()
          .untilAsserted(
              () -> assertThat(StoredRows.of(store, "a")).containsExactlyInAnyOrder("1", "2"));
      assertThat(counters.snapshot().openConnections()).isEqualTo(1);
    }
    await().until(() -> counters.snapshot().openConnections() == 0);
  }

  @Test
  void aLineThatIsNoObjectAndTheLastOneWithoutAnEndAreKept() throws IOException {
    try (Socket socket = connect()) {
      send(socket, "hello\n\n{\"_msg\":\"whole\"}\n{\"_msg\":\"no end\"}");
    }
    await().until(() -> StoredRows.count(store) == 3);
    assertThat(StoredRows.of(store, "_msg")).containsExactlyInAnyOrder("hello", "whole", "no end");
    assertThat(StoredRows.of(store, "_error"))
        .contains("not JSON: at byte 0: expected '{', found 'h'");
  }

  @Test
  void aFastSenderIsStoredWhole() throws IOException {
    StringBuilder text = new StringBuilder();
    IntStream.range(0, 100_000).forEach(i -> text.append("{\"n\":").append(i).append("}\n"));
    try (Socket socket = connect()) {
      send(socket, text.toString());
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> counters.snapshot().storedLines() == 100_000);
    assertThat(StoredRows.of(store, "n").stream().distinct().count()).isEqualTo(100_000);
  }

  @Test
  void anEndlessLineTakesBoundedMemoryAndDisturbsNobody() throws IOException {
    try (Socket endless = connect();
        Socket other = connect()) {
      byte[] piece = new byte[1 << 20];
      Arrays.fill(piece, (byte) 'x');
      OutputStream out = endless.getOutputStream();
      for (int i = 0; i < 700; i++) { // more than the heap of this JVM
        out.write(piece);
      }
      send(other, "{\"a\":\"other\"}\n");
      await().until(() -> StoredRows.of(store, "a").contains("other"));
      send(endless, "\n{\"a\":\"after\"}\n");
      await().until(() -> StoredRows.of(store, "a").contains("after"));
    }
    assertThat(StoredRows.of(store, "_error"))
        .contains("line cut: it had %d bytes, %d are kept".formatted(700L << 20, 1 << 20));
  }

  @Test
  void aThousandSlowConnectionsAreServedWithinTheHeap() throws IOException {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 1000; i++) {
        sockets.add(connect());
      }
      for (int part = 0; part < 3; part++) {
        for (int i = 0; i < sockets.size(); i++) {
          String line = "{\"n\":\"%d-%d\",\"pad\":\"%s\"}\n".formatted(i, part, "p".repeat(2000));
          int half = line.length() / 2;
          send(
              sockets.get(i),
              part == 0 ? line.substring(0, half) : line.substring(half) + line.substring(0, half));
        }
      }
      await().atMost(Duration.ofSeconds(20)).until(() -> counters.snapshot().storedLines() == 2000);
      assertThat(counters.snapshot().openConnections()).isEqualTo(1000);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> counters.snapshot().openConnections() == 0);
    assertThat(counters.snapshot().storedLines()).isEqualTo(3000);
  }

  @Test
  void connectionsBeyondTheLimitAreClosedAndTheOthersGoOn() throws IOException {
    try (TcpJsonListener small =
            start(new TcpJsonListener.Settings(ANY_PORT, 2, Duration.ofHours(1)));
        Socket first = new Socket(small.address().getAddress(), small.address().getPort());
        Socket second = new Socket(small.address().getAddress(), small.address().getPort());
        Socket third = new Socket(small.address().getAddress(), small.address().getPort())) {
      assertThat(third.getInputStream().read()).isEqualTo(-1);
      assertThat(counters.snapshot().refusedConnections()).isEqualTo(1);
      send(first, "{\"a\":1}\n");
      send(second, "{\"a\":2}\n");
      await().until(() -> StoredRows.count(store) == 2);
    }
  }

  @Test
  void aConnectionThatIsIdleForTooLongIsClosedAndItsLinesAreKept() throws IOException {
    try (TcpJsonListener impatient =
            start(new TcpJsonListener.Settings(ANY_PORT, 10, Duration.ofMillis(300)));
        Socket socket =
            new Socket(impatient.address().getAddress(), impatient.address().getPort())) {
      send(socket, "{\"a\":1}\n{\"a\":2}");
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
      await().until(() -> StoredRows.count(store) == 2);
    }
  }

  @Test
  void closingStoresWhatWasReceived() throws IOException {
    try (Socket socket = connect()) {
      send(socket, "{\"a\":1}\n".repeat(5000) + "{\"a\":2}");
      await().until(() -> counters.snapshot().receivedLines() > 0);
      long start = System.nanoTime();
      listener.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
      assertThat(StoredRows.count(store)).isEqualTo(5001);
    }
  }

  @Test
  void anAddressThatIsTakenIsNamed() {
    assertThatThrownBy(() -> start(new TcpJsonListener.Settings(listener.address())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot listen on")
        .hasMessageContaining(String.valueOf(listener.address().getPort()));
  }
}
