package dev.cordwood.server.http;

import dev.cordwood.query.JsonRows;
import dev.cordwood.query.LogTail;
import dev.cordwood.query.QueryException;
import dev.cordwood.query.Rows;
import dev.cordwood.server.config.ConfigKeys;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;

/// Live tails: `/select/logsql/tail` as JSON lines, `/api/v1/tail` as server-sent events.
final class TailApi {
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final Backend backend;
  private final QueryRunner runner;
  private final Metrics metrics;

  TailApi(Backend backend, QueryRunner runner, Metrics metrics) {
    this.backend = backend;
    this.runner = runner;
    this.metrics = metrics;
  }

  void lines(ServerRequest request, ServerResponse response) {
    tail(request, response, RowEncoder.LINES, "application/stream+json");
  }

  void events(ServerRequest request, ServerResponse response) {
    tail(request, response, RowEncoder.EVENTS, "text/event-stream");
  }

  private void tail(
      ServerRequest request, ServerResponse response, RowEncoder encoder, String type) {
    QueryRequest query = QueryRequest.of(request, runner.engine().limits());
    int max = backend.config().get(ConfigKeys.QUERY_MAX_TAILS);
    if (!metrics.tailStarted(max)) {
      throw HttpFailure.retryLater(
          429, "there are %d live tails already (query.max_tails)".formatted(max), 10);
    }
    try (LogTail tail =
        LogTail.open(backend.store(), query.query(), query.options(), runner.engine().limits())) {
      AnswerStream out = new AnswerStream(request, response, type);
      JsonRows.Shape shape = QueryApi.shape(query.parameters());
      long newest = query.parameters().number("newest", 0, 0, Limits.MAX_TAIL_NEWEST);
      runner.guarded(
          request,
          query,
          guarded -> {
            if (encoder == RowEncoder.LINES || begin(tail, out, shape, newest)) {
              follow(tail, out, guarded, shape, encoder);
            }
            return true;
          });
    } finally {
      metrics.tailEnded();
    }
  }

  /// Sends what was there before, where it is asked for: as events `stored`, the newest first, and
  /// then `live`. Says otherwise at once that the tail is open.
  ///
  /// @return whether the tail can be followed
  private boolean begin(LogTail tail, AnswerStream out, JsonRows.Shape shape, long newest) {
    try {
      StringBuilder head = new StringBuilder();
      boolean whole = newest == 0 || stored(tail, out, shape, newest, head);
      out.write(head.isEmpty() ? ": tail\n\n" : head);
      out.flush(); // the client sees that it is connected before the first line comes
      if (!whole) {
        out.close();
      }
      return whole;
    } catch (IOException | UncheckedIOException e) {
      throw new CloseConnectionException("client gone", e);
    }
  }

  private boolean stored(
      LogTail tail, AnswerStream out, JsonRows.Shape shape, long newest, StringBuilder end) {
    try {
      tail.newest(
          runner.engine(), newest, rows -> write(out, rows, shape, RowEncoder.STORED_EVENTS));
      RowEncoder.EVENTS.event("live", "{}", end);
      return true;
    } catch (QueryException e) {
      if (!out.isOpen()) {
        throw e; // the request can still be answered with an error
      }
      RowEncoder.EVENTS.event("failure", Json.of(Answers.describe(e)), end);
      return false;
    }
  }

  private static void follow(
      LogTail tail,
      AnswerStream out,
      QueryRequest query,
      JsonRows.Shape shape,
      RowEncoder encoder) {
    try {
      long lost = 0;
      long lastSent = System.nanoTime();
      while (!query.cancellation().isCancelled()) {
        boolean some = tail.poll(PATIENCE, rows -> write(out, rows, shape, encoder));
        if (tail.lost() > lost) {
          StringBuilder text = new StringBuilder();
          encoder.event("lost", Json.of(Map.of("rows", tail.lost() - lost)), text);
          lost = tail.lost();
          out.write(text);
          some = true;
        }
        if (encoder == RowEncoder.EVENTS
            && System.nanoTime() - lastSent > Limits.HEARTBEAT.toNanos()) {
          out.write(": still here\n\n");
          some = true;
        }
        if (some) {
          out.flush();
          lastSent = System.nanoTime();
        }
      }
      out.close();
    } catch (QueryException e) {
      if (query.cancellation().isCancelled()) {
        return;
      }
      throw e;
    } catch (IOException | UncheckedIOException e) {
      throw new CloseConnectionException("client gone", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void write(AnswerStream out, Rows rows, JsonRows.Shape shape, RowEncoder encoder) {
    StringBuilder text = new StringBuilder(Math.min(1 << 20, rows.size() * 256));
    encoder.append(rows, shape, text);
    try {
      out.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
