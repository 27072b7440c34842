package dev.cordwood.collect.agent;

import dev.cordwood.store.SourcePosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What a server knows of one agent. Everything but what is volatile is guarded by [#lock], which
/// is held while a message is being stored: only then is it known what the next one may start from.
final class KnownAgent {
  private static final String PREFIX = "agent:";

  final String id;
  final ReentrantLock lock = new ReentrantLock();
  private final String prefix;

  /// By the agent's own keys; null until they are read from the store.
  private @Nullable Map<String, String> states;

  private String session = "";
  volatile long seenNanos = System.nanoTime();
  volatile Instant seen = Instant.now();
  volatile @Nullable AgentReport report;
  volatile String address = "";

  KnownAgent(String id) {
    this.id = id;
    prefix = PREFIX + id + ":";
  }

  /// @param all positions that are in the store
  void load(Map<String, String> all) {
    Map<String, String> own = new HashMap<>();
    all.forEach((source, state) -> {
      if (source.startsWith(prefix)) {
        own.put(source.substring(prefix.length()), state);
      }
    });
    states = own;
  }

  boolean isLoaded() {
    return states != null;
  }

  /// It is not known any more what the store has.
  void unload() {
    states = null;
  }

  Map<String, String> states() {
    Map<String, String> loaded = states;
    return loaded == null ? Map.of() : loaded;
  }

  void begin(String newSession) {
    session = newSession;
  }

  /// Whether a message of this session may still come. After a start of the server any may.
  boolean isCurrent(String other) {
    return session.isEmpty() || session.equals(other);
  }

  boolean hasAll(List<Move> moves) {
    return moves.stream().allMatch(move -> state(move).equals(move.from()));
  }

  boolean hasMadeAll(List<Move> moves) {
    return moves.stream().allMatch(move -> state(move).equals(move.to()));
  }

  private String state(Move move) {
    return states().getOrDefault(move.source(), "");
  }

  /// The moves as the store keeps them.
  List<SourcePosition> positions(List<Move> moves) {
    List<SourcePosition> positions = new ArrayList<>(moves.size());
    for (Move move : moves) {
      positions.add(new SourcePosition(prefix + move.source(), move.to()));
    }
    return positions;
  }

  /// The store has them now.
  void moved(List<Move> moves) {
    Map<String, String> loaded = states;
    if (loaded != null) {
      for (Move move : moves) {
        if (move.to().isEmpty()) {
          loaded.remove(move.source());
        } else {
          loaded.put(move.source(), move.to());
        }
      }
    }
  }

  void seen(@Nullable AgentReport newReport, String from) {
    seenNanos = System.nanoTime();
    seen = Instant.now();
    address = from;
    if (newReport != null) {
      report = newReport;
    }
  }
}
