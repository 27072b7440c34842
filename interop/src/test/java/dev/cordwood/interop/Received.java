package dev.cordwood.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.server.CordwoodServer;
import dev.cordwood.server.config.ConfigFile;
import dev.cordwood.testing.StoredRows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/// A real server with the listeners a test asks for, and what it has stored.
final class Received implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final CordwoodServer server;

  private Received(CordwoodServer server) {
    this.server = server;
  }

  /// @param yaml further settings, such as a list of listeners
  static Received start(Path data, String yaml) throws Exception {
    String base =
        """
        data: "%s"
        http: {listen: "127.0.0.1:0"}
        tcp: {listen: none}
        store: {reserve: 0}
        """
            .formatted(data);
    return new Received(CordwoodServer.start(ConfigFile.parse(base + yaml, "test")));
  }

  /// Where a listener really listens.
  int port(String kind) {
    return server.listenerAddress(kind).orElseThrow().getPort();
  }

  int httpPort() {
    return server.address().getPort();
  }

  String url(String path) {
    return server.address() + path;
  }

  List<Map<String, String>> rows() {
    return StoredRows.of(server.store());
  }

  /// Waits until there are this many rows and returns them.
  List<Map<String, String>> await(int count) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(StoredRows.count(server.store()))
                .as("rows stored, of %d", count)
                .isGreaterThanOrEqualTo(count));
    return rows();
  }

  /// Waits until each of the numbers from 0 has come, as the last word of a message.
  List<Map<String, String>> awaitNumbers(int count) {
    TreeSet<Integer> wanted =
        IntStream.range(0, count).boxed().collect(Collectors.toCollection(TreeSet::new));
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(numbers()).as("numbers that came").containsAll(wanted));
    return rows();
  }

  private TreeSet<Integer> numbers() {
    return rows().stream()
        .map(row -> row.getOrDefault("_msg", ""))
        .filter(message -> message.matches("(?s).*\\bnumber \\d+"))
        .map(message -> Integer.parseInt(message.substring(message.lastIndexOf(' ') + 1)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The one row with this number.
  static Map<String, String> number(List<Map<String, String>> rows, int number) {
    List<Map<String, String>> found =
        rows.stream()
            .filter(row -> row.getOrDefault("_msg", "").endsWith("number " + number))
            .toList();
    assertThat(found).as("rows of number %d", number).hasSize(1);
    return found.getFirst();
  }

  @Override
  public void close() {
    server.close();
  }
}
