package dev.cordwood.collect.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;

/// Whatever body arrives, decoders either add whole rows or say what is wrong.
class BodyFuzzTest {
  private interface Decoder {
    void decode(DecodedRows rows) throws WireException, SplunkEvents.Refused;
  }

  private static void check(Decoder decoder) {
    DecodedRows rows = new DecodedRows();
    try {
      decoder.decode(rows);
    } catch (WireException | SplunkEvents.Refused e) {
      // said what is wrong
    }
    rows.rows(); // throws when a row is half open
  }

  @FuzzTest(maxDuration = "1m")
  void bulk(byte[] body) {
    check(rows -> {
      int[] results = new int[1];
      BulkBody bulk = new BulkBody(rows, "", _ -> results[0]++);
      int actions = bulk.check(body, 0, body.length);
      bulk.add(body, 0, body.length, 0);
      if (results[0] != actions) {
        throw new AssertionError(results[0] + " results for " + actions + " actions");
      }
    });
  }

  @FuzzTest(maxDuration = "1m")
  void snappy(byte[] body) {
    check(_ -> SnappyBlock.decompress(body, 0, body.length, 1 << 20));
  }

  @FuzzTest(maxDuration = "1m")
  void lokiProtobuf(byte[] body) {
    check(rows -> new LokiPush(rows, true).protobuf(body, 0));
  }

  @FuzzTest(maxDuration = "1m")
  void lokiJson(byte[] body) {
    check(rows -> new LokiPush(rows, true).json(body, 0));
  }

  @FuzzTest(maxDuration = "1m")
  void otlpProtobuf(byte[] body) {
    check(rows -> new OtlpLogs(rows).protobuf(body, 0));
  }

  @FuzzTest(maxDuration = "1m")
  void otlpJson(byte[] body) {
    check(rows -> new OtlpLogs(rows).json(body, 0));
  }

  @FuzzTest(maxDuration = "1m")
  void splunk(byte[] body) {
    check(rows -> new SplunkEvents(rows, Map.of()).add(body, 0));
  }

  @FuzzTest(maxDuration = "1m")
  void datadog(byte[] body) {
    check(rows -> new DatadogLogs(rows, Map.of()).add(body, 0));
  }
}
