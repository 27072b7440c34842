package dev.cordwood.collect.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ForwardMessageTest {
  private static final long SECONDS = 1_795_234_494L;

  private final long seed = System.nanoTime();
  private final SplittableRandom random = new SplittableRandom(seed);

  private byte[] bytes(Object value) {
    return MessagePackWriter.bytes(random, value);
  }

  private static List<Map<String, String>> rows(byte[] message) throws WireException {
    DecodedRows rows = new DecodedRows();
    new ForwardMessage(rows).add(message, 0, message.length, DecodedRows.ARRIVAL);
    return rows.rows();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  void anEventInAllFourModesIsTheSameRow() throws Exception {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("message", "order placed");
    record.put("amount", 7);
    record.put("ok", true);
    record.put("none", null);
    record.put("price", 1.5);
    record.put("user", Map.of("name", "alice"));
    record.put("tags", List.of("a", 1, List.of()));
    MessagePackWriter.EventTime time = new MessagePackWriter.EventTime(SECONDS, 123_456_789);
    byte[] event = bytes(List.of(time, record));
    Map<String, String> expected = new TreeMap<>();
    expected.put("_time", "2026-11-21T04:14:54.123456789Z");
    expected.put("tag", "shop");
    expected.put("_msg", "order placed");
    expected.put("amount", "NUMBER 7");
    expected.put("ok", "BOOLEAN true");
    expected.put("none", "NULL null");
    expected.put("price", "NUMBER 1.5");
    expected.put("user.name", "alice");
    expected.put("tags", "JSON [\"a\",1,[]]");
    Map<String, Object> option = Map.of("chunk", "c1", "size", 1);
    byte[] two = Arrays.copyOf(event, event.length * 2);
    System.arraycopy(event, 0, two, event.length, event.length);
    assertThat(rows(bytes(List.of("shop", time, record))))
        .as("seed %d", seed)
        .containsExactly(expected);
    assertThat(rows(bytes(List.of("shop", time, record, option)))).containsExactly(expected);
    assertThat(rows(bytes(List.of("shop", List.of(List.of(time, record), List.of(time, record))))))
        .containsExactly(expected, expected);
    assertThat(rows(bytes(List.of("shop", two, option)))).containsExactly(expected, expected);
    assertThat(rows(bytes(List.of("shop", new String(new byte[0], StandardCharsets.UTF_8)))))
        .isEmpty();
    assertThat(rows(bytes(List.of("shop", gzip(two), Map.of("compressed", "gzip")))))
        .containsExactly(expected, expected);
    assertThat(rows(bytes(List.of("shop", List.of(List.of(List.of(time, Map.of()), record))))))
        .as("with metadata")
        .containsExactly(expected);
  }

  @Test
  void theChunkIsWhatTheSenderWants() throws Exception {
    DecodedRows rows = new DecodedRows();
    ForwardMessage message = new ForwardMessage(rows);
    byte[] with = bytes(List.of("t", List.of(), Map.of("chunk", "abc==")));
    message.add(with, 0, with.length, 0);
    assertThat(message.chunk()).asString(StandardCharsets.UTF_8).isEqualTo("abc==");
    byte[] without = bytes(List.of("t", List.of()));
    message.add(without, 0, without.length, 0);
    assertThat(message.chunk()).isEmpty();
  }

  @Test
  void timesAreSecondsOrEventTimesElseThatOfArrival() throws Exception {
    Map<String, Object> record = Map.of("a", 1);
    assertThat(rows(bytes(List.of("t", SECONDS, record))).getFirst())
        .containsEntry("_time", "2026-11-21T04:14:54Z");
    assertThat(rows(bytes(List.of("t", SECONDS + 0.25, record))).getFirst())
        .containsEntry("_time", "2026-11-21T04:14:54.25Z");
    assertThat(rows(bytes(List.of("t", 0, record))).getFirst())
        .containsEntry("_time", "2026-11-25T12:00:00Z");
  }

  @Test
  void theLogOfAContainerIsOpened() throws Exception {
    assertThat(
            rows(bytes(
                    List.of(
                        "docker.x",
                        SECONDS,
                        Map.of("log", "{\"level\":\"warn\",\"msg\":\"hi\"}\n"))))
                .getFirst())
        .containsEntry("level", "warn")
        .containsEntry("_msg", "hi");
  }

  @Test
  void randomRecordsComeOutAsTheyWentIn() throws Exception {
    for (int round = 0; round < 300; round++) {
      Map<String, Object> record = new LinkedHashMap<>();
      Map<String, String> expected = new TreeMap<>();
      for (int i = random.nextInt(12); i > 0; i--) {
        String name = "f" + random.nextInt(20);
        if (record.containsKey(name)) {
          continue;
        }
        switch (random.nextInt(4)) {
          case 0 -> {
            long number = random.nextLong() >> random.nextInt(64);
            record.put(name, number);
            expected.put(name, "NUMBER " + number);
          }
          case 1 -> {
            String text = "é".repeat(random.nextInt(200)) + random.nextInt();
            record.put(name, text);
            expected.put(name, text);
          }
          case 2 -> {
            record.put(name, Map.of("x", true));
            expected.put(name + ".x", "BOOLEAN true");
          }
          default -> {
            record.put(name, "raw".getBytes(StandardCharsets.UTF_8));
            expected.put(name, "raw");
          }
        }
      }
      expected.put("_time", "2026-11-21T04:14:54Z");
      expected.put("tag", "t");
      List<Object> events = new ArrayList<>();
      int count = random.nextInt(20);
      for (int i = 0; i < count; i++) {
        events.add(List.of(SECONDS, record));
      }
      assertThat(rows(bytes(List.of("t", events))))
          .as("seed %d", seed)
          .hasSize(count)
          .allMatch(expected::equals);
    }
  }

  @Test
  void whatIsNoMessageIsRefusedInWords() {
    assertThatThrownBy(() -> rows(bytes(Map.of("a", 1)))).hasMessageContaining("array");
    assertThatThrownBy(() -> rows(bytes(List.of(1, 2, 3)))).hasMessageContaining("tag");
    assertThatThrownBy(() -> rows(bytes(List.of("t", SECONDS, "text"))))
        .hasMessageContaining("record");
    assertThatThrownBy(
            () -> rows(bytes(List.of("t", new byte[] {1}, Map.of("compressed", "gzip")))))
        .hasMessageContaining("gzip");
    assertThatThrownBy(
            () -> rows(bytes(List.of("t", new byte[] {1}, Map.of("compressed", "zstd")))))
        .hasMessageContaining("zstd");
    byte[] message = bytes(List.of("t", List.of(List.of(SECONDS, Map.of("a", "b")))));
    for (int length = 0; length < message.length; length++) {
      byte[] prefix = Arrays.copyOf(message, length);
      assertThatThrownBy(() -> rows(prefix)).isInstanceOf(WireException.class);
    }
  }

  @Test
  void depthCountsAndUnpackedBytesAreBounded() throws Exception {
    Object deep = 1;
    for (int i = 0; i < WireLimits.MAX_DEPTH + 10; i++) {
      deep = List.of(deep);
    }
    Object nested = deep;
    assertThatThrownBy(() -> rows(bytes(List.of("t", SECONDS, Map.of("a", nested)))))
        .hasMessageContaining("deep");
    byte[] claims = {(byte) 0x93, (byte) 0xa1, 't', 1, (byte) 0xdf, 0x7f, -1, -1, -1};
    assertThatThrownBy(() -> rows(claims)).hasMessageContaining("too early");
    byte[] bomb = gzip(new byte[WireLimits.MAX_DECOMPRESSED_BYTES + 1]);
    assertThatThrownBy(() -> rows(bytes(List.of("t", bomb, Map.of("compressed", "gzip")))))
        .hasMessageContaining("more than");
  }
}
