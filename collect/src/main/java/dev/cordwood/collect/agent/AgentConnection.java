package dev.cordwood.collect.agent;

import dev.cordwood.collect.ReportedException;
import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.EventColumn;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.JsonLineParser;
import dev.cordwood.event.Row;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/// HTTP to the server of an agent. Used by one thread, except for [#close].
final class AgentConnection implements AutoCloseable {
  private static final Duration CONNECT_TIME = Duration.ofSeconds(10);

  /// An answer other than 200, or none at all; the message says it for people.
  static final class NoAnswerException extends ReportedException {
    private static final long serialVersionUID = 1L;
    private final int status;

    NoAnswerException(int status, String message, Throwable cause) {
      super(message, cause);
      this.status = status;
    }

    NoAnswerException(int status, String message) {
      super(message);
      this.status = status;
    }

    /// 0 when there was no answer, and nobody knows what the server did.
    int status() {
      return status;
    }
  }

  private final ServerSettings settings;
  private final String agent;
  private final String session;
  private final HttpClient client;

  AgentConnection(ServerSettings settings, String agent, String session) {
    this.settings = settings;
    this.agent = agent;
    this.session = session;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIME);
    settings.tls().ifPresent(builder::sslContext);
    client = builder.build();
  }

  /// Begins the session, and asks what the server has.
  ///
  /// @param nanos how long it may take
  Map<String, String> positions(long nanos) throws IOException {
    String query =
        "?protocol=%d&agent=%s&session=%s"
            .formatted(AgentProtocol.VERSION, encode(agent), encode(session));
    byte[] answer =
        send(
            HttpRequest.newBuilder(settings.resolve(AgentProtocol.POSITIONS_PATH + query)).GET(),
            Limits.MAX_POSITIONS_BYTES,
            nanos);
    try {
      return Positions.read(answer);
    } catch (MalformedMessageException e) {
      throw new NoAnswerException(200, "%s: %s".formatted(settings.server(), e.getMessage()), e);
    }
  }

  /// Returns when the message is stored.
  ///
  /// @param nanos how long it may take
  void send(Message message, long nanos) throws IOException {
    send(
        HttpRequest.newBuilder(settings.resolve(AgentProtocol.BATCH_PATH))
            .header("Content-Type", AgentProtocol.MEDIA_TYPE)
            .POST(HttpRequest.BodyPublishers.ofByteArray(message.write())),
        Limits.MAX_ANSWER_BYTES,
        nanos);
  }

  private byte[] send(HttpRequest.Builder request, int maxBytes, long nanos) throws IOException {
    settings.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request.build(),
            HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), maxBytes));
    try {
      HttpResponse<byte[]> response = answer.get(nanos, TimeUnit.NANOSECONDS);
      if (response.statusCode() == 200) {
        return response.body();
      }
      throw new NoAnswerException(response.statusCode(), refusal(response));
    } catch (ExecutionException e) {
      throw new NoAnswerException(0, reason(e.getCause() == null ? e : e.getCause()), e);
    } catch (TimeoutException e) {
      throw new NoAnswerException(
          0,
          "%s did not answer within %d s"
              .formatted(settings.server(), TimeUnit.NANOSECONDS.toSeconds(nanos)),
          e);
    } catch (CancellationException e) {
      throw new NoAnswerException(0, "stopped", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswerException(0, "stopped", e);
    } finally {
      answer.cancel(true);
    }
  }

  private String refusal(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    String said = said(response.body());
    String server = settings.server().toString();
    if (status / 100 == 3) {
      return "%s is elsewhere: %s; use that address"
          .formatted(server, response.headers().firstValue("Location").orElse("(it does not say)"));
    }
    if (status == 404) {
      return "%s does not take agents: it is no Cordwood server, or an older one".formatted(server);
    }
    if (status == 413) {
      return "%s: a message is too large for something in between (413); raise its limit for bodies to 64 MB"
          .formatted(server);
    }
    return "%s answers %d%s".formatted(server, status, said.isEmpty() ? "" : ": " + said);
  }

  /// The field `error` of a JSON answer, else the beginning of its text.
  private static String said(byte[] body) {
    EventBatchBuilder row = new EventBatchBuilder();
    new JsonLineParser(new Row(IngestOptions.DEFAULTS)).parse(body, 0, body.length, 0, row);
    EventColumn error = row.rows() == 0 ? null : row.build().column("error");
    String text =
        error == null || error.size() == 0
            ? new String(body, StandardCharsets.UTF_8)
            : error.text(0);
    String stripped = text.strip();
    return stripped.length() > 300 ? stripped.substring(0, 300) + "…" : stripped;
  }

  private String reason(Throwable failure) {
    String server = settings.server().toString();
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    String detail =
        deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof SSLException) {
        return "no TLS with %s: %s%s".formatted(server, detail, tlsHint(detail));
      }
      if (each instanceof HttpConnectTimeoutException) {
        return server + " cannot be reached: no answer within 10 s";
      }
      if (deepest instanceof UnknownHostException
          || deepest instanceof UnresolvedAddressException) {
        return "%s cannot be reached: there is no host of this name".formatted(server);
      }
      if (each instanceof ConnectException) {
        return "no server answers at %s%s"
            .formatted(server, deepest.getMessage() == null ? "" : ": " + detail);
      }
    }
    return "the connection to %s broke: %s".formatted(server, detail);
  }

  private static String tlsHint(String detail) {
    return detail.contains("certification path")
        ? "; with a certificate of your own name its authority with --ca"
        : "";
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
