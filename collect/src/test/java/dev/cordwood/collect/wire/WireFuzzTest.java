package dev.cordwood.collect.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;

/// Whatever arrives, decoders either add rows or say what is wrong.
class WireFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void pickles(byte[] bytes) {
    DecodedRows rows = new DecodedRows();
    try {
      if (PickleReader.read(bytes, 0, bytes.length) instanceof Map<?, ?> record) {
        new PythonRecord(rows).add(record, DecodedRows.ARRIVAL, bytes.length);
      }
    } catch (WireException e) {
      // said what is wrong
    }
    rows.rows();
  }

  @FuzzTest(maxDuration = "2m")
  void forward(byte[] bytes) {
    DecodedRows rows = new DecodedRows();
    try {
      new ForwardMessage(rows, (_, _) -> {}).add(bytes, 0, bytes.length, DecodedRows.ARRIVAL);
    } catch (WireException e) {
      // said what is wrong
    }
    rows.rows();
  }

  @FuzzTest(maxDuration = "1m")
  void gelf(byte[] bytes) {
    try {
      GelfPayload.decompressed(bytes, 0, bytes.length, 1 << 20);
    } catch (WireException e) {
      // said what is wrong
    }
  }
}
