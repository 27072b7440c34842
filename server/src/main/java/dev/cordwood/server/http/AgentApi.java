package dev.cordwood.server.http;

import dev.cordwood.collect.agent.AgentProtocol;
import dev.cordwood.collect.agent.AgentReceiver;
import dev.cordwood.collect.agent.AgentReport;
import dev.cordwood.collect.agent.AgentStatus;
import dev.cordwood.collect.agent.MalformedMessageException;
import dev.cordwood.collect.agent.MessagePrefix;
import dev.cordwood.store.MalformedBatchException;
import dev.cordwood.store.StoreFullException;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// What agents ask and send, see [AgentProtocol], and who they are.
final class AgentApi {
  private static final int RETRY_SECONDS = 2;
  private static final int FULL_RETRY_SECONDS = 30;

  /// Messages may take a fourth of the heap together; beyond it they wait, then 503.
  private static final int MEMORY_KIB =
      (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 4 / 1024);

  private final AgentReceiver agents;
  private final Semaphore memory = new Semaphore(MEMORY_KIB);

  AgentApi(Backend backend) {
    agents = backend.agents();
  }

  /// `GET /api/v1/agent/positions`: begins a session.
  void positions(ServerRequest request, ServerResponse response) {
    Parameters parameters = Parameters.ofAddress(request);
    int version = (int) parameters.number("protocol", 0, 0, Integer.MAX_VALUE);
    String problem = AgentProtocol.versionProblem(version);
    if (!problem.isEmpty()) {
      throw HttpFailure.badRequest(problem);
    }
    String agent = id(parameters, "agent");
    String session = id(parameters, "session");
    try {
      byte[] answer = agents.open(agent, session, Peers.host(request));
      response.header(HeaderNames.CONTENT_TYPE, AgentProtocol.MEDIA_TYPE);
      response.header(HeaderNames.CACHE_CONTROL, "no-store");
      response.send(answer);
    } catch (AgentReceiver.TooManyAgentsException e) {
      throw HttpFailure.retryLater(503, String.valueOf(e.getMessage()), FULL_RETRY_SECONDS);
    }
  }

  private static String id(Parameters parameters, String name) {
    String id = parameters.required(name);
    if (!AgentProtocol.isId(id)) {
      throw HttpFailure.badRequest(name + ": expected 8 to 64 letters a-z and digits");
    }
    return id;
  }

  /// `POST /api/v1/agent/batch`: answered when the rows are durable.
  void batch(ServerRequest request, ServerResponse response) {
    InputStream body = BodyStream.of(request);
    try {
      AgentReceiver.Outcome outcome = take(body, Peers.host(request));
      switch (outcome) {
        case STORED, REPEATED ->
            Answers.json(
                request, response, Map.of("repeated", outcome == AgentReceiver.Outcome.REPEATED));
        case CONFLICT ->
            throw HttpFailure.of(
                AgentProtocol.STATUS_CONFLICT,
                "this server has other positions of the agent's sources: ask for them and go on"
                    + " from there");
        case SUPERSEDED ->
            throw HttpFailure.of(
                AgentProtocol.STATUS_SUPERSEDED, "another process is this agent now");
      }
    } catch (MalformedMessageException | MalformedBatchException e) {
      throw refused(body, response, HttpFailure.badRequest(String.valueOf(e.getMessage())));
    } catch (StoreFullException e) {
      throw HttpFailure.retryLater(507, String.valueOf(e.getMessage()), FULL_RETRY_SECONDS);
    } catch (AgentReceiver.TooManyAgentsException e) {
      throw HttpFailure.retryLater(503, String.valueOf(e.getMessage()), FULL_RETRY_SECONDS);
    } catch (BodyException e) {
      throw refused(
          body, response, HttpFailure.badRequest("the body breaks off: " + e.getMessage()));
    } catch (IOException e) {
      throw HttpFailure.of(500, "the rows were not stored: " + e.getMessage());
    }
  }

  /// The sender sees the answer only when most of what it sends was read.
  private static HttpFailure refused(
      InputStream body, ServerResponse response, HttpFailure failure) {
    InsertApi.drain(body);
    response.header(HeaderNames.CONNECTION, "close");
    return failure;
  }

  /// The body could not be read.
  private static final class BodyException extends IOException {
    private static final long serialVersionUID = 1L;

    BodyException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  private AgentReceiver.Outcome take(InputStream body, String address) throws IOException {
    MessagePrefix prefix = MessagePrefix.read(read(body, MessagePrefix.BYTES));
    int needed = (int) Math.min(MEMORY_KIB, prefix.memoryNeeded() / 1024 + 1);
    try {
      if (!memory.tryAcquire(needed, Limits.MEMORY_WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
        throw refusedForMemory();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refusedForMemory();
    }
    try {
      byte[] rest = read(body, prefix.restBytes() + 1);
      return agents.receive(prefix, rest, address);
    } finally {
      memory.release(needed);
    }
  }

  private static HttpFailure refusedForMemory() {
    return HttpFailure.retryLater(503, "too many agents are sending at the moment", RETRY_SECONDS);
  }

  private static byte[] read(InputStream body, int bytes) throws IOException {
    try {
      return body.readNBytes(bytes);
    } catch (IOException e) {
      throw new BodyException(e);
    }
  }

  /// `GET /api/v1/agents`.
  void list(ServerRequest request, ServerResponse response) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (AgentStatus status : agents.agents()) {
      AgentReport report = status.report();
      Map<String, Object> agent = new LinkedHashMap<>();
      agent.put("id", status.id());
      agent.put("name", report.name());
      agent.put("host", report.host());
      agent.put("version", report.version());
      agent.put("address", status.address());
      agent.put("last_seen", status.seen().toString());
      agent.put("files", report.files());
      agent.put("behind_bytes", report.behindBytes());
      agent.put("lost_lines", report.lostLines());
      agent.put("sources", report.sources().stream().map(AgentApi::source).toList());
      all.add(agent);
    }
    Answers.json(request, response, Map.of("agents", all));
  }

  private static Map<String, Object> source(AgentReport.Source source) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("path", source.path());
    answer.put("offset", source.offset());
    answer.put("behind_bytes", source.behindBytes());
    return answer;
  }
}
