package dev.cordwood.collect.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SnappyBlockTest {
  /// Makes blocks with every kind of element, beside what they unpack to.
  static final class Writer {
    private final ByteArrayOutputStream elements = new ByteArrayOutputStream();
    private final ByteArrayOutputStream plain = new ByteArrayOutputStream();

    Writer literal(byte[] bytes) {
      int size = bytes.length - 1;
      if (size < 60) {
        elements.write(size << 2);
      } else if (size < 256) {
        elements.write(60 << 2);
        little(size, 1);
      } else {
        elements.write(61 << 2);
        little(size, 2);
      }
      elements.writeBytes(bytes);
      plain.writeBytes(bytes);
      return this;
    }

    /// @param bytes of the offset: 1, 2 or 4
    Writer copy(int offset, int length, int bytes) {
      if (bytes == 1) {
        elements.write(1 | (length - 4) << 2 | offset >>> 8 << 5);
        elements.write(offset);
      } else {
        elements.write((bytes == 2 ? 2 : 3) | (length - 1) << 2);
        little(offset, bytes);
      }
      for (int i = 0; i < length; i++) {
        plain.write(plain.toByteArray()[plain.size() - offset]);
      }
      return this;
    }

    private void little(int value, int count) {
      for (int i = 0; i < count; i++) {
        elements.write(value >>> (8 * i));
      }
    }

    byte[] plain() {
      return plain.toByteArray();
    }

    byte[] block() {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      int length = plain.size();
      while (length > 0x7f) {
        out.write(length & 0x7f | 0x80);
        length >>>= 7;
      }
      out.write(length);
      out.writeBytes(elements.toByteArray());
      return out.toByteArray();
    }
  }

  static byte[] literalBlock(byte[] plain) {
    Writer writer = new Writer();
    for (int at = 0; at < plain.length; at += 60_000) {
      writer.literal(Arrays.copyOfRange(plain, at, Math.min(plain.length, at + 60_000)));
    }
    return writer.block();
  }

  private static byte[] unpack(byte[] block, int max) throws WireException {
    return SnappyBlock.decompress(block, 0, block.length, max);
  }

  @Test
  void aBlockMadeByHandUnpacks() throws WireException {
    byte[] block = {10, 1 << 2, 'a', 'b', 7 << 2 | 2, 2, 0};
    assertThat(new String(unpack(block, 100), StandardCharsets.US_ASCII)).isEqualTo("ababababab");
    assertThat(unpack(new byte[] {0}, 100)).isEmpty();
  }

  @Test
  void randomBlocksUnpackToWhatTheyWereMadeFrom() throws WireException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int run = 0; run < 300; run++) {
      Writer writer = new Writer();
      int elements = 1 + random.nextInt(20);
      for (int i = 0; i < elements; i++) {
        int have = writer.plain().length;
        if (have == 0 || random.nextInt(3) == 0) {
          byte[] bytes = new byte[1 + random.nextInt(random.nextInt(10) == 0 ? 700 : 70)];
          random.nextBytes(bytes);
          writer.literal(bytes);
        } else {
          int kind = random.nextInt(3);
          int most = Math.min(have, kind == 0 ? 2047 : 65_535);
          int length = kind == 0 ? 4 + random.nextInt(8) : 1 + random.nextInt(64);
          writer.copy(1 + random.nextInt(most), length, kind == 0 ? 1 : kind == 1 ? 2 : 4);
        }
      }
      assertThat(unpack(writer.block(), 1 << 20)).as("seed " + seed).isEqualTo(writer.plain());
      byte[] cut = Arrays.copyOf(writer.block(), random.nextInt(writer.block().length));
      assertThatThrownBy(() -> unpack(cut, 1 << 20))
          .as("seed " + seed)
          .isInstanceOf(WireException.class);
    }
  }

  @Test
  void whatClaimsToUnpackToMoreThanAllowedOrPossibleIsRefusedBeforeMemoryIsTaken()
      throws WireException {
    byte[] exact = literalBlock(new byte[100]);
    assertThat(unpack(exact, 100)).hasSize(100);
    assertThatThrownBy(() -> unpack(exact, 99)).hasMessageContaining("more than 99 bytes");
    byte[] claim = {(byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f, 0, 'x'};
    assertThatThrownBy(() -> unpack(claim, 1 << 30)).hasMessageContaining("it claims to unpack to");
  }

  @Test
  void copiesFromBeforeTheBeginningAreRefused() {
    byte[] block = {4, 0, 'a', 2 << 2 | 2, 2, 0};
    assertThatThrownBy(() -> unpack(block, 100)).hasMessageContaining("from 2 bytes before");
    byte[] zero = {4, 0, 'a', 2 << 2 | 2, 0, 0};
    assertThatThrownBy(() -> unpack(zero, 100)).hasMessageContaining("from 0 bytes before");
  }
}
