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
    QueryRequest query = QueryRequest.of(request, runner.engine().limits());
    long history = query.bounded("start_offset", "0s", Limits.MAX_TAIL_HISTORY);
    long delay = query.bounded("offset", "0s", Limits.MAX_TAIL_DELAY);
    long interval = query.bounded("refresh_interval", "0s", Limits.MAX_TAIL_DELAY);
    RowEncoder encoder = new RowEncoder.Lines(QueryApi.shape(query.parameters()));
    AnswerStream out = new AnswerStream(request, response, encoder.type());
    open(
        request,
        query,
        tail -> {
          tail.delay(Duration.ofNanos(delay));
          if (history > 0) {
            tail.since(
                runner.engine(), query.moment() - history, rows -> write(out, rows, encoder));
          }
          // The client sees that it is connected before the first line comes: the head is sent with
          // the first byte, and a blank before an object means nothing in JSON.
          out.write(" ");
          out.flush();
          follow(tail, out, query, encoder, interval);
        });
  }

  void events(ServerRequest request, ServerResponse response) {
    QueryRequest query = QueryRequest.of(request, runner.engine().limits());
    long newest = query.parameters().number("newest", 0, 0, Limits.MAX_TAIL_NEWEST);
    JsonRows.Shape shape = QueryApi.shape(query.parameters());
    RowEncoder encoder = new RowEncoder.Events(shape);
    AnswerStream out = new AnswerStream(request, response, encoder.type());
    open(
        request,
        query,
        tail -> {
          if (begin(tail, out, shape, newest)) {
            follow(tail, out, query, encoder, 0);
          }
        });
  }

  @FunctionalInterface
  private interface Work {
    void with(LogTail tail) throws IOException, InterruptedException;
  }

  private void open(ServerRequest request, QueryRequest query, Work work) {
    int max = backend.config().get(ConfigKeys.QUERY_MAX_TAILS);
    if (!metrics.tailStarted(max)) {
      throw HttpFailure.retryLater(
          429, "there are %d live tails already (query.max_tails)".formatted(max), 10);
    }
    try (LogTail tail =
        LogTail.open(backend.store(), query.query(), query.options(), runner.engine().limits())) {
      runner.guarded(
          request,
          query,
          guarded -> {
            try {
              work.with(tail);
            } catch (QueryException e) {
              if (!guarded.cancellation().isCancelled()) {
                throw e;
              }
            } catch (IOException | UncheckedIOException e) {
              throw new CloseConnectionException("client gone", e);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
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
  private boolean begin(LogTail tail, AnswerStream out, JsonRows.Shape shape, long newest)
      throws IOException {
    StringBuilder head = new StringBuilder();
    boolean whole = newest == 0 || stored(tail, out, shape, newest, head);
    out.write(head.isEmpty() ? ": tail\n\n" : head);
    out.flush(); // the client sees that it is connected before the first line comes
    if (!whole) {
      out.close();
    }
    return whole;
  }

  private boolean stored(
      LogTail tail, AnswerStream out, JsonRows.Shape shape, long newest, StringBuilder end) {
    RowEncoder encoder = RowEncoder.Events.stored(shape);
    try {
      tail.newest(runner.engine(), newest, rows -> write(out, rows, encoder));
      encoder.event("live", "{}", end);
      return true;
    } catch (QueryException e) {
      if (!out.isOpen()) {
        throw e; // the request can still be answered with an error
      }
      boolean _ = encoder.failure(Json.of(Answers.describe(e)), end);
      return false;
    }
  }

  /// @param interval nanoseconds between two looks for rows; 0 to send them as they come
  private static void follow(
      LogTail tail, AnswerStream out, QueryRequest query, RowEncoder encoder, long interval)
      throws IOException, InterruptedException {
    long lost = 0;
    long lastSent = System.nanoTime();
    while (!query.cancellation().isCancelled()) {
      long wait = lastSent + interval - System.nanoTime();
      if (interval > 0 && wait > 0) {
        Thread.sleep(Duration.ofNanos(Math.min(wait, PATIENCE.toNanos())));
        continue;
      }
      boolean some = tail.poll(PATIENCE, rows -> write(out, rows, encoder));
      if (tail.lost() > lost) {
        StringBuilder text = new StringBuilder();
        encoder.event("lost", Json.of(Map.of("rows", tail.lost() - lost)), text);
        lost = tail.lost();
        out.write(text);
        some = true;
      }
      if (encoder instanceof RowEncoder.Events
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
  }

  private static void write(AnswerStream out, Rows rows, RowEncoder encoder) {
    StringBuilder text = new StringBuilder(Math.min(1 << 20, rows.size() * 256));
    encoder.append(rows, text);
    try {
      out.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
