package dev.cordwood.collect.agent;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// How it goes with the server, told in the log when it changes: once when it does not take
/// anything any more, once when it does again. Safe for several threads.
public final class ServerState {
  private static final System.Logger LOG = System.getLogger("dev.cordwood.agent");

  /// While the reason stays the same it is said again this often.
  private static final long REMIND_NANOS = TimeUnit.MINUTES.toNanos(10);

  /// A line that breaks every few seconds is told of once in this time, unless it stays away.
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final URI server;
  private String reason = "";
  private boolean refused;
  private boolean connected;
  private long sinceNanos;
  private long saidNanos = System.nanoTime() - REMIND_NANOS;
  private boolean said;
  private @Nullable String fatal;

  public ServerState(URI server) {
    this.server = server;
  }

  /// Why nothing is sent now; empty when all is well.
  public synchronized String reason() {
    return reason;
  }

  /// How long nothing has been taken.
  public synchronized Duration waitingFor() {
    return reason.isEmpty() ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - sinceNanos);
  }

  /// Why the agent cannot go on; null while it can.
  public synchronized @Nullable String fatal() {
    return fatal;
  }

  /// @param rows whether it was rows that it did not take, and it said so
  synchronized void waiting(Exception failure, boolean rows) {
    String text = String.valueOf(failure.getMessage());
    long now = System.nanoTime();
    if (reason.isEmpty()) {
      sinceNanos = now;
    }
    boolean isNews = !said && now - saidNanos > QUIET_NANOS || said && !text.equals(reason);
    if (isNews || now - sinceNanos > QUIET_NANOS && !said || now - saidNanos > REMIND_NANOS) {
      said = true;
      saidNanos = now;
      LOG.log(
          System.Logger.Level.WARNING,
          "waiting: %s (trying again, at least every %d s)"
              .formatted(text, Limits.MAX_WAIT.toSeconds()));
    }
    reason = text;
    refused = rows;
  }

  /// It answers. That says nothing of rows, when it had refused some.
  ///
  /// @return whether all is well
  synchronized boolean reached() {
    if (refused) {
      return false;
    }
    stored();
    return true;
  }

  /// It has stored something.
  synchronized void stored() {
    if (!connected) {
      LOG.log(System.Logger.Level.INFO, "connected to " + server);
    } else if (said) {
      LOG.log(
          System.Logger.Level.INFO,
          "%s takes lines again, after %d s".formatted(server, waitingFor().toSeconds()));
    }
    connected = true;
    said = false;
    refused = false;
    reason = "";
  }

  synchronized void otherPositions() {
    LOG.log(
        System.Logger.Level.INFO,
        server
            + " has other positions than this agent (an answer was lost, or it was set back to a"
            + " backup): going on from those");
  }

  synchronized void superseded(String agent) {
    fatal =
        ("another process sends as this agent (%s): was its state directory copied? Delete the copy,"
                + " so that it becomes an agent of its own")
            .formatted(agent);
  }

  synchronized void broken(RuntimeException failure) {
    fatal = "sending stopped: " + failure;
    LOG.log(System.Logger.Level.ERROR, "sending stopped", failure);
  }
}
