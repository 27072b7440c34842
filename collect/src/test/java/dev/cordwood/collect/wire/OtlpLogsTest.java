package dev.cordwood.collect.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OtlpLogsTest {
  private static final long TIME = 1_795_255_200_000_000_009L;

  private final DecodedRows rows = new DecodedRows();
  private final OtlpLogs logs = new OtlpLogs(rows);

  private void json(String body) throws WireException {
    logs.json(body.getBytes(StandardCharsets.UTF_8), DecodedRows.ARRIVAL);
  }

  private static ProtobufWriter pair(String key, ProtobufWriter value) {
    return new ProtobufWriter().text(1, key).message(2, value);
  }

  private static ProtobufWriter string(String value) {
    return new ProtobufWriter().text(1, value);
  }

  private static ProtobufWriter request(ProtobufWriter record) {
    ProtobufWriter resource =
        new ProtobufWriter()
            .message(1, pair("service.name", string("shop")))
            .message(1, pair("host.name", string("h1")))
            .message(1, pair("cloud.region", string("eu")));
    ProtobufWriter scope =
        new ProtobufWriter()
            .message(2, record) // before the scope, which it belongs to all the same
            .message(1, new ProtobufWriter().text(1, "lib").text(2, "1.2"));
    return new ProtobufWriter()
        .message(1, new ProtobufWriter().message(2, scope).message(1, resource));
  }

  private static final Map<String, String> EXPECTED =
      Map.ofEntries(
          Map.entry("_time", "2026-11-21T10:00:00.000000009Z"),
          Map.entry("_msg", "it failed"),
          Map.entry("level", "WARN"),
          Map.entry("severity_number", "NUMBER 13"),
          Map.entry("service", "shop"),
          Map.entry("service.name", "shop"),
          Map.entry("host", "h1"),
          Map.entry("resource.cloud.region", "eu"),
          Map.entry("scope.name", "lib"),
          Map.entry("scope.version", "1.2"),
          Map.entry("trace_id", "0102030405060708090a0b0c0d0e0f10"),
          Map.entry("span_id", "a1b2c3d4e5f60718"),
          Map.entry("flags", "NUMBER 1"),
          Map.entry("event_name", "order.failed"),
          Map.entry("dropped_attributes_count", "NUMBER 2"),
          Map.entry("code", "NUMBER -5"),
          Map.entry("ratio", "NUMBER 0.5"),
          Map.entry("ok", "BOOLEAN true"),
          Map.entry("list", "JSON [\"a\",1]"),
          Map.entry("map.k", "v"),
          Map.entry("raw", "AP8="));

  @Test
  void protobufRecordsBecomeRows() throws WireException {
    ProtobufWriter record =
        new ProtobufWriter()
            .fixed64(1, TIME)
            .varint(2, 13)
            .text(3, "WARN")
            .message(5, string("it failed"))
            .message(6, pair("code", new ProtobufWriter().varint(3, -5)))
            .message(
                6, pair("ratio", new ProtobufWriter().fixed64(4, Double.doubleToLongBits(0.5))))
            .message(6, pair("ok", new ProtobufWriter().varint(2, 1)))
            .message(
                6,
                pair(
                    "list",
                    new ProtobufWriter()
                        .message(
                            5,
                            new ProtobufWriter()
                                .message(1, string("a"))
                                .message(1, new ProtobufWriter().varint(3, 1)))))
            .message(
                6,
                pair(
                    "map",
                    new ProtobufWriter()
                        .message(6, new ProtobufWriter().message(1, pair("k", string("v"))))))
            .message(6, pair("raw", new ProtobufWriter().bytes(7, new byte[] {0, -1})))
            .varint(7, 2)
            .fixed32(8, 1)
            .bytes(9, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
            .bytes(
                10,
                new byte[] {
                  (byte) 0xa1,
                  (byte) 0xb2,
                  (byte) 0xc3,
                  (byte) 0xd4,
                  (byte) 0xe5,
                  (byte) 0xf6,
                  7,
                  24
                })
            .text(12, "order.failed")
            .text(99, "unknown");
    byte[] body = request(record).bytes();
    body = java.util.Arrays.copyOf(body, body.length);
    logs.protobuf(body, DecodedRows.ARRIVAL);
    Map<String, String> expected = new java.util.TreeMap<>(EXPECTED);
    expected.put("span_id", "a1b2c3d4e5f60718");
    assertThat(rows.rows()).containsExactly(expected);
    assertThat(logs.rejected()).isZero();
  }

  @Test
  void jsonRecordsBecomeTheSameRows() throws WireException {
    json(
        """
        {"resourceLogs":[{"scopeLogs":[{"logRecords":[{
          "timeUnixNano":"1795255200000000009","severityNumber":13,"severityText":"WARN",
          "body":{"stringValue":"it failed"},
          "attributes":[
            {"key":"code","value":{"intValue":"-5"}},
            {"key":"ratio","value":{"doubleValue":0.5}},
            {"key":"ok","value":{"boolValue":true}},
            {"key":"list","value":{"arrayValue":{"values":[{"stringValue":"a"},{"intValue":1}]}}},
            {"key":"map","value":{"kvlistValue":{"values":[{"key":"k","value":{"stringValue":"v"}}]}}},
            {"key":"raw","value":{"bytesValue":"AP8="}}],
          "droppedAttributesCount":2,"flags":1,"eventName":"order.failed",
          "traceId":"0102030405060708090A0B0C0D0E0F10","spanId":"a1b2c3d4e5f60718","unknown":[{}]}],
          "scope":{"name":"lib","version":"1.2"}}],
          "resource":{"attributes":[
            {"key":"service.name","value":{"stringValue":"shop"}},
            {"key":"host.name","value":{"stringValue":"h1"}},
            {"key":"cloud.region","value":{"stringValue":"eu"}}]}}]}\
        """);
    assertThat(rows.rows()).containsExactly(EXPECTED);
  }

  @Test
  void theObservedTimeIsTheTimeOfARecordWithoutOneAndTheNumberItsLevel() throws WireException {
    String[] levels = {"trace", "debug", "info", "warn", "error", "fatal"};
    for (int number = 1; number <= 24; number++) {
      json(
          """
          {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":0,
          "observedTimeUnixNano":1795255200000000009,"severityNumber":%d,
          "traceId":"","spanId":"0000000000000000",
          "body":{"kvlistValue":{"values":[{"key":"message","value":{"stringValue":"m"}}]}}}]}]}]}\
          """
              .formatted(number));
      assertThat(rows.rows())
          .containsExactly(
              Map.of(
                  "_time",
                  "2026-11-21T10:00:00.000000009Z",
                  "_msg",
                  "m",
                  "level",
                  levels[(number - 1) / 4],
                  "severity_number",
                  "NUMBER " + number));
    }
  }

  @Test
  void anEmptyRequestIsFine() throws WireException {
    logs.protobuf(new byte[0], 0);
    json("");
    json("{}");
    json("{\"resourceLogs\":[]}");
    assertThat(rows.rows()).isEmpty();
  }

  @Test
  void aRecordThatIsTooDeepIsRejectedAlone() throws WireException {
    for (int depth : List.of(WireLimits.MAX_DEPTH, WireLimits.MAX_DEPTH + 1)) {
      ProtobufWriter value = string("deep");
      String jsonValue = "{\"stringValue\":\"deep\"}";
      for (int i = 0; i < depth; i++) {
        value = new ProtobufWriter().message(5, new ProtobufWriter().message(1, value));
        jsonValue = "{\"arrayValue\":{\"values\":[" + jsonValue + "]}}";
      }
      logs.protobuf(
          request(new ProtobufWriter().message(6, pair("a", value))).bytes(), DecodedRows.ARRIVAL);
      json(
          "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"attributes\":[{\"key\":\"a\",\"value\":%s}]}]}]}]}"
              .formatted(jsonValue));
      boolean fits = depth == WireLimits.MAX_DEPTH;
      assertThat(rows.rows()).hasSize(fits ? 2 : 0);
      assertThat(logs.rejected()).isEqualTo(fits ? 0 : 2);
    }
    assertThat(logs.reason()).contains("deep");
  }

  @Test
  void brokenRequestsSayWhereTheyAreBroken() {
    assertThatThrownBy(() -> json("{\"resourceLogs\":[")).hasMessageContaining("at byte 17");
    assertThatThrownBy(() -> json("[]")).hasMessageContaining("resourceLogs");
    assertThatThrownBy(() -> logs.protobuf(new byte[] {0x0a, 0x7f}, 0))
        .hasMessageContaining("at byte 2");
    assertThatThrownBy(() -> logs.protobuf("{\"a\":1}".getBytes(StandardCharsets.UTF_8), 0))
        .isInstanceOf(WireException.class);
  }
}
