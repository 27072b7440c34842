package dev.cordwood.collect.net;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Writes the little MessagePack that answers of Fluent Forward need.
final class AnswerWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /// @param size at most 15
  AnswerWriter array(int size) {
    out.write(0x90 | size);
    return this;
  }

  /// @param size at most 15
  AnswerWriter map(int size) {
    out.write(0x80 | size);
    return this;
  }

  AnswerWriter bool(boolean value) {
    out.write(value ? 0xc3 : 0xc2);
    return this;
  }

  AnswerWriter text(String text) {
    return text(text.getBytes(StandardCharsets.UTF_8));
  }

  AnswerWriter text(byte[] text) {
    if (text.length < 32) {
      out.write(0xa0 | text.length);
    } else if (text.length < 0x100) {
      out.write(0xd9);
      out.write(text.length);
    } else {
      length(0xda, 0xdb, text.length);
    }
    out.writeBytes(text);
    return this;
  }

  AnswerWriter binary(byte[] bytes) {
    if (bytes.length < 0x100) {
      out.write(0xc4);
      out.write(bytes.length);
    } else {
      length(0xc5, 0xc6, bytes.length);
    }
    out.writeBytes(bytes);
    return this;
  }

  private void length(int shortType, int longType, int length) {
    if (length < 0x10000) {
      out.write(shortType);
    } else {
      out.write(longType);
      out.write(length >> 24);
      out.write(length >> 16);
    }
    out.write(length >> 8);
    out.write(length);
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}
