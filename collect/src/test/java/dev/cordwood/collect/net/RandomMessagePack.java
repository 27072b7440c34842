package dev.cordwood.collect.net;

import java.io.ByteArrayOutputStream;
import java.util.Random;

/// Writes any values of MessagePack in any of their forms.
final class RandomMessagePack {
  private RandomMessagePack() {}

  static void array(Random random, ByteArrayOutputStream out, int depth) {
    int size = random.nextInt(5);
    switch (random.nextInt(3)) {
      case 0 -> out.write(0x90 | size);
      case 1 -> sized(out, 0xdc, 2, size);
      default -> sized(out, 0xdd, 4, size);
    }
    for (int i = 0; i < size; i++) {
      value(random, out, depth + 1);
    }
  }

  private static void value(Random random, ByteArrayOutputStream out, int depth) {
    switch (random.nextInt(depth > 4 ? 8 : 10)) {
      case 0 -> out.write(random.nextInt(128));
      case 1 -> out.write(new int[] {0xc0, 0xc2, 0xc3, 0xe0, 0xff}[random.nextInt(5)]);
      case 2 -> number(random, out);
      case 3 -> bytes(random, out, random.nextInt(32), -1);
      case 4 -> bytes(random, out, random.nextInt(300), random.nextBoolean() ? 0xda : 0xc5);
      case 5 -> bytes(random, out, random.nextInt(200), random.nextBoolean() ? 0xd9 : 0xc4);
      case 6 -> bytes(random, out, random.nextInt(300), random.nextBoolean() ? 0xdb : 0xc6);
      case 7 -> extension(random, out);
      case 8 -> array(random, out, depth);
      default -> {
        int pairs = random.nextInt(4);
        switch (random.nextInt(3)) {
          case 0 -> out.write(0x80 | pairs);
          case 1 -> sized(out, 0xde, 2, pairs);
          default -> sized(out, 0xdf, 4, pairs);
        }
        for (int i = 0; i < 2 * pairs; i++) {
          value(random, out, depth + 1);
        }
      }
    }
  }

  private static void number(Random random, ByteArrayOutputStream out) {
    int[] types = {0xca, 0xcb, 0xcc, 0xcd, 0xce, 0xcf, 0xd0, 0xd1, 0xd2, 0xd3};
    int[] lengths = {4, 8, 1, 2, 4, 8, 1, 2, 4, 8};
    int which = random.nextInt(types.length);
    out.write(types[which]);
    fill(random, out, lengths[which]);
  }

  private static void extension(Random random, ByteArrayOutputStream out) {
    int which = random.nextInt(8);
    if (which < 5) {
      out.write(0xd4 + which);
      fill(random, out, 1 + (1 << which));
    } else {
      int length = random.nextInt(40);
      sized(out, 0xc7 + which - 5, 1 << (which - 5), length);
      fill(random, out, 1 + length);
    }
  }

  private static void bytes(Random random, ByteArrayOutputStream out, int length, int type) {
    switch (type) {
      case 0xd9, 0xc4 -> sized(out, type, 1, length);
      case 0xda, 0xc5 -> sized(out, type, 2, length);
      case 0xdb, 0xc6 -> sized(out, type, 4, length);
      default -> out.write(0xa0 | length);
    }
    fill(random, out, length);
  }

  private static void sized(ByteArrayOutputStream out, int type, int lengthBytes, int length) {
    out.write(type);
    for (int i = lengthBytes - 1; i >= 0; i--) {
      out.write(length >> (8 * i));
    }
  }

  private static void fill(Random random, ByteArrayOutputStream out, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    out.writeBytes(bytes);
  }
}
