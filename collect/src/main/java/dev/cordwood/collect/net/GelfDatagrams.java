package dev.cordwood.collect.net;

import dev.cordwood.collect.IngestCounters;
import org.jspecify.annotations.Nullable;

/// GELF in datagrams: a message each, or a chunk of one.
final class GelfDatagrams extends FramedDatagrams {
  private final GelfReassembler reassembler;

  GelfDatagrams(RowSink rows, IngestCounters counters) {
    super(rows);
    reassembler = new GelfReassembler(counters, NetLimits.MAX_GELF_CHUNK_BYTES);
  }

  @Override
  void take(byte[] bytes, int length, String from) {
    if (!GelfReassembler.isChunk(bytes, length)) {
      rows.frame(bytes, 0, length);
      return;
    }
    byte @Nullable [] message = reassembler.add(bytes, length, from, System.nanoTime());
    if (message != null) {
      rows.frame(message, 0, message.length);
    }
  }

  @Override
  public void tick(long now) {
    reassembler.expire(now);
    super.tick(now);
  }
}
