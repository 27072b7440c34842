package dev.cordwood.collect.agent;

import dev.cordwood.store.SourcePosition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the server has of this agent's sources, and what the input that works from it thinks it
/// has. They are the same until the server turns out to have something else; then the input has to
/// be told before it moves on. Safe for several threads.
///
/// Batches without positions move a source of this process alone, whose states are numbers.
final class Ledger {
  private static final String MARK = "stream:";

  private final String mark;
  private Map<String, String> has = new HashMap<>();
  private Map<String, String> told = new HashMap<>();
  private boolean known;
  private volatile long generation;
  private long number;

  Ledger(String session) {
    mark = MARK + session;
  }

  /// Changes when the input has to be told anew.
  long generation() {
    return generation;
  }

  /// Whether the server has said what it has.
  synchronized boolean isKnown() {
    return known;
  }

  /// What the server says it has.
  ///
  /// @return whether the input thinks otherwise
  synchronized boolean found(Map<String, String> states) {
    has = new HashMap<>(states);
    if (!known) {
      known = true;
      told = new HashMap<>(states);
      return false;
    }
    boolean other = !sources(has).equals(sources(told));
    generation += other ? 1 : 0;
    return other;
  }

  private static Map<String, String> sources(Map<String, String> states) {
    Map<String, String> sources = new HashMap<>(states);
    sources.keySet().removeIf(source -> source.startsWith(MARK));
    return sources;
  }

  /// Tells the input.
  synchronized Map<String, String> tell() {
    told = new HashMap<>(has);
    return Map.copyOf(told);
  }

  /// How far the sources of a batch move; none when the server has the batch.
  ///
  /// @return null when the input must be told first
  synchronized @Nullable List<Move> moves(Outgoing next) {
    if (!next.isRepeatable()) {
      Move move = new Move(mark, has.getOrDefault(mark, ""), String.valueOf(number + 1));
      return move.from().equals(move.to()) ? List.of() : List.of(move);
    }
    for (SourcePosition position : next.positions()) {
      String source = position.source();
      if (!told.getOrDefault(source, "").equals(has.getOrDefault(source, ""))) {
        return null;
      }
    }
    return next.positions().stream()
        .map(each -> new Move(each.source(), has.getOrDefault(each.source(), ""), each.state()))
        .filter(move -> !move.from().equals(move.to()))
        .toList();
  }

  /// The next batch without positions is another one.
  synchronized void count() {
    number++;
  }

  /// Marks of earlier processes are of no use: what they counted is gone from memory.
  synchronized List<Move> staleMarks() {
    return has.entrySet().stream()
        .filter(each -> each.getKey().startsWith(MARK) && !each.getKey().equals(mark))
        .limit(Limits.MAX_MOVES)
        .map(each -> new Move(each.getKey(), each.getValue(), ""))
        .toList();
  }

  /// The server has these now.
  synchronized void moved(List<Move> moves) {
    for (Move move : moves) {
      if (move.to().isEmpty()) {
        has.remove(move.source());
        told.remove(move.source());
      } else {
        has.put(move.source(), move.to());
        told.put(move.source(), move.to());
      }
    }
  }

  synchronized long fingerprint() {
    return Fingerprint.of(has);
  }
}
