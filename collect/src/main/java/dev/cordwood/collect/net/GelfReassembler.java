package dev.cordwood.collect.net;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.RefusalReason;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Puts the messages of GELF together that came in chunks, each a datagram of its own: `1e 0f`, an
/// id of 8 bytes, its number, how many there are, a piece of the message. In any order, some of
/// them twice. Not safe for several threads.
///
/// A message must be complete within [NetLimits#GELF_MILLIS] of its first chunk. Too many
/// unfinished ones, and too many bytes of them, push out the oldest.
final class GelfReassembler {
  private static final int HEAD_BYTES = 12;
  private static final int ID_OFFSET = 2;
  private static final int NUMBER_OFFSET = 10;
  private static final int COUNT_OFFSET = 11;
  private static final long TIMEOUT_NANOS = NetLimits.GELF_MILLIS * 1_000_000L;

  private record Key(long id, String remoteIp) {}

  private static final class Message {
    final long began;
    final byte[] @Nullable [] chunks;
    int missing;
    int bytes;

    Message(long began, int count) {
      this.began = began;
      chunks = new byte[count][];
      missing = count;
    }
  }

  private final IngestCounters counters;
  private final long maxBytes;

  /// Oldest first. A complete one stays until its time is over, so that a chunk that comes twice is
  /// not taken for the start of another.
  private final Map<Key, Message> messages = new LinkedHashMap<>();

  private long bytes;

  /// @param maxBytes of all unfinished messages together
  GelfReassembler(IngestCounters counters, long maxBytes) {
    this.counters = counters;
    this.maxBytes = maxBytes;
  }

  static boolean isChunk(byte[] datagram, int length) {
    return length >= 2 && datagram[0] == 0x1e && datagram[1] == 0x0f;
  }

  /// Bytes that are held.
  long bytes() {
    return bytes;
  }

  int messages() {
    return messages.size();
  }

  /// Takes a chunk.
  ///
  /// @param now as [System#nanoTime] counts
  /// @return the message, when this was its last missing chunk
  byte @Nullable [] add(byte[] datagram, int length, String remoteIp, long now) {
    expire(now);
    int number = length < HEAD_BYTES ? 0 : datagram[NUMBER_OFFSET] & 0xff;
    int count = length < HEAD_BYTES ? 0 : datagram[COUNT_OFFSET] & 0xff;
    if (number >= count || count > NetLimits.MAX_GELF_CHUNKS) {
      counters.refuse(
          RefusalReason.BAD_FRAME,
          "GELF from %s: chunk %d of %d; there may be 1 to %d"
              .formatted(remoteIp, number + 1, count, NetLimits.MAX_GELF_CHUNKS));
      return null;
    }
    Key key = new Key(id(datagram), remoteIp);
    Message message = messages.computeIfAbsent(key, _ -> new Message(now, count));
    if (message.chunks.length != count) {
      counters.refuse(
          RefusalReason.BAD_FRAME,
          "GELF from %s: a message has %d chunks, and %d"
              .formatted(remoteIp, message.chunks.length, count));
      return null;
    }
    if (message.missing == 0 || message.chunks[number] != null) {
      counters.refuse(RefusalReason.DUPLICATE, 1);
      return null;
    }
    byte[] piece = new byte[length - HEAD_BYTES];
    System.arraycopy(datagram, HEAD_BYTES, piece, 0, piece.length);
    message.chunks[number] = piece;
    message.missing--;
    message.bytes += piece.length;
    bytes += piece.length;
    if (message.missing == 0) {
      return whole(message);
    }
    makeRoom();
    return null;
  }

  private static long id(byte[] datagram) {
    long id = 0;
    for (int i = ID_OFFSET; i < NUMBER_OFFSET; i++) {
      id = id << 8 | datagram[i] & 0xff;
    }
    return id;
  }

  private byte[] whole(Message message) {
    byte[] whole = new byte[message.bytes];
    int at = 0;
    for (int i = 0; i < message.chunks.length; i++) {
      byte[] piece = message.chunks[i];
      if (piece != null) {
        System.arraycopy(piece, 0, whole, at, piece.length);
        at += piece.length;
        message.chunks[i] = null;
      }
    }
    bytes -= message.bytes;
    message.bytes = 0;
    return whole;
  }

  private void makeRoom() {
    Iterator<Message> oldest = messages.values().iterator();
    while (messages.size() > NetLimits.MAX_GELF_MESSAGES || bytes > maxBytes) {
      drop(oldest.next(), RefusalReason.TOO_MANY);
      oldest.remove();
    }
  }

  /// Gives up messages whose time is over.
  void expire(long now) {
    Iterator<Message> oldest = messages.values().iterator();
    while (oldest.hasNext()) {
      Message message = oldest.next();
      if (now - message.began < TIMEOUT_NANOS) {
        return;
      }
      drop(message, RefusalReason.INCOMPLETE);
      oldest.remove();
    }
  }

  private void drop(Message message, RefusalReason reason) {
    bytes -= message.bytes;
    if (message.missing > 0) {
      counters.refuse(
          reason,
          "GELF: a message is dropped, %d of its %d chunks are missing"
              .formatted(message.missing, message.chunks.length));
    }
  }
}
