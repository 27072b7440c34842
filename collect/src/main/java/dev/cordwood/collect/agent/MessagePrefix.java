package dev.cordwood.collect.agent;

import dev.cordwood.store.EventBatchCodec;

/// What a message begins with, so that a server can see whether it has room for the rest. See
/// [Message] for its form.
///
/// @param rawBytes of the batch before compression
public record MessagePrefix(int headerBytes, int headerCrc, int batchBytes, int rawBytes) {
  public static final int BYTES = 24;

  static final int MAGIC = 0x43574147; // CWAG

  /// @param bytes exactly [#BYTES]
  public static MessagePrefix read(byte[] bytes) throws MalformedMessageException {
    WireReader in = new WireReader(bytes, 0, bytes.length);
    if (in.u32() != MAGIC) {
      throw new MalformedMessageException("this is no message of an agent");
    }
    String problem = AgentProtocol.versionProblem(in.u16());
    if (!problem.isEmpty()) {
      throw new MalformedMessageException(problem);
    }
    in.zero();
    int headerBytes = in.count("bytes of the header", Limits.MAX_HEADER_BYTES);
    int crc = in.u32();
    int batchBytes = in.count("bytes of the batch", Limits.MAX_BATCH_BYTES);
    int raw = in.count("bytes of the batch before compression", Limits.MAX_BATCH_BYTES);
    in.end();
    if (batchBytes == 0 && raw != 0) {
      throw new MalformedMessageException("a size of a batch that is not there");
    }
    return new MessagePrefix(headerBytes, crc, batchBytes, raw);
  }

  /// How many bytes follow.
  public int restBytes() {
    return headerBytes + batchBytes;
  }

  /// The most memory that reading and storing the rest takes.
  public long memoryNeeded() {
    return 4L * headerBytes + batchBytes + EventBatchCodec.memoryNeeded(rawBytes);
  }
}
