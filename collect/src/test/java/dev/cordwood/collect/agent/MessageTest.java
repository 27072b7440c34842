package dev.cordwood.collect.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.ValueType;
import dev.cordwood.store.EventBatchCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MessageTest {
  static final String AGENT = "0123456789abcdef";
  static final String SESSION = "fedcba9876543210";
  static final AgentReport REPORT =
      new AgentReport(
          "näme",
          "host",
          "1.0",
          3,
          1_000_000_000_000L,
          7,
          List.of(new AgentReport.Source("/var/log/ä.log", 12, 34)));

  static EventBatch rows(int first, int count) {
    EventBatchBuilder builder = new EventBatchBuilder();
    for (int i = first; i < first + count; i++) {
      builder.beginRow();
      builder.add("_msg", ValueType.STRING, "line " + i);
      builder.endRow(1_795_233_130_000_000_000L + i);
    }
    return builder.build();
  }

  static byte[] encoded(EventBatch batch) {
    try (EventBatchCodec.Writer writer = new EventBatchCodec.Writer()) {
      return writer.write(batch);
    }
  }

  static Message message(List<Move> moves, byte[] batch) {
    return new Message(AGENT, SESSION, REPORT, 42, moves, batch);
  }

  static Message read(byte[] bytes) throws MalformedMessageException {
    MessagePrefix prefix =
        MessagePrefix.read(Arrays.copyOf(bytes, Math.min(bytes.length, MessagePrefix.BYTES)));
    return Message.read(
        prefix,
        Arrays.copyOfRange(bytes, Math.min(bytes.length, MessagePrefix.BYTES), bytes.length));
  }

  @Test
  void aMessageComesBackAsItWas() throws IOException {
    List<Move> moves =
        List.of(new Move("file:1:2", "", "1 23 ö"), new Move("file:1:3", "x".repeat(64 << 10), ""));
    Message found = read(message(moves, encoded(rows(0, 500))).write());
    assertThat(found.agent()).isEqualTo(AGENT);
    assertThat(found.session()).isEqualTo(SESSION);
    assertThat(found.report()).isEqualTo(REPORT);
    assertThat(found.fingerprint()).isEqualTo(42);
    assertThat(found.moves()).isEqualTo(moves);
    assertThat(found.rows().rows()).isEqualTo(500);
    assertThat(found.rows().columns().getFirst().text(499)).isEqualTo("line 499");
    assertThat(read(message(List.of(), Message.NO_BATCH).write()).rows().rows()).isZero();
  }

  @Test
  void anyChangedByteOfTheHeaderIsNoticed() {
    byte[] bytes = message(List.of(new Move("s", "", "1")), Message.NO_BATCH).write();
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at]++;
      assertThatThrownBy(() -> read(changed))
          .as("byte %d", at)
          .isInstanceOf(MalformedMessageException.class);
    }
  }

  @Test
  void anyCutIsNoticed() {
    byte[] bytes = message(List.of(new Move("s", "", "1")), encoded(rows(0, 3))).write();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(MalformedMessageException.class);
    }
    assertThatThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void anotherVersionIsSaidToBeAnotherVersion() {
    byte[] bytes = message(List.of(), Message.NO_BATCH).write();
    bytes[5] = 2;
    assertThatThrownBy(() -> read(bytes))
        .hasMessage(
            "this agent speaks version 2 of the protocol and this server version 1: update the"
                + " server");
  }

  @Test
  void sizesBeyondTheLimitsAreRefusedByThePrefixAlone() {
    for (int[] sizes :
        new int[][] {
          {Limits.MAX_HEADER_BYTES + 1, 0, 0},
          {0, Limits.MAX_BATCH_BYTES + 1, 0},
          {0, 1, Limits.MAX_BATCH_BYTES + 1},
          {-1, 0, 0}
        }) {
      assertThatThrownBy(() -> MessagePrefix.read(prefix(sizes[0], sizes[1], sizes[2])))
          .isInstanceOf(MalformedMessageException.class)
          .hasMessageContaining("where at most");
    }
  }

  @Test
  void sizesAtTheLimitsAreTaken() throws MalformedMessageException {
    MessagePrefix prefix =
        MessagePrefix.read(
            prefix(Limits.MAX_HEADER_BYTES, Limits.MAX_BATCH_BYTES, Limits.MAX_BATCH_BYTES));
    assertThat(prefix.restBytes()).isEqualTo(Limits.MAX_HEADER_BYTES + Limits.MAX_BATCH_BYTES);
    assertThat(prefix.memoryNeeded()).isGreaterThan(prefix.restBytes());
  }

  private static byte[] prefix(int header, int batch, int raw) {
    return new WireWriter()
        .u32(MessagePrefix.MAGIC)
        .u16(AgentProtocol.VERSION)
        .u16(0)
        .u32(header)
        .u32(0)
        .u32(batch)
        .u32(raw)
        .toByteArray();
  }

  @Test
  void movesAreTakenUpToTheLimit() throws MalformedMessageException {
    List<Move> most = new ArrayList<>();
    for (int i = 0; i < Limits.MAX_MOVES; i++) {
      most.add(new Move("s" + i, "", "1"));
    }
    assertThat(read(message(most, Message.NO_BATCH).write()).moves()).hasSize(Limits.MAX_MOVES);
    most.add(new Move("one more", "", "1"));
    byte[] more = message(most, Message.NO_BATCH).write();
    assertThatThrownBy(() -> read(more)).hasMessageContaining("moves: 25001");
  }

  @Test
  void reportsAreCutToWhatServersTake() throws MalformedMessageException {
    List<AgentReport.Source> sources = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      sources.add(new AgentReport.Source("/" + "ö".repeat(5000) + i, i, i));
    }
    AgentReport large =
        new AgentReport("n".repeat(9999), "日".repeat(9999), "v".repeat(9999), 1, 1, 1, sources);
    AgentReport found =
        read(new Message(AGENT, SESSION, large, 0, List.of(), Message.NO_BATCH).write()).report();
    assertThat(found.name()).hasSize(Limits.MAX_TEXT_CHARACTERS);
    assertThat(found.sources()).hasSize(Limits.MAX_REPORTED_SOURCES);
    assertThat(found.sources().get(3).path()).startsWith("…ö").endsWith("ö3");
  }

  @Test
  void positionsComeBackAsTheyWere() throws MalformedMessageException {
    Map<String, String> states = new HashMap<>();
    for (int i = 0; i < 1000; i++) {
      states.put("file:" + i, "1 " + "ä".repeat(i));
    }
    assertThat(Positions.read(Positions.write(states))).isEqualTo(states);
    byte[] bytes = Positions.write(states);
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 300; round++) {
      byte[] changed = bytes.clone();
      int at = random.nextInt(bytes.length);
      changed[at]++;
      assertThatThrownBy(() -> Positions.read(changed))
          .isInstanceOf(MalformedMessageException.class);
    }
  }

  @Test
  void fingerprintsTellStatesApartAndNotTheirOrder() {
    Map<String, String> one = new HashMap<>(Map.of("a", "1", "b", "2"));
    assertThat(Fingerprint.of(Map.of("b", "2", "a", "1"))).isEqualTo(Fingerprint.of(one));
    assertThat(Fingerprint.of(Map.of("a", "2", "b", "1"))).isNotEqualTo(Fingerprint.of(one));
    assertThat(Fingerprint.of(Map.of("a", "1"))).isNotEqualTo(Fingerprint.of(one));
    assertThat(Fingerprint.of(Map.of())).isNotEqualTo(Fingerprint.of(one));
  }

  @FuzzTest
  void anyBytesAreAMessageOrMalformed(byte[] bytes) {
    try {
      Message message = read(bytes);
      assertThat(read(message.write())).usingRecursiveComparison().isEqualTo(message);
    } catch (MalformedMessageException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }

  /// The header with a right checksum, so that what is in it is looked at.
  @FuzzTest
  void anyHeaderIsAMessageOrMalformed(byte[] header) {
    byte[] bytes =
        new WireWriter()
            .u32(MessagePrefix.MAGIC)
            .u16(AgentProtocol.VERSION)
            .u16(0)
            .u32(header.length)
            .u32(AgentProtocol.crc(header, 0, header.length))
            .u32(0)
            .u32(0)
            .bytes(header)
            .toByteArray();
    try {
      assertThat(AgentProtocol.isId(read(bytes).agent())).isTrue();
    } catch (MalformedMessageException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }

  @FuzzTest
  void anyBytesArePositionsOrMalformed(byte[] bytes) {
    try {
      assertThat(Positions.read(bytes)).isNotNull();
    } catch (MalformedMessageException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }
}
