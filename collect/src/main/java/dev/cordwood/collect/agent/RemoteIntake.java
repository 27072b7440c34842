package dev.cordwood.collect.agent;

import dev.cordwood.collect.Intake;
import dev.cordwood.collect.ReportedException;
import dev.cordwood.event.EventBatch;
import dev.cordwood.store.AppendSequence;
import dev.cordwood.store.EventBatchCodec;
import dev.cordwood.store.SourcePosition;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Rows that go to another Cordwood, see [AgentProtocol]. An append is answered when the server has
/// it on disk.
///
/// Rows that come with positions (files) are given up when the server cannot be asked, and the
/// input reads them again: its files are the buffer. Rows without (the network) are held and sent
/// until they are stored; each is marked with a number, which the server keeps as it keeps
/// positions, so that none is stored twice.
///
/// What the server has is asked for at the start and after every failure. When that is not what the
/// input thinks (an answer was lost; the server was set back to a backup) [#positionsGeneration()]
/// changes, and the input reads [#positions()] and goes on from there. So one intake serves one
/// such input.
public final class RemoteIntake implements Intake, AutoCloseable {
  /// How long what was read may still be sent when nobody said.
  private static final long LAST_SEND_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final Outbox outbox = new Outbox();
  private final AgentConnection connection;
  private final ServerState state;
  private final Supplier<AgentReport> report;
  private final String agent;
  private final String session = AgentIdentity.random();
  private final EventBatchCodec.Writer codec = new EventBatchCodec.Writer();
  private final Backoff backoff = new Backoff();
  private final CountDownLatch first = new CountDownLatch(1);
  private final Ledger ledger = new Ledger(session);
  private final Thread thread;
  private volatile long lostRows;

  /// Only the sending thread has these.
  private boolean synced;

  private int takeovers;
  private long sentNanos;

  private RemoteIntake(
      ServerSettings settings, String agent, Supplier<AgentReport> report, ServerState state) {
    this.agent = agent;
    this.report = report;
    this.state = state;
    connection = new AgentConnection(settings, agent, session);
    thread = Thread.ofPlatform().name("cordwood-send").daemon().unstarted(this::run);
  }

  /// Begins to connect, and returns at once.
  ///
  /// @param agent its id
  /// @param report how the agent is, asked for with every message
  public static RemoteIntake start(
      ServerSettings settings, String agent, Supplier<AgentReport> report, ServerState state) {
    RemoteIntake intake = new RemoteIntake(settings, agent, report, state);
    intake.thread.start();
    return intake;
  }

  @Override
  public CompletableFuture<Void> append(EventBatch batch, List<SourcePosition> positions) {
    return put(new Outgoing(batch, positions, null, new CompletableFuture<>()));
  }

  @Override
  public CompletableFuture<Void> append(EventBatch batch, AppendSequence sequence) {
    return put(new Outgoing(batch, List.of(), sequence, new CompletableFuture<>()));
  }

  private CompletableFuture<Void> put(Outgoing outgoing) {
    if (outgoing.batch().rows() == 0 && outgoing.positions().isEmpty()) {
      outgoing.answer().complete(null);
      return outgoing.answer();
    }
    try {
      outbox.put(outgoing);
    } catch (IOException e) {
      fail(outgoing, e);
    }
    return outgoing.answer();
  }

  /// Waits until the server has said them for the first time.
  ///
  /// @throws IllegalStateException when this is closed before that
  @Override
  public Map<String, String> positions() {
    try {
      first.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!ledger.isKnown()) {
      throw new IllegalStateException("the agent stopped before its server answered");
    }
    return ledger.tell();
  }

  @Override
  public long positionsGeneration() {
    return ledger.generation();
  }

  /// Waits until the server has been reached once.
  ///
  /// @return whether it has
  public boolean awaitFirst(long nanos) throws InterruptedException {
    return first.await(nanos, TimeUnit.NANOSECONDS) && ledger.isKnown();
  }

  /// Whether everything that was appended is answered.
  public boolean isEmpty() {
    return outbox.isEmpty();
  }

  /// Rows from the network that were given up, because this was closed while no server answered.
  public long lostRows() {
    return lostRows;
  }

  private void run() {
    try (codec;
        connection) {
      while (outbox.leftNanos() > 0 && !(outbox.isClosed() && outbox.isEmpty())) {
        if (synced || sync()) {
          step();
        }
      }
    } catch (RuntimeException e) {
      state.broken(e);
    } finally {
      outbox.close();
      IOException reason = new IOException("the agent stopped before the server had answered");
      outbox.failRepeatable(reason);
      lostRows += outbox.failAll(reason);
      first.countDown();
    }
  }

  /// Asks what the server has.
  private boolean sync() {
    try {
      Map<String, String> found = connection.positions(time());
      if (ledger.found(found)) {
        state.otherPositions();
      }
      synced = true;
      sentNanos = System.nanoTime() - Limits.HEARTBEAT.toNanos(); // says at once how we are
      first.countDown();
      return true;
    } catch (IOException e) {
      waitFor(e, false);
      return false;
    }
  }

  private void step() {
    long due = sentNanos + Limits.HEARTBEAT.toNanos() - System.nanoTime();
    Outgoing next = outbox.next(Math.max(0, due));
    if (next == null) {
      if (!outbox.isClosed() && due <= 0) {
        heartbeat();
      }
    } else if (next.sequence() != null && next.sequence().isBrokenOff()) {
      outbox.done(next);
      fail(next, new IOException("rows that come before them were refused"));
    } else {
      send(next);
    }
  }

  private void heartbeat() {
    Message message =
        new Message(
            agent,
            session,
            report.get(),
            ledger.fingerprint(),
            ledger.staleMarks(),
            Message.NO_BATCH);
    if (send(message) && state.reached()) {
      backoff.reset();
    }
  }

  private void send(Outgoing next) {
    List<Move> moves = ledger.moves(next);
    if (moves == null) {
      outbox.done(next);
      fail(next, new ReportedException("the server has other positions"));
    } else if (moves.isEmpty() && next.isRepeatable() && next.batch().rows() > 0) {
      outbox.done(next);
      fail(next, new IOException("rows whose source does not move"));
    } else if (moves.isEmpty()) {
      stored(next); // before, when its answer was lost
    } else {
      Message message = message(next, moves);
      if (message != null && send(message)) {
        stored(next);
      }
    }
  }

  private @Nullable Message message(Outgoing next, List<Move> moves) {
    try {
      byte[] batch = next.batch().rows() == 0 ? Message.NO_BATCH : codec.write(next.batch());
      return new Message(agent, session, report.get(), 0, moves, batch);
    } catch (IllegalArgumentException e) {
      outbox.done(next);
      fail(next, new IOException(e.getMessage(), e));
      return null;
    }
  }

  private void stored(Outgoing next) {
    outbox.done(next);
    if (!next.isRepeatable()) {
      ledger.count();
    }
    state.stored();
    backoff.reset();
    next.answer().complete(null);
  }

  /// @return whether the server has it now
  private boolean send(Message message) {
    try {
      connection.send(message, time());
      ledger.moved(message.moves());
      sentNanos = System.nanoTime();
      return true;
    } catch (AgentConnection.NoAnswerException e) {
      synced = false;
      if (e.status() == AgentProtocol.STATUS_CONFLICT) {
        outbox.failRepeatable(e);
      } else if (e.status() == AgentProtocol.STATUS_SUPERSEDED
          && ++takeovers > Limits.MAX_TAKEOVERS) {
        state.superseded(agent);
        outbox.endWithin(0);
      } else {
        waitFor(e, message.batch().length > 0 && e.status() != 0);
      }
      return false;
    } catch (IOException e) {
      synced = false;
      waitFor(e, false);
      return false;
    }
  }

  /// Files are read again later; what came over the network waits.
  private void waitFor(IOException reason, boolean rows) {
    long nanos = backoff.nextNanos();
    state.waiting(reason, rows);
    outbox.pause(nanos);
    outbox.failRepeatable(reason);
  }

  private long time() {
    return Math.max(
        TimeUnit.MILLISECONDS.toNanos(1),
        Math.min(Limits.ANSWER_TIME.toNanos(), outbox.leftNanos()));
  }

  private static void fail(Outgoing outgoing, IOException reason) {
    AppendSequence sequence = outgoing.sequence();
    if (sequence != null) {
      sequence.breakOff();
    }
    outgoing.answer().completeExceptionally(reason);
  }

  /// What is still unsent after so long from now is given up.
  public void endWithin(long nanos) {
    outbox.endWithin(nanos);
  }

  /// Takes no more, sends what it has, and returns.
  @Override
  public void close() {
    outbox.close();
    outbox.endWithin(LAST_SEND_NANOS);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
