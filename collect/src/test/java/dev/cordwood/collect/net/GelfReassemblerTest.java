package dev.cordwood.collect.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.RefusalReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GelfReassemblerTest {
  private static final long SECOND = 1_000_000_000L;

  private final IngestCounters counters = new IngestCounters("gelf");
  private final GelfReassembler reassembler = new GelfReassembler(counters, 10_000);

  /// The chunks of a message.
  static List<byte[]> chunks(long id, byte[] message, int count) {
    List<byte[]> chunks = new ArrayList<>();
    int size = (message.length + count - 1) / count;
    for (int i = 0; i < count; i++) {
      int from = Math.min(message.length, i * size);
      int to = Math.min(message.length, from + size);
      byte[] chunk = new byte[12 + to - from];
      chunk[0] = 0x1e;
      chunk[1] = 0x0f;
      for (int b = 0; b < 8; b++) {
        chunk[2 + b] = (byte) (id >> (56 - 8 * b));
      }
      chunk[10] = (byte) i;
      chunk[11] = (byte) count;
      System.arraycopy(message, from, chunk, 12, to - from);
      chunks.add(chunk);
    }
    return chunks;
  }

  private @Nullable String add(byte[] chunk, String from, long now) {
    byte[] whole = reassembler.add(chunk, chunk.length, from, now);
    return whole == null ? null : new String(whole, StandardCharsets.UTF_8);
  }

  private long count(RefusalReason reason) {
    return counters.refusals().getOrDefault(reason, 0L);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void chunksInAnyOrderAndSomeTwiceMakeTheMessages() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<byte[]> all = new ArrayList<>();
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String message = "message " + i + "x".repeat(random.nextInt(100));
      sent.add(message);
      List<byte[]> chunks = chunks(i, bytes(message), 1 + random.nextInt(12));
      all.addAll(chunks);
      all.add(chunks.get(random.nextInt(chunks.size())));
    }
    Collections.shuffle(all, random);
    List<String> received = new ArrayList<>();
    for (byte[] chunk : all) {
      String whole = add(chunk, "10.0.0.1", 0);
      if (whole != null) {
        received.add(whole);
      }
    }
    assertThat(received).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(sent);
    assertThat(count(RefusalReason.DUPLICATE)).isEqualTo(20);
    assertThat(reassembler.bytes()).isZero();
  }

  @Test
  void sameIdsOfTwoSendersAreTwoMessages() {
    List<byte[]> chunks = chunks(7, bytes("abcd"), 2);
    assertThat(add(chunks.get(0), "10.0.0.1", 0)).isNull();
    assertThat(add(chunks.get(1), "10.0.0.2", 0)).isNull();
    assertThat(add(chunks.get(1), "10.0.0.1", 0)).isEqualTo("abcd");
  }

  @Test
  void upTo128ChunksMakeAMessage() {
    List<byte[]> chunks = chunks(1, bytes("m".repeat(1_000)), 128);
    String whole = null;
    for (byte[] chunk : chunks) {
      whole = add(chunk, "h", 0);
    }
    assertThat(whole).isEqualTo("m".repeat(1_000));
    byte[] beyond = chunks.getFirst().clone();
    beyond[11] = (byte) 129;
    assertThat(add(beyond, "h", 0)).isNull();
    assertThat(count(RefusalReason.BAD_FRAME)).isEqualTo(1);
  }

  @Test
  void whatIsNoChunkIsCounted() {
    byte[] good = chunks(1, bytes("ab"), 2).getFirst();
    byte[] short11 = Arrays.copyOf(good, 11);
    byte[] none = good.clone();
    none[11] = 0;
    byte[] beyond = good.clone();
    beyond[10] = 2;
    for (byte[] bad : List.of(short11, none, beyond)) {
      assertThat(add(bad, "h", 0)).isNull();
    }
    assertThat(add(good, "h", 0)).isNull();
    byte[] other = good.clone();
    other[10] = 1;
    other[11] = 3;
    assertThat(add(other, "h", 0)).isNull();
    assertThat(count(RefusalReason.BAD_FRAME)).isEqualTo(4);
  }

  @Test
  void aMessageMustBeCompleteWithinFiveSeconds() {
    List<byte[]> chunks = chunks(1, bytes("abcd"), 2);
    assertThat(add(chunks.get(0), "h", 0)).isNull();
    assertThat(add(chunks.get(1), "h", 5 * SECOND - 1)).isEqualTo("abcd");
    List<byte[]> late = chunks(2, bytes("abcd"), 2);
    assertThat(add(late.get(0), "h", 0)).isNull();
    assertThat(add(late.get(1), "h", 5 * SECOND)).isNull();
    assertThat(count(RefusalReason.INCOMPLETE)).isEqualTo(1);
    assertThat(reassembler.bytes()).isEqualTo(2);
  }

  @Test
  void aLateDuplicateOfACompleteMessageStartsNoOther() {
    List<byte[]> chunks = chunks(1, bytes("abcd"), 2);
    add(chunks.get(0), "h", 0);
    add(chunks.get(1), "h", 0);
    assertThat(add(chunks.get(0), "h", SECOND)).isNull();
    reassembler.expire(60 * SECOND);
    assertThat(count(RefusalReason.DUPLICATE)).isEqualTo(1);
    assertThat(count(RefusalReason.INCOMPLETE)).isZero();
    assertThat(reassembler.messages()).isZero();
  }

  @Test
  void tooManyBytesAndTooManyMessagesPushOutTheOldest() {
    byte[] message = new byte[2_000];
    for (int id = 0; id < 11; id++) {
      add(chunks(id, message, 2).getFirst(), "h", id);
      assertThat(reassembler.bytes()).isLessThanOrEqualTo(10_000);
    }
    assertThat(count(RefusalReason.TOO_MANY)).isEqualTo(1);
    for (int id = 0; id < 3_000; id++) {
      add(chunks(1_000 + id, new byte[2], 2).getFirst(), "h", id);
      assertThat(reassembler.messages()).isLessThanOrEqualTo(NetLimits.MAX_GELF_MESSAGES);
    }
    assertThat(reassembler.bytes()).isLessThanOrEqualTo(2 * NetLimits.MAX_GELF_MESSAGES);
  }
}
