package dev.cordwood.collect.net;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.Intake;
import dev.cordwood.collect.RefusalReason;
import dev.cordwood.collect.net.ListenAddress.HostPort;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.store.Store;
import dev.cordwood.store.StoreOptions;
import dev.cordwood.testing.StoredRows;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A store and a listener in front of it.
final class ListenerFixture implements AutoCloseable {
  static final HostPort ANY_PORT = new HostPort("127.0.0.1", 0);

  final Store store;
  final IngestCounters counters;
  final RunningListener listener;

  private ListenerFixture(Store store, IngestCounters counters, RunningListener listener) {
    this.store = store;
    this.counters = counters;
    this.listener = listener;
  }

  static ListenerSpec spec(ListenerKind kind) {
    return ListenerSpec.of(kind, ANY_PORT);
  }

  static ListenerFixture start(Path directory, ListenerKind kind) throws IOException {
    return start(directory, spec(kind));
  }

  static ListenerFixture start(Path directory, ListenerSpec spec) throws IOException {
    return start(directory, spec, IngestOptions.DEFAULTS);
  }

  static ListenerFixture start(Path directory, ListenerSpec spec, IngestOptions options)
      throws IOException {
    Store store = Store.open(directory.resolve("data"), new StoreOptions());
    return start(store, Intake.of(store), spec, options);
  }

  static ListenerFixture start(Store store, Intake intake, ListenerSpec spec, IngestOptions options)
      throws IOException {
    IngestCounters counters = new IngestCounters(spec.name());
    try {
      return new ListenerFixture(store, counters, Listeners.start(spec, intake, options, counters));
    } catch (IOException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  InetSocketAddress address() {
    return listener.socketAddress().orElseThrow();
  }

  int port() {
    return address().getPort();
  }

  Socket connect() throws IOException {
    return new Socket(address().getAddress(), port());
  }

  static void send(Socket socket, String text) throws IOException {
    send(socket, text.getBytes(StandardCharsets.UTF_8));
  }

  static void send(Socket socket, byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /// Sends it over a connection of its own.
  void sendAll(byte[] bytes) throws IOException {
    try (Socket socket = connect()) {
      send(socket, bytes);
    }
  }

  void sendAll(String text) throws IOException {
    sendAll(text.getBytes(StandardCharsets.UTF_8));
  }

  void datagram(byte[] bytes) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(
          new DatagramPacket(bytes, bytes.length, InetAddress.getByName("127.0.0.1"), port()));
    }
  }

  void datagram(String text) throws IOException {
    datagram(text.getBytes(StandardCharsets.UTF_8));
  }

  long rows() {
    return StoredRows.count(store);
  }

  List<String> values(String field) {
    return StoredRows.of(store, field);
  }

  Map<String, String> onlyRow() {
    List<Map<String, String>> rows = StoredRows.of(store);
    if (rows.size() != 1) {
      throw new AssertionError("one row expected, there are " + rows);
    }
    return rows.getFirst();
  }

  long refused(RefusalReason reason) {
    return counters.refusals().getOrDefault(reason, 0L);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    store.close();
  }
}
