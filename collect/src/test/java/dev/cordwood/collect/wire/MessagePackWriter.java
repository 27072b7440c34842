package dev.cordwood.collect.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Writes MessagePack in any of the forms that a value may have, chosen at random.
final class MessagePackWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final SplittableRandom random;

  MessagePackWriter(SplittableRandom random) {
    this.random = random;
  }

  /// Eight bytes of seconds and nanoseconds, as Fluent Forward has them.
  record EventTime(long seconds, long nanos) {}

  static byte[] bytes(SplittableRandom random, Object value) {
    MessagePackWriter writer = new MessagePackWriter(random);
    writer.write(value);
    return writer.out.toByteArray();
  }

  private void write(Object value) {
    switch (value) {
      case null -> out.write(0xc0);
      case Boolean flag -> out.write(flag ? 0xc3 : 0xc2);
      case Integer number -> integer(number);
      case Long number -> integer(number);
      case Double number -> {
        out.write(0xcb);
        out.writeBytes(ByteBuffer.allocate(8).putDouble(number).array());
      }
      case String text -> sized(text.getBytes(StandardCharsets.UTF_8), 0xa0, 32, 0xd9);
      case byte[] bytes -> sized(bytes, -1, 0, 0xc4);
      case EventTime time -> {
        if (random.nextBoolean()) {
          out.write(0xd7);
        } else {
          out.write(0xc7);
          out.write(8);
        }
        out.write(0);
        out.writeBytes(
            ByteBuffer.allocate(8).putInt((int) time.seconds).putInt((int) time.nanos).array());
      }
      case List<?> list -> {
        count(list.size(), 0x90, 0xdc);
        list.forEach(this::write);
      }
      case Map<?, ?> map -> {
        count(map.size(), 0x80, 0xde);
        map.forEach((key, item) -> {
          write(key);
          write(item);
        });
      }
      default -> throw new IllegalArgumentException(value.getClass().getName());
    }
  }

  private void integer(long value) {
    int width = random.nextInt(5);
    if (width == 0 && value >= -32 && value < 128) {
      out.write((int) value);
    } else if (width <= 1 && value >= Byte.MIN_VALUE && value <= Byte.MAX_VALUE) {
      out.write(0xd0);
      out.write((int) value);
    } else if (width <= 2 && value >= Short.MIN_VALUE && value <= Short.MAX_VALUE) {
      out.write(0xd1);
      out.writeBytes(ByteBuffer.allocate(2).putShort((short) value).array());
    } else if (width <= 3 && value >= Integer.MIN_VALUE && value <= Integer.MAX_VALUE) {
      out.write(0xd2);
      out.writeBytes(ByteBuffer.allocate(4).putInt((int) value).array());
    } else {
      out.write(value >= 0 && random.nextBoolean() ? 0xcf : 0xd3);
      out.writeBytes(ByteBuffer.allocate(8).putLong(value).array());
    }
  }

  private void sized(byte[] bytes, int fixed, int fixedLimit, int first) {
    int form = random.nextInt(4);
    if (form == 0 && bytes.length < fixedLimit) {
      out.write(fixed | bytes.length);
    } else if (form <= 1 && bytes.length < 256) {
      out.write(first);
      out.write(bytes.length);
    } else if (form <= 2 && bytes.length < 65_536) {
      out.write(first + 1);
      out.writeBytes(ByteBuffer.allocate(2).putShort((short) bytes.length).array());
    } else {
      out.write(first + 2);
      out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
    }
    out.writeBytes(bytes);
  }

  private void count(int size, int fixed, int first) {
    int form = random.nextInt(3);
    if (form == 0 && size < 16) {
      out.write(fixed | size);
    } else if (form <= 1 && size < 65_536) {
      out.write(first);
      out.writeBytes(ByteBuffer.allocate(2).putShort((short) size).array());
    } else {
      out.write(first + 1);
      out.writeBytes(ByteBuffer.allocate(4).putInt(size).array());
    }
  }
}
