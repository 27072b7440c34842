package dev.cordwood.server.http;

import dev.cordwood.query.QueryEngine;
import dev.cordwood.query.QueryException;
import dev.cordwood.query.QueryProgress;
import dev.cordwood.query.QueryStats;
import dev.cordwood.query.Rows;
import dev.cordwood.query.RunOptions;
import dev.cordwood.query.TooManyQueriesException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Runs queries for requests: ends them when the client goes, counts them, and streams their rows.
final class QueryRunner {
  private static final System.Logger LOG = System.getLogger("dev.cordwood.server");

  /// Bytes found and not yet written, at most this times [Limits#PIECE_BYTES].
  private static final int QUEUED_PIECES = 32;

  private final QueryEngine engine;
  private final Connections connections;
  private final Metrics metrics;
  private final Set<QueryRequest> running = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  QueryRunner(QueryEngine engine, Connections connections, Metrics metrics) {
    this.engine = engine;
    this.connections = connections;
    this.metrics = metrics;
  }

  QueryEngine engine() {
    return engine;
  }

  /// Ends all queries, for good.
  void stop() {
    stopping = true;
    running.forEach(request -> request.cancellation().cancel());
  }

  /// Registers a query while `work` runs, so that it is cancelled when its client goes or the
  /// server stops.
  <T> T guarded(ServerRequest request, QueryRequest query, Function<QueryRequest, T> work) {
    running.add(query);
    if (stopping) {
      query.cancellation().cancel();
    }
    metrics.queryStarted();
    long started = System.nanoTime();
    try (Connections.Watch _ =
        connections.watch(
            request,
            () -> {
              query.cancellation().cancel();
              metrics.queryCancelled();
            })) {
      return work.apply(query);
    } catch (TooManyQueriesException e) {
      metrics.queryRefused();
      throw e;
    } finally {
      running.remove(query);
      metrics.queryEnded(System.nanoTime() - started);
    }
  }

  /// Runs a query and writes its rows as they are found.
  ///
  /// @param encoders makes the encoder of the rows; may run queries for it
  void stream(
      ServerRequest request,
      ServerResponse response,
      QueryRequest query,
      Function<QueryRequest, RowEncoder> encoders) {
    guarded(
        request,
        query,
        guarded -> {
          RowEncoder encoder = encoders.apply(guarded);
          new Streaming(new AnswerStream(request, response, encoder.type()), guarded, encoder)
              .run(() -> connections.abort(request));
          return true;
        });
  }

  /// One streamed answer. The query runs on a thread of its own and hands over pieces; the
  /// connection's thread writes them. So a client that stops reading blocks the query only until
  /// its deadline, and is then cut off.
  private final class Streaming {
    private final AnswerStream out;
    private final QueryRequest query;
    private final RowEncoder encoder;
    private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(QUEUED_PIECES);
    private final long deadline;

    /// Rows come one batch at a time, and the end after them.
    private boolean begun;

    Streaming(AnswerStream out, QueryRequest query, RowEncoder encoder) {
      this.out = out;
      this.query = query;
      this.encoder = encoder;
      this.deadline = System.nanoTime() + query.timeout().toNanos();
    }

    void run(Runnable abort) {
      Thread.ofVirtual().name("query").start(() -> produce(abort));
      try {
        consume();
      } catch (IOException e) {
        throw new CloseConnectionException("client gone", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CloseConnectionException("interrupted", e);
      } finally {
        query.cancellation().cancel(); // however writing ended, nothing more is wanted
      }
    }

    private void produce(Runnable abort) {
      Piece last;
      try {
        RunOptions options = query.options();
        if (encoder instanceof RowEncoder.Events) {
          options = options.withProgress(this::progress);
        }
        QueryStats stats = engine.run(query.query(), options, this::accept);
        metrics.scanned(stats.rowsScanned(), stats.bytesScanned());
        StringBuilder end = new StringBuilder();
        if (!begun) {
          encoder.begin(end);
        }
        encoder.event("end", Json.of(describe(stats)), end);
        last = new Piece(utf8(end), true, null);
      } catch (RuntimeException | Error e) {
        last = new Piece(new byte[0], true, e);
      }
      try {
        if (!pieces.offer(last, Math.max(1, remaining()), TimeUnit.NANOSECONDS)) {
          abort.run(); // the client does not read: its connection is what is left to end
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void accept(Rows rows) {
      StringBuilder text = new StringBuilder(Math.min(1 << 20, rows.size() * 256));
      if (!begun) {
        begun = true;
        encoder.begin(text);
      }
      encoder.append(rows, text);
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      for (int from = 0; from < bytes.length; from += Limits.PIECE_BYTES) {
        int to = Math.min(bytes.length, from + Limits.PIECE_BYTES);
        hand(new Piece(Arrays.copyOfRange(bytes, from, to), false, null));
      }
    }

    private void hand(Piece piece) {
      try {
        while (!pieces.offer(piece, 50, TimeUnit.MILLISECONDS)) {
          if (query.cancellation().isCancelled()) {
            throw new QueryException("the query was cancelled", -1, "");
          }
          if (remaining() < 0) {
            throw new QueryException(
                "the answer was not read within the query's time; give it more with the timeout"
                    + " parameter",
                -1,
                "");
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new QueryException("the query was interrupted", -1, "");
      }
    }

    /// Progress is left out when rows are waiting to be written: they are progress enough.
    private void progress(QueryProgress progress) {
      StringBuilder text = new StringBuilder();
      encoder.event("progress", Json.of(describe(progress)), text);
      boolean _ = pieces.offer(new Piece(utf8(text), false, null));
    }

    private long remaining() {
      return deadline - System.nanoTime();
    }

    private void consume() throws IOException, InterruptedException {
      while (true) {
        Piece piece = pieces.poll();
        if (piece == null) {
          if (out.isOpen()) {
            out.flush();
          }
          piece = pieces.take();
        }
        if (piece.failure != null) {
          fail(piece.failure);
          return;
        }
        out.write(piece.bytes);
        if (piece.last) {
          out.close();
          return;
        }
      }
    }

    private void fail(Throwable failure) throws IOException {
      if (out.isOpen()) {
        StringBuilder text = new StringBuilder();
        boolean proper = encoder.failure(Json.of(describe(failure)), text);
        out.write(text);
        out.flush();
        if (!proper) {
          // an end that is no end tells the client that these are not all rows
          throw new CloseConnectionException("query failed: " + failure.getMessage(), failure);
        }
        out.close();
        return;
      }
      switch (failure) {
        case RuntimeException known -> throw known;
        case Error error -> throw error;
        default -> throw new IllegalStateException(failure);
      }
    }
  }

  private static Map<String, Object> describe(Throwable failure) {
    if (failure instanceof QueryException wrong) {
      return Answers.describe(wrong);
    }
    LOG.log(System.Logger.Level.ERROR, "a query failed in the middle of its answer", failure);
    return Map.of("error", "internal error, see the server's log: " + failure.getClass().getName());
  }

  private record Piece(byte[] bytes, boolean last, @Nullable Throwable failure) {}

  private static byte[] utf8(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  static Map<String, Object> describe(QueryStats stats) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("blocks_total", stats.blocksTotal());
    answer.put("blocks_scanned", stats.blocksScanned());
    answer.put("rows_scanned", stats.rowsScanned());
    answer.put("bytes_scanned", stats.bytesScanned());
    answer.put("rows_matched", stats.rowsMatched());
    answer.put("elapsed_ms", stats.elapsedNanos() / 1e6);
    answer.put("problems", stats.problems());
    return answer;
  }

  private static Map<String, Object> describe(QueryProgress progress) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("blocks_done", progress.blocksDone());
    answer.put("blocks_total", progress.blocksTotal());
    answer.put("rows_scanned", progress.rowsScanned());
    answer.put("rows_total", progress.rowsTotal());
    answer.put("bytes_scanned", progress.bytesScanned());
    answer.put("rows_matched", progress.rowsMatched());
    return answer;
  }
}
