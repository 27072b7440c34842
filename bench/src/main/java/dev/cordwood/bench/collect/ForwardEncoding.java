package dev.cordwood.bench.collect;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Messages of Fluent Forward (protocol version 1) in MessagePack.
final class ForwardEncoding {
  private static final int CHUNK_LENGTH = 24;

  private int chunks;

  /// Forward mode: an array of events, without acknowledgement.
  static Piece forward(List<LogEvent> events) {
    ByteWriter out = new ByteWriter();
    out.put(0x92);
    text("shop.app", out);
    out.put(0xdd).big(events.size(), 4); // array 32
    events.forEach(event -> event(event, out));
    return Piece.of(out, events.size());
  }

  /// PackedForward mode: a binary with events, which is to be acknowledged.
  Piece packed(List<LogEvent> events) {
    ByteWriter entries = new ByteWriter();
    events.forEach(event -> event(event, entries));
    String chunk = ("%0" + CHUNK_LENGTH + "d").formatted(chunks++);
    ByteWriter out = new ByteWriter();
    out.put(0x93);
    text("shop.app", out);
    out.put(0xc6).big(entries.size(), 4).all(entries); // bin 32
    out.put(0x82);
    text("size", out);
    out.put(0xce).big(events.size(), 4);
    text("chunk", out);
    text(chunk, out);
    ByteWriter answer = new ByteWriter().put(0x81);
    text("ack", answer);
    text(chunk, answer);
    return new Piece(out.bytes(), events.size(), out.size(), answer.bytes());
  }

  private static void event(LogEvent event, ByteWriter out) {
    out.put(0x92).put(0xd7).put(0); // EventTime, extension 0 of 8 bytes
    out.big(event.timeNanos() / 1_000_000_000L, 4).big(event.timeNanos() % 1_000_000_000L, 4);
    out.put(0x80 | 9);
    pair("level", event.level().word(), out);
    pair("service", event.service(), out);
    pair("host", event.host(), out);
    pair("logger", event.logger(), out);
    pair("thread", event.thread(), out);
    pair("trace_id", java.util.HexFormat.of().formatHex(event.traceId()), out);
    text("order_id", out);
    out.put(0xce).big(event.orderId(), 4);
    text("duration_ms", out);
    out.put(0xcd).big(event.durationMillis(), 2);
    pair("message", event.message(), out);
  }

  private static void pair(String name, String value, ByteWriter out) {
    text(name, out);
    text(value, out);
  }

  private static void text(String ascii, ByteWriter out) {
    byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
    if (bytes.length < 32) {
      out.put(0xa0 | bytes.length);
    } else {
      out.put(0xd9).put(bytes.length); // str 8
    }
    out.bytes(bytes);
  }
}
