package dev.cordwood.collect.net;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.RefusalReason;
import dev.cordwood.collect.net.Framing.BrokenStreamException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A connection of Fluent Forward. A message that asks for it is acknowledged when its rows are
/// durable, those of one piece of input together; where a row could not be stored the connection is
/// closed without an answer, and the sender sends again. It is closed too where a message is not
/// MessagePack, of which nothing is stored.
final class ForwardSession implements StreamSession, Framing.Sink {
  private final Framing framing;
  private final RowSink rows;
  private final Sender sender;
  private final Wire wire;
  private final IngestCounters counters;
  private final List<byte[]> chunks = new ArrayList<>();
  private @Nullable ForwardHandshake handshake;
  private String refusal = "";

  ForwardSession(
      Framing framing,
      RowSink rows,
      Wire wire,
      @Nullable ForwardHandshake handshake,
      IngestCounters counters) {
    this.framing = framing;
    this.rows = rows;
    sender = rows.sender();
    this.wire = wire;
    this.handshake = handshake;
    this.counters = counters;
  }

  @Override
  public void begin() throws IOException {
    if (handshake != null) {
      send(handshake.helo());
    }
  }

  @Override
  public void feed(byte[] bytes, int start, int end) throws IOException, BrokenStreamException {
    try {
      framing.feed(bytes, start, end, this);
    } catch (BrokenStreamException e) {
      acknowledge(); // what came whole before it
      throw e;
    }
    acknowledge();
    if (!refusal.isEmpty()) {
      throw new BrokenStreamException(RefusalReason.UNAUTHORIZED, refusal);
    }
    if (!sender.failure().isEmpty()) {
      throw new BrokenStreamException(RefusalReason.BAD_FRAME, sender.failure());
    }
  }

  private void acknowledge() throws IOException, BrokenStreamException {
    if (chunks.isEmpty()) {
      return;
    }
    if (!rows.commit()) {
      chunks.clear();
      throw new BrokenStreamException(
          RefusalReason.STORE_FAILED, "its rows are not stored; it has to send them again");
    }
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    for (byte[] chunk : chunks) {
      answer.writeBytes(new AnswerWriter().map(1).text("ack").text(chunk).bytes());
    }
    chunks.clear();
    send(answer.toByteArray());
  }

  private void send(byte[] bytes) throws IOException {
    wire.output().write(bytes);
    wire.output().flush();
  }

  @Override
  public void frame(byte[] bytes, int start, int end) {
    if (!refusal.isEmpty() || !sender.failure().isEmpty()) {
      return;
    }
    if (handshake != null) {
      ping(handshake, bytes, start, end);
      return;
    }
    rows.frame(bytes, start, end);
    byte[] chunk = sender.takeChunk();
    if (chunk.length > 0) {
      chunks.add(chunk);
    }
  }

  private void ping(ForwardHandshake current, byte[] bytes, int start, int end) {
    ForwardHandshake.Outcome outcome = current.ping(bytes, start, end);
    refusal = outcome.refusal();
    handshake = null;
    try {
      send(outcome.answer());
    } catch (IOException e) {
      refusal = "it went away before it was answered";
    }
  }

  @Override
  public void cut(byte[] bytes, int start, int end, long length) {
    counters.refuse(
        RefusalReason.TOO_LARGE,
        "a message from %s of %d bytes is too large; it is not acknowledged"
            .formatted(wire.remote(), length));
  }

  @Override
  public void bad(RefusalReason reason, String what) {
    counters.refuse(reason, "connection from %s: %s".formatted(wire.remote(), what));
  }

  @Override
  public long due() {
    return rows.due();
  }

  @Override
  public void tick(long now) {
    rows.tick(now);
  }

  @Override
  public void finish() {
    framing.finish(this);
    rows.commit();
  }
}
