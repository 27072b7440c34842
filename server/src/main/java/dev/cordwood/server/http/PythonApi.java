package dev.cordwood.server.http;

import dev.cordwood.collect.BatchMaker;
import dev.cordwood.collect.RefusalReason;
import dev.cordwood.collect.wire.PythonForm;
import dev.cordwood.collect.wire.PythonRecord;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What the `HTTPHandler` of Python's `logging` sends: the attributes of one record, in the address
/// or as a form.
final class PythonApi {
  private final Handler record;

  PythonApi(WireInputs inputs) {
    record =
        inputs.handler(
            "python", PythonApi::take, (response, failure) -> Answers.failure(response, failure));
  }

  Handler record() {
    return record;
  }

  private static void take(WireRequest wire, ServerRequest request, ServerResponse response) {
    byte[] body = wire.body();
    if (body.length > Limits.MAX_FORM_BYTES) {
      throw wire.tooLarge("the form is larger than %d bytes".formatted(Limits.MAX_FORM_BYTES));
    }
    boolean inBody = body.length > 0;
    Map<String, String> form =
        (inBody
                ? Parameters.parseForm(new String(body, StandardCharsets.UTF_8))
                : Parameters.ofAddress(request))
            .first();
    if (!form.containsKey("msg") && !form.containsKey("message")) {
      throw wire.refused(
          RefusalReason.BAD_FRAME,
          HttpFailure.badRequest("expected the attributes of a LogRecord, found no 'msg'"));
    }
    int bytes = inBody ? body.length : request.prologue().query().rawValue().length();
    wire.store(
        RefusalReason.BAD_FRAME,
        () -> new PythonRecord(wire.rows()).add(PythonForm.record(form), BatchMaker.now(), bytes));
    if (!wire.answeredWithPreview(response)) {
      Answers.json(request, response, Map.of());
    }
  }
}
