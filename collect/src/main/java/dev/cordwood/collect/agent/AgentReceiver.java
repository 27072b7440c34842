package dev.cordwood.collect.agent;

import dev.cordwood.collect.Appends;
import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.Intake;
import dev.cordwood.event.EventBatch;
import dev.cordwood.store.SourcePosition;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// The server's side of [AgentProtocol]: takes messages of agents in, each exactly once.
///
/// Rows are stored together with the states of their sources, and only while the store has the
/// states that the message starts from. A message that comes again finds its own states there
/// already, and is answered as stored. Anything else is a conflict: the agent asks what is there
/// and goes on from that. Nothing but the store remembers anything. Safe for several threads.
public final class AgentReceiver {
  private static final AgentReport NO_REPORT = new AgentReport("", "", "", 0, 0, 0, List.of());

  /// How a message ended.
  public enum Outcome {
    STORED,
    /// It was stored before.
    REPEATED,
    CONFLICT,
    SUPERSEDED
  }

  /// The server knows as many agents as it can.
  public static final class TooManyAgentsException extends IOException {
    private static final long serialVersionUID = 1L;

    TooManyAgentsException() {
      super("there are %d agents already".formatted(Limits.MAX_AGENTS));
    }
  }

  private final Intake intake;
  private final IngestCounters counters;
  private final Map<String, KnownAgent> agents = new ConcurrentHashMap<>();
  private final LongAdder repeated = new LongAdder();
  private final LongAdder conflicts = new LongAdder();

  public AgentReceiver(Intake intake, IngestCounters counters) {
    this.intake = intake;
    this.counters = counters;
  }

  /// Begins a session of an agent.
  ///
  /// @return its positions, as the agent reads them
  /// @throws TooManyAgentsException see [Limits#MAX_AGENTS]
  public byte[] open(String id, String session, String address) throws TooManyAgentsException {
    KnownAgent agent = locked(id);
    try {
      agent.begin(session);
      agent.load(intake.positions());
      agent.seen(null, address);
      return Positions.write(agent.states());
    } finally {
      agent.lock.unlock();
    }
  }

  /// Takes a message in; returns when it is durable.
  ///
  /// @param rest what follows the prefix
  /// @throws MalformedMessageException when it is not a message
  /// @throws dev.cordwood.store.MalformedBatchException when its rows are none; nothing is stored
  /// @throws IOException when the store does not take it; nothing is stored
  public Outcome receive(MessagePrefix prefix, byte[] rest, String address) throws IOException {
    Message message = Message.read(prefix, rest);
    EventBatch rows = message.rows();
    List<Move> moves = message.moves();
    if (rows.rows() > 0 && moves.stream().allMatch(move -> move.from().equals(move.to()))) {
      throw new MalformedMessageException(
          "rows without a source that moves: they would be stored again when they come again");
    }
    if (moves.stream().map(Move::source).distinct().count() < moves.size()) {
      throw new MalformedMessageException("a source moves twice");
    }
    KnownAgent agent = locked(message.agent());
    try {
      if (!agent.isCurrent(message.session())) {
        return Outcome.SUPERSEDED;
      }
      agent.begin(message.session());
      agent.seen(message.report(), address);
      if (!agent.isLoaded()) {
        agent.load(intake.positions());
      }
      return moves.isEmpty() ? compare(agent, message) : store(agent, moves, rows);
    } finally {
      agent.lock.unlock();
    }
  }

  private Outcome compare(KnownAgent agent, Message message) {
    if (message.fingerprint() == Fingerprint.of(agent.states())) {
      return Outcome.STORED;
    }
    conflicts.increment();
    return Outcome.CONFLICT;
  }

  private Outcome store(KnownAgent agent, List<Move> moves, EventBatch rows) throws IOException {
    if (!agent.hasAll(moves)) {
      boolean again = agent.hasMadeAll(moves);
      (again ? repeated : conflicts).increment();
      return again ? Outcome.REPEATED : Outcome.CONFLICT;
    }
    Throwable failure = append(rows, agent.positions(moves));
    if (failure == null) {
      agent.moved(moves);
      counters.storedLines.add(rows.rows());
    } else {
      agent.unload();
      counters.refusedLines.add(rows.rows());
    }
    counters.receivedLines.add(rows.rows());
    counters.receivedBytes.add(rows.bytes());
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure != null) {
      throw new IOException(failure.getMessage(), failure);
    }
    return Outcome.STORED;
  }

  private @Nullable Throwable append(EventBatch rows, List<SourcePosition> positions) {
    try {
      return Appends.failure(intake.append(rows, positions));
    } catch (IOException | RuntimeException e) {
      return e;
    }
  }

  /// The one that everybody else has to wait for, even if it was just being forgotten.
  @SuppressWarnings({"ReferenceEquality", "LockNotBeforeTry"}) // the caller unlocks what it gets
  private KnownAgent locked(String id) throws TooManyAgentsException {
    while (true) {
      KnownAgent agent = agent(id);
      agent.lock.lock();
      if (agents.get(id) == agent) {
        return agent;
      }
      agent.lock.unlock();
    }
  }

  private KnownAgent agent(String id) throws TooManyAgentsException {
    KnownAgent known = agents.get(id);
    if (known != null) {
      return known;
    }
    forgetSilent();
    if (agents.size() >= Limits.MAX_AGENTS) {
      throw new TooManyAgentsException();
    }
    return agents.computeIfAbsent(id, KnownAgent::new);
  }

  private void forgetSilent() {
    long now = System.nanoTime();
    agents
        .values()
        .removeIf(
            agent -> now - agent.seenNanos > Limits.LISTED.toNanos() && !agent.lock.isLocked());
  }

  /// Those that sent something in the last day, by name.
  public List<AgentStatus> agents() {
    forgetSilent();
    return agents.values().stream()
        .map(agent -> {
          AgentReport report = agent.report;
          return new AgentStatus(
              agent.id, agent.address, agent.seen, report == null ? NO_REPORT : report);
        })
        .sorted(
            Comparator.comparing((AgentStatus status) -> status.report().name())
                .thenComparing(AgentStatus::id))
        .toList();
  }

  /// Messages that came again after they had been stored.
  public long repeated() {
    return repeated.sum();
  }

  /// Messages that started from states that the store does not have.
  public long conflicts() {
    return conflicts.sum();
  }
}
