package dev.cordwood.bench.collect;

import java.util.List;

/// A way into the server, and what is sent there.
///
/// @param eventsAtOnce how many events a piece has: a write, a body, a datagram
record Input(String name, Target target, int eventsAtOnce, Encoder encoder) {

  /// Where an input's bytes go.
  sealed interface Target {
    /// A TCP listener. A piece with an answer is followed by the next one when that has come.
    record Stream(String kind) implements Target {}

    /// A UDP listener.
    ///
    /// @param paced at the highest rate that was seen to lose nothing; else as fast as the sender
    ///   can
    record Datagrams(String kind, boolean paced) implements Target {}

    /// A POST, answered before the next one is sent.
    record Http(String path, String contentType) implements Target {}
  }

  /// About 1 MB of any encoding.
  private static final int BODY = 3_000;

  private static final int WRITE = 1_000;
  private static final String JSON = "application/json";
  private static final String PROTOBUF = "application/x-protobuf";

  /// The kinds of listeners that they need.
  static final List<String> LISTENERS =
      List.of(
          "json", "lines", "syslog-tcp", "syslog-udp", "gelf-tcp", "gelf-udp", "python", "forward");

  /// All there are, in the order of the report.
  static List<Input> all() {
    Encoder syslog = Encoder.sequence(TextEncodings::syslog);
    Encoder gelf = Encoder.sequence(JsonEncodings::gelf);
    return List.of(
        stream("json", "json", JsonEncodings.lines()),
        stream("lines", "lines", Encoder.sequence(TextEncodings::line)),
        stream(
            "syslog-tcp, RFC 5424, counted",
            "syslog-tcp",
            Encoder.sequence(TextEncodings::counted)),
        stream(
            "syslog-tcp, RFC 5424, LF",
            "syslog-tcp",
            Encoder.sequence((event, out) -> {
              TextEncodings.syslog(event, out);
              out.put('\n');
            })),
        stream(
            "syslog-tcp, RFC 3164, LF", "syslog-tcp", Encoder.sequence(TextEncodings::oldSyslog)),
        datagrams("syslog-udp, RFC 5424", "syslog-udp", true, syslog),
        datagrams("syslog-udp, RFC 5424", "syslog-udp", false, syslog),
        stream(
            "gelf-tcp",
            "gelf-tcp",
            Encoder.sequence((event, out) -> {
              JsonEncodings.gelf(event, out);
              out.put(0);
            })),
        datagrams("gelf-udp, plain", "gelf-udp", true, gelf),
        datagrams("gelf-udp, plain", "gelf-udp", false, gelf),
        stream("python, pickles", "python", Encoder.sequence(PickleEncoding::frame)),
        stream("forward, Forward mode", "forward", ForwardEncoding::forward),
        new Input(
            "forward, PackedForward, acknowledged",
            new Target.Stream("forward"),
            BODY,
            new ForwardEncoding()::packed),
        http(
            "/insert/jsonline",
            "/insert/jsonline",
            "application/stream+json",
            JsonEncodings.lines()),
        http(
            "Elasticsearch _bulk",
            "/_bulk?filter_path=errors,items.*.error",
            "application/x-ndjson",
            JsonEncodings.bulk()),
        http("Loki, JSON", "/loki/api/v1/push", JSON, JsonEncodings::loki),
        http("Loki, protobuf, snappy", "/loki/api/v1/push", PROTOBUF, ProtobufEncodings::loki),
        http("OTLP, protobuf", "/v1/logs", PROTOBUF, ProtobufEncodings::otlp),
        http("Splunk HEC", "/services/collector/event", JSON, JsonEncodings.splunk()),
        http("Datadog", "/api/v2/logs", JSON, JsonEncodings.datadog()));
  }

  private static Input stream(String name, String kind, Encoder encoder) {
    return new Input(name, new Target.Stream(kind), WRITE, encoder);
  }

  private static Input datagrams(String name, String kind, boolean paced, Encoder encoder) {
    return new Input(
        name + (paced ? ", paced" : ", flat out"), new Target.Datagrams(kind, paced), 1, encoder);
  }

  private static Input http(String name, String path, String contentType, Encoder encoder) {
    return new Input(name, new Target.Http(path, contentType), BODY, encoder);
  }
}
