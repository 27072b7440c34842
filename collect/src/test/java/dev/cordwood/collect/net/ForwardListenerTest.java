package dev.cordwood.collect.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cordwood.collect.RefusalReason;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.store.Store;
import dev.cordwood.store.StoreOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForwardListenerTest {
  private static final byte[] TIME = {(byte) 0xce, 0x6b, 0x00, 0x2a, 0x7e};

  @TempDir Path directory;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static AnswerWriter pack() {
    return new AnswerWriter();
  }

  private static byte[] record(String message) {
    return pack().map(2).text("message").text(message).text("n").text("7").bytes();
  }

  private static byte[] entry(String message) {
    return concat(pack().array(2).bytes(), TIME, record(message));
  }

  private static byte[] option(String chunk, boolean gzip) {
    AnswerWriter option = pack().map(gzip ? 2 : 1).text("chunk").text(chunk);
    return gzip ? option.text("compressed").text("gzip").bytes() : option.bytes();
  }

  private static byte[] head(int size) {
    return pack().array(size).text("app.web").bytes();
  }

  private static byte[] message(String text, String chunk) {
    return concat(head(4), TIME, record(text), option(chunk, false));
  }

  private static byte[] packed(byte[] entries, String chunk, boolean gzip) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (gzip) {
      try (GZIPOutputStream packed = new GZIPOutputStream(out)) {
        packed.write(entries);
      }
    } else {
      out.writeBytes(entries);
    }
    return concat(head(3), pack().binary(out.toByteArray()).bytes(), option(chunk, gzip));
  }

  private static byte[] ack(String chunk) {
    return pack().map(1).text("ack").text(chunk).bytes();
  }

  private static void assertAcknowledged(Socket socket, String... chunks) throws IOException {
    socket.setSoTimeout(10_000);
    for (String chunk : chunks) {
      byte[] expected = ack(chunk);
      assertThat(socket.getInputStream().readNBytes(expected.length)).isEqualTo(expected);
    }
  }

  @Test
  void allFourModesAreStoredAndAcknowledged() throws IOException {
    try (ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.FORWARD);
        Socket socket = fixture.connect()) {
      byte[] entries = concat(entry("two"), entry("three"));
      ListenerFixture.send(socket, message("one", "c1"));
      assertAcknowledged(socket, "c1");
      assertThat(fixture.rows()).as("durable before the answer").isEqualTo(1);
      ListenerFixture.send(
          socket, concat(head(3), pack().array(2).bytes(), entries, option("c2", false)));
      assertAcknowledged(socket, "c2");
      ListenerFixture.send(socket, packed(entries, "c3", false));
      assertAcknowledged(socket, "c3");
      ListenerFixture.send(socket, packed(entries, "c4", true));
      assertAcknowledged(socket, "c4");
      assertThat(fixture.rows()).isEqualTo(7);
      assertThat(fixture.values("tag")).containsOnly("app.web");
      assertThat(fixture.values("n")).containsOnly("7");
      assertThat(fixture.values("_msg")).contains("one", "two", "three");
    }
  }

  @Test
  void severalMessagesAtOnceAreAcknowledgedInOrder() throws IOException {
    try (ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.FORWARD);
        Socket socket = fixture.connect()) {
      ListenerFixture.send(socket, concat(message("a", "1"), message("b", "2"), message("c", "3")));
      assertAcknowledged(socket, "1", "2", "3");
      assertThat(fixture.rows()).isEqualTo(3);
    }
  }

  @Test
  void aMessageCutAnywhereIsTheSame() throws IOException {
    try (ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.FORWARD);
        Socket socket = fixture.connect()) {
      socket.setTcpNoDelay(true);
      for (byte b : message("slowly", "c")) {
        ListenerFixture.send(socket, new byte[] {b});
      }
      assertAcknowledged(socket, "c");
      assertThat(fixture.values("_msg")).containsExactly("slowly");
    }
  }

  @Test
  void aLargePackedChunkIsStoredInSeveralBatches() throws IOException {
    byte[] entry = entry("x".repeat(100));
    ByteArrayOutputStream entries = new ByteArrayOutputStream();
    for (int i = 0; i < 60_000; i++) {
      entries.writeBytes(entry);
    }
    try (ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.FORWARD);
        Socket socket = fixture.connect()) {
      ListenerFixture.send(socket, packed(entries.toByteArray(), "big", true));
      assertAcknowledged(socket, "big");
      assertThat(fixture.rows()).isEqualTo(60_000);
    }
  }

  @Test
  void withoutAChunkNothingIsAnswered() throws IOException {
    try (ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.FORWARD);
        Socket socket = fixture.connect()) {
      ListenerFixture.send(socket, concat(head(3), TIME, record("quiet")));
      await().until(() -> fixture.rows() == 1);
      assertThat(socket.getInputStream().available()).isZero();
    }
  }

  @Test
  void entriesOfTheWrongShapeAreCountedAndTheOthersAcknowledged() throws IOException {
    try (ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.FORWARD);
        Socket socket = fixture.connect()) {
      byte[] wrong = pack().array(2).text("a").text("b").bytes();
      byte[] entries = concat(entry("one"), wrong, entry("two"), wrong);
      ListenerFixture.send(
          socket, concat(head(3), pack().array(4).bytes(), entries, option("x", false)));
      assertAcknowledged(socket, "x");
      assertThat(fixture.rows()).as("durable before the answer").isEqualTo(2);
      ListenerFixture.send(socket, packed(entries, "y", true));
      ListenerFixture.send(socket, message("three", "z"));
      assertAcknowledged(socket, "y", "z");
      assertThat(fixture.values("_msg")).contains("one", "two", "three").hasSize(5);
      assertThat(fixture.refused(RefusalReason.BAD_FRAME)).isEqualTo(4);
      assertThat(fixture.listener.status().lastError()).contains("record of an event is a map");
    }
  }

  @Test
  void whatIsNoMessagePackEndsTheConnectionAndNothingOfItIsStored() throws IOException {
    try (ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.FORWARD);
        Socket socket = fixture.connect()) {
      byte[] broken = concat(entry("one"), new byte[] {(byte) 0xc1});
      ListenerFixture.send(
          socket, concat(message("good", "y"), packed(broken, "x", false), message("z", "z")));
      assertAcknowledged(socket, "y");
      assertThat(socket.getInputStream().read()).as("no other answer").isEqualTo(-1);
      await().until(() -> fixture.refused(RefusalReason.BAD_FRAME) == 1);
      assertThat(fixture.values("_msg")).containsExactly("good");
      assertThat(fixture.listener.status().lastError()).contains("0xc1 stands for nothing");
    }
  }

  @Test
  void textEndsTheConnection() throws IOException {
    try (ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.FORWARD);
        Socket socket = fixture.connect()) {
      ListenerFixture.send(socket, "GET / HTTP/1.1\r\n\r\n");
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
      await().until(() -> fixture.refused(RefusalReason.BAD_FRAME) == 1);
      assertThat(fixture.listener.status().lastError()).contains("an array of MessagePack");
    }
  }

  @Test
  void aMessageThatIsTooLargeIsSkippedAndNotAcknowledged() throws IOException {
    ListenerSpec spec = ListenerFixture.spec(ListenerKind.FORWARD).withMaxFrameBytes(500);
    try (ListenerFixture fixture = ListenerFixture.start(directory, spec);
        Socket socket = fixture.connect()) {
      ListenerFixture.send(socket, message("x".repeat(1_000), "large"));
      ListenerFixture.send(socket, message("small", "small"));
      assertAcknowledged(socket, "small");
      assertThat(fixture.refused(RefusalReason.TOO_LARGE)).isEqualTo(1);
    }
  }

  @Test
  void whileTheStoreIsFullNothingIsAcknowledged() throws IOException {
    Store store = Store.open(directory.resolve("data"), new StoreOptions());
    FillableIntake intake = new FillableIntake(store);
    try (ListenerFixture fixture =
            ListenerFixture.start(
                store, intake, ListenerFixture.spec(ListenerKind.FORWARD), IngestOptions.DEFAULTS);
        Socket socket = fixture.connect()) {
      intake.full = true;
      ListenerFixture.send(socket, message("held", "c"));
      await().until(() -> !fixture.listener.status().lastError().isEmpty());
      socket.setSoTimeout(300);
      InputStream in = socket.getInputStream();
      assertThat(catchTimeout(in)).isTrue();
      intake.full = false;
      assertAcknowledged(socket, "c");
      assertThat(fixture.rows()).isEqualTo(1);
    }
  }

  private static boolean catchTimeout(InputStream in) throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException e) {
      return true;
    }
  }

  @Test
  void aHeartbeatOverUdpIsAnswered() throws IOException {
    try (ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.FORWARD);
        DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(5_000);
      socket.send(
          new DatagramPacket(new byte[1], 1, InetAddress.getByName("127.0.0.1"), fixture.port()));
      DatagramPacket answer = new DatagramPacket(new byte[10], 10);
      socket.receive(answer);
      assertThat(answer.getLength()).isEqualTo(1);
      assertThat(fixture.rows()).isZero();
    }
  }

  /// The client's side of the handshake.
  private static byte[] shake(Socket socket, String key, String user, String password)
      throws Exception {
    InputStream in = socket.getInputStream();
    socket.setSoTimeout(10_000);
    // ["HELO", {"nonce": bin16, "auth": bin, "keepalive": true}]
    byte[] start = pack().array(2).text("HELO").map(3).text("nonce").bytes();
    assertThat(in.readNBytes(start.length)).isEqualTo(start);
    byte[] nonce = binary(in);
    byte[] auth = pack().text("auth").bytes();
    assertThat(in.readNBytes(auth.length)).isEqualTo(auth);
    byte[] challenge = binary(in);
    byte[] end = pack().text("keepalive").bool(true).bytes();
    assertThat(in.readNBytes(end.length)).isEqualTo(end);
    byte[] salt = bytes("salty");
    String host = "client";
    ListenerFixture.send(
        socket,
        pack()
            .array(6)
            .text("PING")
            .text(host)
            .text(salt)
            .text(digest(salt, bytes(host), nonce, bytes(key)))
            .text(user)
            .text(user.isEmpty() ? "" : digest(challenge, bytes(user), bytes(password)))
            .bytes());
    byte[] pong = pack().array(5).text("PONG").bytes();
    assertThat(in.readNBytes(pong.length)).isEqualTo(pong);
    return new byte[] {(byte) in.read()};
  }

  private static byte[] binary(InputStream in) throws IOException {
    assertThat(in.read()).isEqualTo(0xc4);
    return in.readNBytes(in.read());
  }

  private static String digest(byte[]... parts) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(concat(parts)));
  }

  private ListenerFixture secured(Map<String, String> users) throws IOException {
    return ListenerFixture.start(
        directory, ListenerFixture.spec(ListenerKind.FORWARD).withSharedKey("secret", users));
  }

  @Test
  void whoKnowsTheSharedKeyMaySend() throws Exception {
    try (ListenerFixture fixture = secured(Map.of());
        Socket socket = fixture.connect()) {
      assertThat(shake(socket, "secret", "", "")).isEqualTo(new byte[] {(byte) 0xc3});
      int rest = socket.getInputStream().read(); // the empty reason
      assertThat(rest).isEqualTo(0xa0);
      ListenerFixture.send(socket, concat(head(3), TIME, record("trusted")));
      await().until(() -> fixture.rows() == 1);
    }
  }

  @Test
  void whoKnowsAUsersPasswordTooMaySend() throws Exception {
    try (ListenerFixture fixture = secured(Map.of("ann", "pass"))) {
      try (Socket socket = fixture.connect()) {
        assertThat(shake(socket, "secret", "ann", "pass")).isEqualTo(new byte[] {(byte) 0xc3});
        ListenerFixture.send(socket, concat(head(3), TIME, record("trusted")));
        await().until(() -> fixture.rows() == 1);
      }
      for (List<String> wrong :
          List.of(List.of("ann", "other"), List.of("bob", "pass"), List.of("bob", ""))) {
        try (Socket socket = fixture.connect()) {
          assertThat(shake(socket, "secret", wrong.get(0), wrong.get(1)))
              .isEqualTo(new byte[] {(byte) 0xc2});
        }
      }
      await().until(() -> fixture.refused(RefusalReason.UNAUTHORIZED) == 3);
    }
  }

  @Test
  void whoDoesNotIsToldAndClosedAndNothingIsStored() throws Exception {
    try (ListenerFixture fixture = secured(Map.of())) {
      try (Socket socket = fixture.connect()) {
        assertThat(shake(socket, "guess", "", "")).isEqualTo(new byte[] {(byte) 0xc2});
        byte[] rest = socket.getInputStream().readAllBytes();
        assertThat(new String(rest, StandardCharsets.UTF_8)).contains("shared_key mismatch");
      }
      try (Socket socket = fixture.connect()) {
        ListenerFixture.send(socket, message("not asked", "c"));
        byte[] all = socket.getInputStream().readAllBytes();
        assertThat(Arrays.copyOfRange(all, all.length - 2, all.length))
            .isEqualTo(new byte[] {(byte) 0xa0, (byte) 0xa0});
      }
      await().until(() -> fixture.refused(RefusalReason.UNAUTHORIZED) == 2);
      assertThat(fixture.rows()).isZero();
    }
  }
}
