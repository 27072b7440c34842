package dev.cordwood.collect.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LokiPushTest {
  private static final long SECOND = 1_795_255_200L; // 2026-11-21T10:00:00Z

  private final DecodedRows rows = new DecodedRows();

  private void json(String body) throws WireException {
    new LokiPush(rows, true).json(body.getBytes(StandardCharsets.UTF_8), DecodedRows.ARRIVAL);
  }

  private static ProtobufWriter entry(long seconds, int nanos, String line) {
    return new ProtobufWriter()
        .message(1, new ProtobufWriter().varint(1, seconds).varint(2, nanos))
        .text(2, line);
  }

  @Test
  void protobufStreamsBecomeRowsWithTheirLabelsAsStream() throws WireException {
    ProtobufWriter request =
        new ProtobufWriter()
            .message(
                1,
                new ProtobufWriter()
                    .text(1, "{job=\"shop\", host=\"a\\\"b\"}")
                    .message(2, entry(SECOND, 5, "level=error it failed"))
                    .message(
                        2,
                        entry(SECOND, 6, "{\"msg\":\"hello\",\"n\":1}")
                            .message(3, new ProtobufWriter().text(1, "trace_id").text(2, "abc"))));
    new LokiPush(rows, true).protobuf(request.bytes(), DecodedRows.ARRIVAL);
    String stream = "{host=\"a\\\"b\",job=\"shop\"}";
    assertThat(rows.rows(true))
        .satisfiesExactly(
            row ->
                assertThat(row)
                    .containsEntry("_time", "2026-11-21T10:00:00.000000005Z")
                    .containsEntry("job", "shop")
                    .containsEntry("host", "a\"b")
                    .containsEntry("_stream", stream)
                    .containsEntry("_msg", "level=error it failed"),
            row ->
                assertThat(row)
                    .containsEntry("_stream", stream)
                    .containsEntry("trace_id", "abc")
                    .containsEntry("_msg", "hello")
                    .containsEntry("n", "NUMBER 1"));
  }

  @Test
  void theJsonFormIsUnderstoodInAnyOrder() throws WireException {
    json(
        """
        {"streams":[{"values":[["1795255200000000007","one"],["0","two",{"k":"v"}]],
          "stream":{"app":"x"}}]}\
        """);
    assertThat(rows.rows(true))
        .containsExactly(
            Map.of(
                "_time",
                "2026-11-21T10:00:00.000000007Z",
                "_msg",
                "one",
                "app",
                "x",
                "_stream",
                "{app=\"x\"}"),
            Map.of(
                "_time",
                "2026-11-25T12:00:00Z",
                "_msg",
                "two",
                "app",
                "x",
                "k",
                "v",
                "_stream",
                "{app=\"x\"}"));
  }

  @Test
  void configuredStreamFieldsTakeTheLabelsPlace() throws WireException {
    new LokiPush(rows, false)
        .json(
            "{\"streams\":[{\"stream\":{\"service\":\"s\",\"pod\":\"p\"},\"values\":[[\"1\",\"x\"]]}]}"
                .getBytes(StandardCharsets.UTF_8),
            DecodedRows.ARRIVAL);
    assertThat(rows.rows(true).getFirst()).containsEntry("_stream", "{service=\"s\"}");
  }

  @Test
  void labelsAreReadAsGoWritesThem() throws WireException {
    assertThat(LokiLabels.parse("{}")).isEmpty();
    assertThat(LokiLabels.parse("{a=\"\\n\\x41\\u00e9\\\\\\101\", b=`raw\\n`,}"))
        .isEqualTo(Map.of("a", "\nA\u00e9\\A", "b", "raw\\n"));
    for (String wrong :
        new String[] {"", "{", "{a", "{a=", "{a=\"x", "{a=\"\\q\"}", "{a=\"x\"} x"}) {
      assertThatThrownBy(() -> LokiLabels.parse(wrong))
          .as(wrong)
          .isInstanceOf(WireException.class)
          .hasMessageContaining("at character");
    }
  }

  @Test
  void aStreamHasLabelsUpToTheLimit() throws WireException {
    assertThat(LokiLabels.parse(labels(WireLimits.MAX_LABELS))).hasSize(WireLimits.MAX_LABELS);
    assertThatThrownBy(() -> LokiLabels.parse(labels(WireLimits.MAX_LABELS + 1)))
        .hasMessageContaining("more than 1000 labels");
  }

  private static String labels(int count) {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < count; i++) {
      text.append("l").append(i).append("=\"v\",");
    }
    return text.append('}').toString();
  }

  @Test
  void whatIsNoPushIsRefused() {
    for (String wrong :
        new String[] {
          "",
          "[]",
          "{\"streams\":[1]}",
          "{\"streams\":[{\"values\":[1]}]}",
          "{\"streams\":[{\"values\":[[]]}]}",
          "{\"streams\":[{\"values\":[[\"1\"]]}]}",
          "{} {}"
        }) {
      assertThatThrownBy(() -> json(wrong)).as(wrong).isInstanceOf(WireException.class);
    }
    byte[] cut = {0x0a, 50, 1};
    assertThatThrownBy(() -> new LokiPush(rows, true).protobuf(cut, 0))
        .hasMessageContaining("1 are left");
  }
}
