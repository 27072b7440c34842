package dev.cordwood.bench.compare;

import java.util.List;
import java.util.stream.Stream;

/// The systems under comparison by name.
final class Peers {
  static final List<String> NAMES = List.of("cordwood", "duckdb", "sqlite", "lucene");

  private Peers() {}

  static Peer of(String name) {
    return switch (name) {
      case "cordwood" -> new CordwoodPeer();
      case "duckdb" -> new DuckDbPeer();
      case "sqlite" -> new SqlitePeer();
      case "lucene" -> new LucenePeer();
      default ->
          throw new IllegalArgumentException("no such peer: " + name + "; there are " + NAMES);
    };
  }

  /// Each gets what suits it; Cordwood runs in the 512 MB of heap it promises to need at most.
  static List<String> jvmFlags(String name) {
    List<String> all =
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    List<String> own =
        name.equals("cordwood") // as its launcher starts it
            ? List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders")
            : List.of("-Xmx2g");
    return Stream.concat(all.stream(), own.stream()).toList();
  }
}
