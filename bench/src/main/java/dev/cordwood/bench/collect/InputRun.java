package dev.cordwood.bench.collect;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Sends to the inputs of a server and counts what it has stored of it.
final class InputRun {
  /// When nothing more is stored for so long, what is missing is lost.
  private static final long QUIET_NANOS = 3_000_000_000L;

  private static final int EVENT_BYTES = 250;
  private static final long POLL_MILLIS = 20;
  private static final double FLAT_OUT = Double.MAX_VALUE;
  private static final double FIRST_RATE = 4_000;
  private static final double NEXT_RATE = 1.3;
  private static final double RATE_SECONDS = 1;

  private final InputServer server;
  private final long bytes;
  private final LogEvents events =
      new LogEvents(Instant.now().minus(1, ChronoUnit.HOURS), /* seed= */ 1);

  /// @param bytes to send to each input, after a quarter of it that is not measured
  InputRun(InputServer server, long bytes) {
    this.server = server;
    this.bytes = bytes;
  }

  /// What an input took. Of datagrams only what was stored counts.
  ///
  /// @param rate datagrams a second that were aimed at; 0 where nothing held them back
  record Outcome(
      Input input,
      int connections,
      double rate,
      long sentLines,
      long storedLines,
      double storedBytes,
      double seconds,
      double cpuSeconds) {
    long lostLines() {
      return sentLines - storedLines;
    }
  }

  /// Sends a quarter, or datagrams faster and faster.
  ///
  /// @return datagrams a second to measure with, 0 for as many as there can be
  double warmUp(Input input, int connections) throws Exception {
    List<Piece> pieces = pieces(input, bytes / 4);
    if (input.target() instanceof Input.Target.Datagrams datagrams && datagrams.paced()) {
      return highestRateWithoutLoss(input, connections, pieces);
    }
    send(input, connections, pieces, FLAT_OUT);
    return 0;
  }

  /// @throws IOException when the server does not understand, or refuses, what it is sent
  Outcome measure(Input input, int connections, double rate) throws Exception {
    List<Piece> pieces = pieces(input, bytes);
    long broken = server.stored().brokenLines();
    double cpu = server.measured().cpuSeconds();
    Sent sent = send(input, connections, pieces, rate == 0 ? FLAT_OUT : rate);
    cpu = server.measured().cpuSeconds() - cpu;
    broken = server.stored().brokenLines() - broken;
    if (broken > 0) {
      throw new IOException("%s: %d lines were not understood".formatted(input.name(), broken));
    }
    double plainBytes = pieces.stream().mapToLong(Piece::plainBytes).sum();
    return new Outcome(
        input,
        connections,
        rate,
        sent.lines,
        sent.stored,
        plainBytes * sent.stored / sent.lines,
        sent.seconds,
        cpu);
  }

  private List<Piece> pieces(Input input, long total) {
    List<Piece> pieces = new ArrayList<>();
    List<LogEvent> some = new ArrayList<>();
    for (long left = total; left > 0; left -= pieces.getLast().plainBytes()) {
      some.clear();
      long few = 1 + left / EVENT_BYTES; // not much more than the total
      for (long i = Math.min(input.eventsAtOnce(), few); i > 0; i--) {
        some.add(events.next());
      }
      pieces.add(input.encoder().encode(some));
    }
    return pieces;
  }

  private record Sent(long lines, long stored, double seconds) {}

  private Sent send(Input input, int connections, List<Piece> pieces, double rate)
      throws Exception {
    long lines = pieces.stream().mapToLong(Piece::lines).sum();
    long expected = server.stored().lines() + lines;
    List<Callable<Void>> senders = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      List<Piece> own = new ArrayList<>();
      for (int piece = i; piece < pieces.size(); piece += connections) {
        own.add(pieces.get(piece));
      }
      PieceSender sender = sender(input, rate / connections);
      senders.add(() -> {
        sender.send(own);
        return null;
      });
    }
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      for (Future<Void> each : threads.invokeAll(senders)) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(input.name() + ": " + e.getCause(), e);
    }
    long end = System.nanoTime();
    long stored = server.stored().lines();
    while (stored < expected && System.nanoTime() - end < QUIET_NANOS) {
      Thread.sleep(POLL_MILLIS);
      long now = server.stored().lines();
      end = now > stored ? System.nanoTime() : end;
      stored = now;
    }
    return new Sent(lines, lines - (expected - stored), (end - start) / 1e9);
  }

  private PieceSender sender(Input input, double rate) {
    return switch (input.target()) {
      case Input.Target.Stream stream -> new PieceSender.Tcp(server.listener(stream.kind()));
      case Input.Target.Http http -> new PieceSender.Http(server.http(), http);
      case Input.Target.Datagrams datagrams ->
          new PieceSender.Udp(server.listener(datagrams.kind()), rate);
    };
  }

  /// Each rate is tried twice before it counts as too much.
  private double highestRateWithoutLoss(Input input, int connections, List<Piece> pieces)
      throws Exception {
    double best = 0;
    double rate = FIRST_RATE;
    for (int failures = 0; failures < 2; ) {
      List<Piece> some = new ArrayList<>();
      for (int i = 0; i < rate * RATE_SECONDS; i++) {
        some.add(pieces.get(i % pieces.size()));
      }
      Sent sent = send(input, connections, some, rate);
      boolean reached = sent.seconds < 1.5 * RATE_SECONDS;
      if (sent.stored == sent.lines && reached) {
        best = rate;
        rate *= NEXT_RATE;
        failures = 0;
      } else {
        failures++;
      }
    }
    return best == 0 ? FIRST_RATE / 2 : best;
  }
}
