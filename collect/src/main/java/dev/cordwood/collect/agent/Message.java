package dev.cordwood.collect.agent;

import dev.cordwood.event.EventBatch;
import dev.cordwood.store.EventBatchCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What an agent sends: rows, how far their sources move with them, and how it is.
///
/// ```
/// prefix  magic (u32), version (u16), 0 (u16), bytes of the header (u32), CRC32C of the header (u32),
///         bytes of the batch (u32), its bytes before compression (u32)
/// header  agent, session, report, fingerprint, moves
/// batch   see EventBatchCodec; nothing for no rows
/// ```
///
/// Numbers are big-endian, but for those in the batch.
///
/// @param fingerprint of all states that the agent thinks the server has, see [Fingerprint]; looked
///   at only when nothing moves
/// @param batch the rows as [EventBatchCodec] writes them, or nothing
record Message(
    String agent,
    String session,
    AgentReport report,
    long fingerprint,
    List<Move> moves,
    byte[] batch) {
  static final byte[] NO_BATCH = {};

  /// The bytes before compression are written in the batch, little-endian.
  private static int rawBytes(byte[] bytes, int batchStart) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(batchStart + 4);
  }

  byte[] write() {
    WireWriter header = new WireWriter();
    header.text(agent).text(session);
    header.text(report.name()).text(report.host()).text(report.version());
    header.u64(report.files()).u64(report.behindBytes()).u64(report.lostLines());
    header.u32(report.sources().size());
    for (AgentReport.Source source : report.sources()) {
      header.text(source.path()).u64(source.offset()).u64(source.behindBytes());
    }
    header.u64(fingerprint);
    header.u32(moves.size());
    for (Move move : moves) {
      header.text(move.source()).text(move.from()).text(move.to());
    }
    byte[] head = header.toByteArray();
    return new WireWriter()
        .u32(MessagePrefix.MAGIC)
        .u16(AgentProtocol.VERSION)
        .u16(0)
        .u32(head.length)
        .u32(AgentProtocol.crc(head, 0, head.length))
        .u32(batch.length)
        .u32(batch.length == 0 ? 0 : rawBytes(batch, 0))
        .bytes(head)
        .bytes(batch)
        .toByteArray();
  }

  /// @param rest all that follows the prefix
  static Message read(MessagePrefix prefix, byte[] rest) throws MalformedMessageException {
    if (rest.length != prefix.restBytes()) {
      throw new MalformedMessageException(
          "%d bytes where %d were announced".formatted(rest.length, prefix.restBytes()));
    }
    int headerEnd = prefix.headerBytes();
    if (AgentProtocol.crc(rest, 0, headerEnd) != prefix.headerCrc()) {
      throw new MalformedMessageException("the checksum of the header is wrong");
    }
    WireReader in = new WireReader(rest, 0, headerEnd);
    String agent = id(in, "the agent's id");
    String session = id(in, "the session");
    AgentReport report = report(in);
    long fingerprint = in.u64();
    int count = in.count("moves", Limits.MAX_MOVES);
    List<Move> moves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      moves.add(
          new Move(
              in.text("a source", Positions.MAX_SOURCE_BYTES),
              in.text("a state", Positions.MAX_STATE_BYTES),
              in.text("a state", Positions.MAX_STATE_BYTES)));
    }
    in.end();
    byte[] batch = NO_BATCH;
    if (prefix.batchBytes() > 0) {
      if (prefix.batchBytes() < EventBatchCodec.HEADER_BYTES
          || rawBytes(rest, headerEnd) != prefix.rawBytes()) {
        throw new MalformedMessageException("the size of the batch is not the announced one");
      }
      batch = Arrays.copyOfRange(rest, headerEnd, rest.length);
    }
    return new Message(agent, session, report, fingerprint, moves, batch);
  }

  /// The rows.
  EventBatch rows() throws IOException {
    return batch.length == 0
        ? new EventBatch(0, new long[0], List.of(), 0)
        : EventBatchCodec.read(batch, 0, batch.length);
  }

  private static String id(WireReader in, String what) throws MalformedMessageException {
    String id = in.text(what, 64);
    if (!AgentProtocol.isId(id)) {
      throw new MalformedMessageException(what + " is none: 8 to 64 letters a-z and digits");
    }
    return id;
  }

  private static AgentReport report(WireReader in) throws MalformedMessageException {
    String name = in.text("the name", Limits.MAX_TEXT_BYTES);
    String host = in.text("the host", Limits.MAX_TEXT_BYTES);
    String version = in.text("the version", Limits.MAX_TEXT_BYTES);
    long files = in.size("files");
    long behind = in.size("bytes behind");
    long lost = in.size("lost lines");
    int count = in.count("reported sources", Limits.MAX_REPORTED_SOURCES);
    List<AgentReport.Source> sources = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sources.add(
          new AgentReport.Source(
              in.text("a path", Limits.MAX_TEXT_BYTES),
              in.size("an offset"),
              in.size("bytes behind")));
    }
    return new AgentReport(name, host, version, files, behind, lost, sources);
  }
}
