package dev.cordwood.server.http;

import dev.cordwood.collect.BatchMaker;
import dev.cordwood.collect.HostName;
import dev.cordwood.collect.RefusalReason;
import dev.cordwood.collect.wire.BulkBody;
import dev.cordwood.collect.wire.WireException;
import dev.cordwood.collect.wire.WireLimits;
import dev.cordwood.server.config.ConfigKeys;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Enough of Elasticsearch for what ships logs to it: `_bulk`, and the questions that Beats,
/// Logstash, Fluent Bit, Vector, rsyslog and the official clients ask before they send.
final class ElasticsearchApi {
  static final String PREFIX = "/insert/elasticsearch";

  /// Official clients refuse every answer without it.
  private static final Header PRODUCT =
      HeaderValues.createCached("X-Elastic-Product", "Elasticsearch");

  private static final String JSON = "application/json";
  private static final String VENDOR = "application/vnd.elasticsearch+json";
  private static final String NODE_ID = "cordwood-1";

  /// Adds a route.
  interface Registrar {
    void route(String path, Handler handler, Method... methods);
  }

  private final ElasticsearchAnswers answers;
  private final Handler bulk;

  ElasticsearchApi(WireInputs inputs) {
    answers = new ElasticsearchAnswers(inputs.backend().config().get(ConfigKeys.DATA));
    Handler taker = inputs.handler("elasticsearch", this::bulk, ElasticsearchApi::refuse);
    bulk =
        (request, response) -> {
          response.header(PRODUCT);
          taker.handle(request, response);
        };
  }

  /// Mounts everything at the root, as clients without a path want it, and under a prefix.
  void routes(Registrar registrar) {
    for (String prefix : List.of(PREFIX, "")) { // the longer first, "insert" is no index
      Registrar at = (path, handler, methods) -> registrar.route(prefix + path, handler, methods);
      at.route("/_bulk", bulk, Method.POST, Method.PUT);
      at.route("/{index}/_bulk", bulk, Method.POST, Method.PUT);
      at.route("/{index}/{type}/_bulk", bulk, Method.POST, Method.PUT);
      at.route("/_license", answer(answers.license()), Method.GET);
      at.route("/_xpack", answer(ElasticsearchAnswers.xpack()), Method.GET);
      at.route("/_nodes/http", this::nodes, Method.GET);
      at.route("/_cluster/health", answer(ElasticsearchAnswers.health()), Method.GET);
      at.route("/_cat/health", this::catHealth, Method.GET);
      at.route("/_cat/templates/{name}", this::catTemplate, Method.GET);
      for (String kept :
          List.of(
              "/_index_template/{name}",
              "/_component_template/{name}",
              "/_template/{name}",
              "/_ilm/policy",
              "/_ilm/policy/{name}",
              "/_data_stream/{name}",
              "/_ingest/pipeline/{name}",
              "/_logstash/{name}",
              "/_logstash/{name}/{id}")) {
        at.route(kept, answer(Map.of()), Method.GET);
        at.route(kept, ElasticsearchApi::head, Method.HEAD);
        at.route(kept, answer(ElasticsearchAnswers.acknowledged()), Method.PUT);
      }
      at.route("/{index}", ElasticsearchApi::head, Method.HEAD);
      at.route("/{index}", ElasticsearchApi::createIndex, Method.PUT);
    }
    registrar.route("/", ElasticsearchApi::head, Method.HEAD);
    registrar.route(PREFIX, this::root, Method.GET);
    registrar.route(PREFIX, ElasticsearchApi::head, Method.HEAD);
    registrar.route(PREFIX + "/", this::root, Method.GET);
    registrar.route(PREFIX + "/", ElasticsearchApi::head, Method.HEAD);
  }

  /// Whether `GET /` comes from a client of Elasticsearch: browsers ask for HTML.
  static boolean isClient(ServerRequest request) {
    String accept = request.headers().first(HeaderNames.ACCEPT).orElse("");
    return !accept.toLowerCase(Locale.ROOT).contains("text/html");
  }

  /// Paths that can only be meant for Elasticsearch.
  static boolean owns(String path) {
    return path.startsWith("/_") || path.startsWith("/logstash") || path.startsWith(PREFIX + "/");
  }

  private static Handler answer(Map<String, Object> value) {
    return (request, response) -> send(request, response, value);
  }

  private static void send(ServerRequest request, ServerResponse response, Object value) {
    json(request, response, Json.of(value));
  }

  private static void json(ServerRequest request, ServerResponse response, String json) {
    response.header(PRODUCT);
    Answers.bytes(request, response, type(request), json.getBytes(StandardCharsets.UTF_8));
  }

  /// Newer clients ask for a media type with a version and want to see it again.
  private static String type(ServerRequest request) {
    String accept = request.headers().first(HeaderNames.ACCEPT).orElse("").toLowerCase(Locale.ROOT);
    int at = accept.indexOf("compatible-with=");
    if (!accept.contains(VENDOR) || at < 0 || at + 17 > accept.length()) {
      return JSON;
    }
    char version = accept.charAt(at + 16);
    return version >= '7' && version <= '9' ? VENDOR + ";compatible-with=" + version : JSON;
  }

  private static void head(ServerRequest request, ServerResponse response) {
    response.header(PRODUCT);
    response.header(HeaderNames.CONTENT_TYPE, type(request));
    response.send();
  }

  void root(ServerRequest request, ServerResponse response) {
    send(request, response, answers.root());
  }

  /// Clients that look for more nodes are sent back to where they came to.
  private void nodes(ServerRequest request, ServerResponse response) {
    String host = request.headers().first(HeaderNames.HOST).orElse("");
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("name", HostName.get());
    node.put("version", ElasticsearchAnswers.VERSION);
    node.put("roles", List.of("data", "ingest", "master"));
    node.put("http", Map.of("publish_address", host));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("cluster_name", ElasticsearchAnswers.CLUSTER);
    answer.put("nodes", Map.of(NODE_ID, node));
    send(request, response, answer);
  }

  private void catHealth(ServerRequest request, ServerResponse response) {
    response.header(PRODUCT);
    Answers.text(
        request,
        response,
        "text/plain; charset=UTF-8",
        ElasticsearchAnswers.CLUSTER + " green 1 1 1 1 0 0 0\n");
  }

  private void catTemplate(ServerRequest request, ServerResponse response) {
    response.header(PRODUCT);
    String name = request.path().pathParameters().get("name");
    Answers.text(request, response, "text/plain; charset=UTF-8", name + " [*] 0\n");
  }

  private void bulk(WireRequest wire, ServerRequest request, ServerResponse response) {
    String index = request.path().pathParameters().first("index").orElse("");
    BulkAnswer answer =
        new BulkAnswer(new FilterPath(Parameters.ofAddress(request).text("filter_path")));
    byte[] body = wire.body();
    BulkBody bulkBody = new BulkBody(wire.rows(), index, answer::add);
    try {
      int actions = bulkBody.check(body, 0, body.length);
      if (actions > WireLimits.MAX_BULK_ACTIONS) {
        throw wire.tooLarge(
            "%d actions, at most %d are taken at once"
                .formatted(actions, WireLimits.MAX_BULK_ACTIONS));
      }
      if (actions == 0) {
        throw wire.refused(
            RefusalReason.BAD_FRAME,
            HttpFailure.badRequest("request body is required: it has no actions"));
      }
    } catch (WireException e) {
      throw wire.refused(
          RefusalReason.BAD_FRAME, HttpFailure.badRequest(String.valueOf(e.getMessage())));
    }
    wire.store(RefusalReason.BAD_FRAME, () -> bulkBody.add(body, 0, body.length, BatchMaker.now()));
    if (!wire.answeredWithPreview(response)) {
      json(request, response, answer.json());
    }
  }

  /// Acknowledges what is meant to make an index or an alias. Whoever puts lines there has made a
  /// mistake, and must not be told that all is well.
  private static void createIndex(ServerRequest request, ServerResponse response) {
    byte[] start;
    InputStream body = BodyStream.of(request);
    try {
      start = body.readNBytes(Limits.MAX_INDEX_BYTES + 1);
    } catch (IOException e) {
      start = new byte[Limits.MAX_INDEX_BYTES + 1];
    }
    String text = new String(start, StandardCharsets.UTF_8).strip();
    boolean meant =
        text.isEmpty()
            || (start.length <= Limits.MAX_INDEX_BYTES
                && text.startsWith("{")
                && List.of("\"aliases\"", "\"settings\"", "\"mappings\"").stream()
                    .anyMatch(text::contains));
    if (meant || text.equals("{}")) {
      send(request, response, ElasticsearchAnswers.acknowledged());
      return;
    }
    InsertApi.drain(body);
    response.header(HeaderNames.CONNECTION, "close");
    refuse(
        request,
        response,
        HttpFailure.of(
            404,
            "nothing is stored at %s: lines go to /insert/jsonline, documents to /_bulk"
                .formatted(request.path().path())));
  }

  /// What has no route, in the words of Elasticsearch.
  static void unknown(ServerRequest request, ServerResponse response) {
    refuse(
        request,
        response,
        HttpFailure.of(
            404,
            "no handler found for uri [%s] and method [%s]"
                .formatted(request.path().path(), request.prologue().method().text())));
  }

  private static void refuse(ServerRequest request, ServerResponse response, HttpFailure failure) {
    Map<String, Object> cause = new LinkedHashMap<>();
    cause.put(
        "type",
        switch (failure.status()) {
          case 413 -> "content_too_long_exception";
          case 429 -> "es_rejected_execution_exception";
          case 503 -> "unavailable_shards_exception";
          default -> "illegal_argument_exception";
        });
    cause.put("reason", failure.text());
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("root_cause", List.of(cause));
    error.putAll(cause);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("error", error);
    answer.put("status", failure.status());
    Answers.prepare(response, failure);
    send(request, response, answer);
  }
}
