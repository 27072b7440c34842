package dev.cordwood.server.http;

import dev.cordwood.collect.agent.AgentProtocol;
import dev.cordwood.collect.tls.TlsContexts;
import dev.cordwood.query.QueryException;
import dev.cordwood.query.TooManyQueriesException;
import dev.cordwood.server.config.ConfigKeys;
import dev.cordwood.server.config.ListenAddress;
import dev.cordwood.server.config.ServerConfig;
import io.helidon.common.socket.SocketOptions;
import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelectorConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The HTTP server: routes, limits, errors.
public final class HttpListener implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.cordwood.server");

  /// Requests that are being answered have this long to end when the server stops.
  private static final Duration GRACE = Duration.ofMillis(1_500);

  private final WebServer server;
  private final Metrics metrics = new Metrics();
  private final Connections connections;
  private final QueryRunner runner;
  private final InetSocketAddress address;
  private final Set<String> routes = new TreeSet<>();

  private HttpListener(Backend backend) throws IOException {
    ServerConfig config = backend.config();
    ListenAddress listen = config.get(ConfigKeys.HTTP_LISTEN);
    int header = Math.toIntExact(config.get(ConfigKeys.HTTP_MAX_HEADER_SIZE));
    Duration idle = config.get(ConfigKeys.HTTP_IDLE_TIMEOUT);
    connections =
        new Connections(
            Http1ConnectionSelectorConfig.builder()
                .config(
                    Http1Config.builder()
                        .maxHeadersSize(header)
                        .maxPrologueLength(header)
                        .continueImmediately(true)
                        .build())
                .build(),
            idle);
    runner = new QueryRunner(backend.engine(), connections, metrics);
    Optional<Tls> tls = tls(config);
    List<String> names = names(config);
    WebServerConfig.Builder builder =
        WebServer.builder()
            .host(listen.host())
            .port(listen.port())
            .shutdownHook(false)
            .shutdownGracePeriod(GRACE)
            .featuresDiscoverServices(false)
            .protocolsDiscoverServices(false)
            .addConnectionSelector(connections)
            .maxTcpConnections(config.get(ConfigKeys.HTTP_MAX_CONNECTIONS))
            .idleConnectionTimeout(idle)
            .idleConnectionPeriod(Duration.ofSeconds(5))
            .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
            .contentEncoding(new RawBodies())
            .maxPayloadSize(-1)
            .directHandlers(handlers -> {
              for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
                handlers.addHandler(type, HttpListener::refuse);
              }
            })
            .routing(routing -> routes(routing, backend, names));
    tls.ifPresent(builder::tls);
    server = builder.build();
    server.start();
    address = new InetSocketAddress(listen.host(), server.port());
  }

  /// @throws IOException when the address is not to be had; says which and why
  public static HttpListener start(Backend backend) throws IOException {
    ListenAddress listen = backend.config().get(ConfigKeys.HTTP_LISTEN);
    try {
      tryOut(listen);
      return new HttpListener(backend);
    } catch (IOException | RuntimeException e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      throw new IOException(
          "cannot listen on %s (http.listen): %s".formatted(listen, cause.getMessage()), e);
    }
  }

  private static Optional<Tls> tls(ServerConfig config) throws IOException {
    Optional<Path> certificate = config.get(ConfigKeys.HTTP_TLS_CERTIFICATE);
    Optional<Path> key = config.get(ConfigKeys.HTTP_TLS_KEY);
    if (certificate.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    Optional<Path> clients = config.get(ConfigKeys.HTTP_TLS_CLIENT_CA);
    return Optional.of(
        Tls.builder()
            .sslContext(
                TlsContexts.server(new TlsContexts.Identity(certificate.get(), key.get()), clients))
            .clientAuth(clients.isPresent() ? TlsClientAuth.REQUIRED : TlsClientAuth.NONE)
            .endpointIdentificationAlgorithm(Tls.ENDPOINT_IDENTIFICATION_NONE)
            .build());
  }

  /// Names under which clients may come: those of the certificate are meant to be used.
  private static List<String> names(ServerConfig config) throws IOException {
    List<String> names = new ArrayList<>(config.get(ConfigKeys.HTTP_ALLOWED_HOSTS));
    Optional<Path> certificate = config.get(ConfigKeys.HTTP_TLS_CERTIFICATE);
    if (certificate.isPresent()) {
      names.addAll(TlsContexts.names(certificate.get()));
    }
    return names;
  }

  /// The web server does not say why it could not listen; a socket of our own does.
  private static void tryOut(ListenAddress listen) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(listen.resolve());
    }
  }

  /// Where it really listens, also when port 0 was asked for.
  public InetSocketAddress address() {
    return address;
  }

  private void routes(HttpRouting.Builder routing, Backend backend, List<String> names) {
    ServerConfig config = backend.config();
    routing.addFilter(connections::filter);
    routing.addFilter(new Guard(names, config.get(ConfigKeys.HTTP_LISTEN).host()));
    errors(routing);
    StatusApi status = new StatusApi(backend);
    get(routing, "/health", status::health);
    get(routing, "/api/v1/status", status::status);
    get(routing, "/api/v1/sources", new SourcesApi(backend)::sources);
    get(routing, "/metrics", new MetricsApi(backend, metrics, connections)::handle);
    WireInputs inputs = new WireInputs(backend);
    InsertApi insert = new InsertApi(inputs);
    route(routing, "/insert/jsonline", insert::jsonLines, Method.POST, Method.PUT);
    route(routing, "/insert/json", insert::json, Method.POST, Method.PUT);
    AgentApi agents = new AgentApi(backend);
    get(routing, AgentProtocol.POSITIONS_PATH, agents::positions);
    route(routing, AgentProtocol.BATCH_PATH, agents::batch, Method.POST);
    get(routing, "/api/v1/agents", agents::list);
    queries(routing, backend);
    ElasticsearchApi elasticsearch = inputs(routing, inputs);
    StaticFiles files = new StaticFiles();
    Handler root =
        (request, response) -> {
          String path = request.path().path();
          if (path.equals("/") && ElasticsearchApi.isClient(request)) {
            elasticsearch.root(request, response);
          } else if (ElasticsearchApi.owns(path)) {
            ElasticsearchApi.unknown(request, response);
          } else {
            files.handle(request, response);
          }
        };
    routing.get("/*", counted("/", root)); // must be the last one
    routing.any((request, response) -> {
      if (ElasticsearchApi.owns(request.path().path())) {
        ElasticsearchApi.unknown(request, response);
        return;
      }
      throw HttpFailure.of(
          request.prologue().method().equals(Method.OPTIONS) ? 403 : 404,
          "there is nothing at %s %s"
              .formatted(request.prologue().method().text(), request.path().path()));
    });
  }

  /// What takes logs in as other systems do.
  private ElasticsearchApi inputs(HttpRouting.Builder routing, WireInputs inputs) {
    LokiApi loki = new LokiApi(inputs);
    for (String path : List.of("/insert/loki/api/v1/push", "/loki/api/v1/push")) {
      route(routing, path, loki.push(), Method.POST);
    }
    get(routing, "/loki/api/v1/status/buildinfo", loki::buildInfo);
    get(routing, "/insert/loki/api/v1/status/buildinfo", loki::buildInfo);
    get(routing, "/ready", loki::ready);
    get(routing, "/insert/loki/ready", loki::ready);
    OtlpApi otlp = new OtlpApi(inputs);
    for (String path : List.of("/insert/opentelemetry/v1/logs", "/v1/logs", "/otlp/v1/logs")) {
      route(routing, path, otlp.logs(), Method.POST);
    }
    SplunkApi splunk = new SplunkApi(inputs);
    for (String prefix : List.of("", "/insert/splunk")) {
      String collector = prefix + "/services/collector";
      for (String path : List.of("", "/event", "/event/1.0")) {
        route(routing, collector + path, splunk.events(), Method.POST);
      }
      route(routing, collector + "/raw", splunk.raw(), Method.POST);
      route(routing, collector + "/raw/1.0", splunk.raw(), Method.POST);
      get(routing, collector + "/health", splunk::health);
      get(routing, collector + "/health/1.0", splunk::health);
      route(routing, collector + "/ack", splunk::acknowledgements, Method.POST);
    }
    DatadogApi datadog = new DatadogApi(inputs);
    for (String prefix : List.of("", "/insert/datadog")) {
      route(routing, prefix + "/api/v2/logs", datadog.logs(), Method.POST);
      route(routing, prefix + "/v1/input", datadog.logs(), Method.POST);
      get(routing, prefix + "/api/v1/validate", datadog::validate);
    }
    GelfApi gelf = new GelfApi(inputs);
    route(routing, "/insert/gelf", gelf.messages(), Method.POST);
    route(routing, "/gelf", gelf.messages(), Method.POST);
    PythonApi python = new PythonApi(inputs);
    route(routing, "/insert/python", python.record(), Method.GET, Method.POST);
    ElasticsearchApi elasticsearch = new ElasticsearchApi(inputs);
    elasticsearch.routes((path, handler, methods) -> route(routing, path, handler, methods));
    return elasticsearch;
  }

  private void queries(HttpRouting.Builder routing, Backend backend) {
    QueryApi query = new QueryApi(runner);
    StatsApi stats = new StatsApi(runner);
    TailApi tail = new TailApi(backend, runner, metrics);
    both(routing, "/select/logsql/query", query::query);
    both(routing, "/select/logsql/tail", tail::lines);
    both(routing, "/select/logsql/hits", query::hits);
    both(routing, "/select/logsql/facets", query::facets);
    both(routing, "/select/logsql/stats_query", stats::instant);
    both(routing, "/select/logsql/stats_query_range", stats::range);
    both(routing, "/select/logsql/field_names", query::fieldNames);
    both(routing, "/select/logsql/field_values", query::fieldValues);
    both(routing, "/select/logsql/streams", query::streams);
    both(routing, "/select/logsql/stream_ids", query::streamIds);
    both(routing, "/select/logsql/stream_field_names", query::streamFieldNames);
    both(routing, "/select/logsql/stream_field_values", query::streamFieldValues);
    both(routing, "/api/v1/query", query::events);
    both(routing, "/api/v1/tail", tail::events);
    LanguageApi language = new LanguageApi(backend, runner);
    both(routing, "/api/v1/parse", language::parse);
    both(routing, "/api/v1/complete", language::complete);
  }

  private void get(HttpRouting.Builder routing, String path, Handler handler) {
    route(routing, path, handler, Method.GET);
  }

  /// GET, and POST with a form, as the query API takes both.
  private void both(HttpRouting.Builder routing, String path, Handler handler) {
    route(routing, path, handler, Method.GET, Method.POST);
  }

  private void route(HttpRouting.Builder routing, String path, Handler handler, Method... methods) {
    Handler counted = counted(path, handler);
    for (Method method : methods) {
      routing.route(method, path, counted);
      routes.add(method.text() + " " + path);
    }
  }

  /// Every method and path there is beside the dashboard's files: `GET /health`.
  Set<String> routes() {
    return Collections.unmodifiableSet(routes);
  }

  private Handler counted(String path, Handler handler) {
    return (request, response) -> {
      response.whenSent(() -> metrics.request(path, response.status().code()));
      handler.handle(request, response);
    };
  }

  private static void errors(HttpRouting.Builder routing) {
    routing.error(HttpFailure.class, (_, response, failure) -> Answers.failure(response, failure));
    routing.error(
        TooManyQueriesException.class,
        (_, response, failure) -> Answers.failure(response, Answers.tooMany(failure)));
    routing.error(
        QueryException.class, (_, response, failure) -> Answers.queryFailure(response, failure));
    routing.error(
        Throwable.class,
        (request, response, failure) -> {
          LOG.log(
              System.Logger.Level.ERROR,
              "failed to answer " + request.prologue().method().text() + " " + request.path(),
              failure);
          Answers.failure(
              response,
              HttpFailure.of(
                  500, "internal error, see the server's log: " + failure.getClass().getName()));
        });
  }

  /// What Helidon refuses by itself: broken requests, headers that are too large.
  private static DirectHandler.TransportResponse refuse(
      DirectHandler.TransportRequest request,
      DirectHandler.EventType type,
      io.helidon.http.Status status,
      io.helidon.http.ServerResponseHeaders headers,
      String message) {
    DirectHandler.TransportResponse.Builder builder =
        DirectHandler.TransportResponse.builder()
            .status(status)
            .headers(headers)
            .keepAlive(false)
            .header(HeaderNames.CONTENT_TYPE, "application/json")
            .entity(
                Json.of(
                        Map.of(
                            "error",
                            message == null || message.isEmpty() ? status.reasonPhrase() : message))
                    + "\n");
    Guard.securityHeaders().forEach(builder::header);
    return builder.build();
  }

  /// Stops accepting, gives running requests a moment, and closes the rest.
  @Override
  public void close() {
    runner.stop();
    server.stop();
    connections.close();
  }
}
