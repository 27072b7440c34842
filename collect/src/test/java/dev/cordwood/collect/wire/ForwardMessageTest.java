package dev.cordwood.collect.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
    return rows(message, new ArrayList<>());
  }

  private static List<Map<String, String>> rows(byte[] message, List<String> refused)
      throws WireException {
    DecodedRows rows = new DecodedRows();
    new ForwardMessage(rows, (bytes, what) -> refused.add(bytes + ": " + what))
        .add(message, 0, message.length, DecodedRows.ARRIVAL);
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
    ForwardMessage message = new ForwardMessage(rows, (_, what) -> fail(what));
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

  private String refusal(Object message) throws WireException {
    List<String> refused = new ArrayList<>();
    byte[] bytes = bytes(message);
    assertThat(rows(bytes, refused)).isEmpty();
    assertThat(refused).hasSize(1);
    assertThat(refused.getFirst()).startsWith(bytes.length + ": ");
    return refused.getFirst();
  }

  @Test
  void whatIsNoMessageIsRefusedInWords() throws Exception {
    assertThat(refusal(Map.of("a", 1))).contains("array");
    assertThat(refusal(List.of(1, 2, 3))).contains("tag");
    assertThat(refusal(List.of("t", SECONDS, "text"))).contains("record");
    assertThat(refusal(List.of("t", SECONDS))).contains("record");
    assertThat(refusal(List.of("t", true))).contains("a time or events");
    assertThat(refusal(List.of("t", Map.of("a", 1), 1, Map.of()))).contains("a time or events");
    assertThat(refusal(List.of("t", List.of(), Map.of(List.of(1), 1)))).contains("key");
    assertThat(refusal(List.of("t", List.of(), Map.of("chunk", List.of(1))))).contains("texts");
  }

  @Test
  void anEntryOfTheWrongShapeDoesNotTakeTheOthersWithIt() throws Exception {
    for (Object wrong :
        List.of(
            1,
            "text",
            List.of(),
            List.of(1, 2, 3),
            List.of(Map.of(), Map.of()),
            List.of(List.of(Map.of(), 1), Map.of()),
            List.of(SECONDS, List.of("no", "map")),
            List.of(SECONDS, Map.of("a", 1, List.of("no text"), 2)))) {
      Object good = List.of(SECONDS, Map.of("a", "b"));
      byte[] plain =
          bytes(List.of("t", List.of(good, wrong, good), Map.of("chunk", "x", "size", 3)));
      ByteArrayOutputStream entries = new ByteArrayOutputStream();
      entries.writeBytes(bytes(good));
      entries.writeBytes(bytes(wrong));
      entries.writeBytes(bytes(good));
      byte[] packed = bytes(List.of("t", entries.toByteArray(), Map.of("chunk", "x")));
      for (byte[] message : List.of(plain, packed)) {
        List<String> refused = new ArrayList<>();
        DecodedRows rows = new DecodedRows();
        ForwardMessage forward = new ForwardMessage(rows, (_, what) -> refused.add(what));
        forward.add(message, 0, message.length, DecodedRows.ARRIVAL);
        assertThat(rows.rows()).as("%s, seed %d", wrong, seed).hasSize(2);
        assertThat(refused).as("%s", wrong).hasSize(1);
        assertThat(forward.chunk()).asString(StandardCharsets.UTF_8).isEqualTo("x");
      }
    }
  }

  @Test
  void whatIsNoMessagePackIsFoundBeforeAnyRowIsAdded() throws Exception {
    byte[] good = bytes(List.of(SECONDS, Map.of("a", "b")));
    byte[] cut = Arrays.copyOf(good, good.length * 2 - 1);
    System.arraycopy(good, 0, cut, good.length, good.length - 1);
    for (Object message :
        List.of(
            List.of("t", cut),
            List.of("t", gzip(cut), Map.of("compressed", "gzip")),
            List.of("t", Arrays.copyOf(gzip(good), 20), Map.of("compressed", "gzip")),
            List.of("t", good, Map.of("compressed", "zstd")))) {
      DecodedRows rows = new DecodedRows();
      byte[] bytes = bytes(message);
      assertThatThrownBy(() ->
              new ForwardMessage(rows, (_, what) -> fail(what))
                  .add(bytes, 0, bytes.length, DecodedRows.ARRIVAL))
          .isInstanceOf(WireException.class);
      assertThat(rows.rows()).isEmpty();
    }
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
    assertThat(refusal(List.of("t", SECONDS, Map.of("a", deep)))).contains("deep");
    Object many = Collections.nCopies(WireLimits.MAX_VALUES, 1);
    assertThat(refusal(List.of("t", SECONDS, Map.of("a", many)))).contains("values");
    byte[] claims = {(byte) 0x93, (byte) 0xa1, 't', 1, (byte) 0xdf, 0x7f, -1, -1, -1};
    assertThatThrownBy(() -> rows(claims)).hasMessageContaining("too early");
    byte[] bomb = gzip(new byte[WireLimits.MAX_DECOMPRESSED_BYTES + 1]);
    assertThatThrownBy(() -> rows(bytes(List.of("t", bomb, Map.of("compressed", "gzip")))))
        .hasMessageContaining("more than");
  }
}
