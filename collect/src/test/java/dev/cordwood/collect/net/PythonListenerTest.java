package dev.cordwood.collect.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cordwood.collect.RefusalReason;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonListenerTest {
  /// `{'msg': MESSAGE, 'name': 'shop', 'levelname': 'WARNING'}` in protocol 0.
  private static byte[] record(String message) {
    return framed("(dVmsg\nV" + message + "\nsVname\nVshop\nsVlevelname\nVWARNING\ns.");
  }

  private static byte[] framed(String pickle) {
    byte[] bytes = pickle.getBytes(StandardCharsets.ISO_8859_1);
    byte[] frame = new byte[4 + bytes.length];
    frame[0] = (byte) (bytes.length >> 24);
    frame[1] = (byte) (bytes.length >> 16);
    frame[2] = (byte) (bytes.length >> 8);
    frame[3] = (byte) bytes.length;
    System.arraycopy(bytes, 0, frame, 4, bytes.length);
    return frame;
  }

  @TempDir Path directory;

  @Test
  void recordsComeOverTcpAndUdpOfTheSamePort() throws IOException {
    try (ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.PYTHON)) {
      fixture.sendAll(record("over TCP"));
      fixture.datagram(record("over UDP"));
      await().until(() -> fixture.rows() == 2);
      assertThat(fixture.values("_msg")).containsExactlyInAnyOrder("over TCP", "over UDP");
      assertThat(fixture.values("logger")).containsOnly("shop");
      assertThat(fixture.values("remote_ip")).containsOnly("127.0.0.1");
    }
  }

  @Test
  void aPickleThatNamesCodeIsRefusedAndTheNextOneTaken() throws IOException {
    try (ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.PYTHON);
        Socket socket = fixture.connect()) {
      ListenerFixture.send(socket, framed("cos\nsystem\n(S'true'\ntR."));
      ListenerFixture.send(socket, framed("I5\n."));
      ListenerFixture.send(socket, framed("not a pickle"));
      ListenerFixture.send(socket, record("good"));
      await().until(() -> fixture.rows() == 1);
      assertThat(fixture.refused(RefusalReason.BAD_PICKLE)).isEqualTo(3);
      assertThat(fixture.counters.snapshot().refusedLines()).isEqualTo(3);
      assertThat(fixture.counters.snapshot().receivedLines()).isEqualTo(4);
      assertThat(fixture.listener.status().lastError()).contains("a pickled record");
    }
  }

  @Test
  void aFrameThatIsTooLargeIsSkipped() throws IOException {
    ListenerSpec spec = ListenerFixture.spec(ListenerKind.PYTHON).withMaxFrameBytes(1_000);
    try (ListenerFixture fixture = ListenerFixture.start(directory, spec);
        Socket socket = fixture.connect()) {
      ListenerFixture.send(socket, record("x".repeat(2_000)));
      ListenerFixture.send(socket, record("good"));
      await().until(() -> fixture.rows() == 1);
      assertThat(fixture.refused(RefusalReason.TOO_LARGE)).isEqualTo(1);
    }
  }

  @Test
  void textEndsTheConnectionAndSaysWhatToDo() throws IOException {
    try (ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.PYTHON);
        Socket socket = fixture.connect()) {
      ListenerFixture.send(socket, "{\"message\":\"json\"}\n");
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
      await().until(() -> fixture.refused(RefusalReason.BAD_FRAME) == 1);
      assertThat(fixture.listener.status().lastError())
          .contains("\"{\"me\"")
          .contains("SocketHandler")
          .contains("lines or json");
      fixture.datagram("text");
      await().until(() -> fixture.refused(RefusalReason.BAD_FRAME) == 2);
    }
  }
}
