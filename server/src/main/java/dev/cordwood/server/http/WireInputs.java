package dev.cordwood.server.http;

import dev.cordwood.collect.IngestCounters;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.function.BiConsumer;

/// What the endpoints for other systems' formats share: the store behind them and their memory.
final class WireInputs {
  private final Backend backend;
  private final BodyMemory memory = new BodyMemory();

  WireInputs(Backend backend) {
    this.backend = backend;
  }

  Backend backend() {
    return backend;
  }

  BodyMemory memory() {
    return memory;
  }

  /// Takes a request in and answers it when all is well.
  interface Taker {
    void take(WireRequest wire, ServerRequest request, ServerResponse response);
  }

  /// @param source by which name it is counted
  /// @param refusal answers in the words of the format
  Handler handler(String source, Taker taker, BiConsumer<ServerResponse, HttpFailure> refusal) {
    return handler(source, taker, (_, response, failure) -> refusal.accept(response, failure));
  }

  /// Answers a failure.
  interface Refusal {
    void answer(ServerRequest request, ServerResponse response, HttpFailure failure);
  }

  Handler handler(String source, Taker taker, Refusal refusal) {
    IngestCounters counters = backend.sources().of(source);
    return (request, response) -> {
      try (WireRequest wire = new WireRequest(backend, memory, counters, request)) {
        try {
          taker.take(wire, request, response);
        } catch (HttpFailure e) {
          wire.beforeFailure(response, e);
          refusal.answer(request, response, e);
        }
      } catch (HttpFailure e) { // of the parameters
        Answers.prepare(response, e);
        refusal.answer(request, response, e);
      }
    };
  }
}
