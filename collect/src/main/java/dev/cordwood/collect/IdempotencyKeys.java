package dev.cordwood.collect;

import dev.cordwood.store.SourcePosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Which bodies were stored, by the keys their senders gave them, so that a body that is sent again
/// is not stored again. A key is a source's position: it becomes durable in one transaction with
/// the rows that it speaks of, so that no crash can come between them. Old keys are forgotten in
/// the transactions of new ones. Safe for several threads.
public final class IdempotencyKeys {
  static final String PREFIX = "idem:";

  private static final long MAX_AGE_MILLIS = Duration.ofHours(Limits.MAX_KEY_HOURS).toMillis();

  /// Keys that one transaction forgets at most; one is added, so this keeps up.
  private static final int FORGOTTEN_AT_ONCE = 16;

  private final Intake intake;
  private final int maxKeys;
  private final LongSupplier clockMillis;

  /// The oldest first.
  private final Map<String, KeyState> known = new LinkedHashMap<>();

  private final Set<String> underWay = new HashSet<>();
  private long generation;

  public IdempotencyKeys(Intake intake) {
    this(intake, Limits.MAX_KEYS, System::currentTimeMillis);
  }

  IdempotencyKeys(Intake intake, int maxKeys, LongSupplier clockMillis) {
    this.intake = intake;
    this.maxKeys = maxKeys;
    this.clockMillis = clockMillis;
    load();
  }

  private void load() {
    generation = intake.positionsGeneration();
    Map<String, KeyState> found = new LinkedHashMap<>();
    intake
        .positions()
        .forEach((source, text) -> {
          KeyState state = source.startsWith(PREFIX) ? KeyState.parse(text) : null;
          if (state != null) {
            found.put(source.substring(PREFIX.length()), state);
          }
        });
    known.clear();
    found.entrySet().stream()
        .sorted(Comparator.comparingLong(entry -> entry.getValue().timeMillis()))
        .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
  }

  /// Keys that are remembered.
  synchronized int size() {
    return known.size();
  }

  /// Takes a key for one request; close it when the request is answered.
  ///
  /// @return null while another request has it
  /// @throws IllegalArgumentException with a message for the sender when the key is too long
  public synchronized @Nullable Claim claim(String key) {
    if (key.isBlank() || key.length() > Limits.MAX_KEY_CHARS) {
      throw new IllegalArgumentException(
          "Idempotency-Key: expected 1 to %d characters".formatted(Limits.MAX_KEY_CHARS));
    }
    if (!underWay.add(key)) {
      return null;
    }
    if (generation != intake.positionsGeneration()) {
      load();
    }
    KeyState state = known.get(key);
    boolean old = state != null && clockMillis.getAsLong() - state.timeMillis() > MAX_AGE_MILLIS;
    return new Claim(key, old ? null : state);
  }

  /// A key in the hands of one request.
  public final class Claim implements AutoCloseable {
    private final String key;
    private @Nullable KeyState state;
    private List<String> forgotten = List.of();

    private Claim(String key, @Nullable KeyState state) {
      this.key = key;
      this.state = state;
    }

    /// The result of the request that was stored with this key, or null when there was none or it
    /// broke off.
    public @Nullable IngestResult result() {
      KeyState now = state;
      return now == null || !now.done()
          ? null
          : new IngestResult(
              IngestResult.Status.STORED,
              now.lines(),
              now.bytes(),
              now.rows(),
              now.broken(),
              now.cut(),
              now.empty(),
              "");
    }

    /// Rows that are durable already.
    long rows() {
      return state == null ? 0 : state.rows();
    }

    long nowMillis() {
      return clockMillis.getAsLong();
    }

    /// What has to be appended with the rows.
    List<SourcePosition> positions(KeyState next) {
      List<SourcePosition> positions = new ArrayList<>();
      positions.add(new SourcePosition(PREFIX + key, next.text()));
      forgotten = forgettable();
      for (String each : forgotten) {
        positions.add(new SourcePosition(PREFIX + each, ""));
      }
      return positions;
    }

    private List<String> forgettable() {
      synchronized (IdempotencyKeys.this) {
        List<String> found = new ArrayList<>();
        long oldest = clockMillis.getAsLong() - MAX_AGE_MILLIS;
        int tooMany = known.size() + (known.containsKey(key) ? 0 : 1) - maxKeys;
        for (Map.Entry<String, KeyState> each : known.entrySet()) {
          boolean tooOld = each.getValue().timeMillis() < oldest;
          if ((!tooOld && found.size() >= tooMany) || found.size() == FORGOTTEN_AT_ONCE) {
            break;
          }
          if (!underWay.contains(each.getKey())) {
            found.add(each.getKey());
          }
        }
        return found;
      }
    }

    /// They are durable.
    void stored(KeyState next) {
      synchronized (IdempotencyKeys.this) {
        state = next;
        known.remove(key);
        known.put(key, next);
        forgotten.forEach(known::remove);
      }
    }

    /// They may be durable or not: the store knows.
    void unknown() {
      String text = intake.positions().get(PREFIX + key);
      KeyState durable = text == null ? null : KeyState.parse(text);
      synchronized (IdempotencyKeys.this) {
        known.remove(key);
        if (durable != null) {
          known.put(key, durable);
        }
      }
    }

    @Override
    public void close() {
      synchronized (IdempotencyKeys.this) {
        underWay.remove(key);
      }
    }
  }
}
