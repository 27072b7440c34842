package dev.cordwood.collect.agent;

import java.util.HashMap;
import java.util.Map;

/// The states of all sources of an agent, as the server answers them: magic (u32), version (u16), 0
/// (u16), CRC32C of what follows (u32), count (u32), then sources and states.
final class Positions {
  /// With the prefix that it has in the store a source is still within the store's bound.
  static final int MAX_SOURCE_BYTES = 4 << 10;

  static final int MAX_STATE_BYTES = dev.cordwood.store.Limits.MAX_POSITION_BYTES;

  private static final int MAGIC = 0x43574150; // CWAP
  private static final int HEADER_BYTES = 12;

  private Positions() {}

  static byte[] write(Map<String, String> states) {
    WireWriter content = new WireWriter().u32(states.size());
    states.forEach((source, state) -> content.text(source).text(state));
    byte[] bytes = content.toByteArray();
    return new WireWriter()
        .u32(MAGIC)
        .u16(AgentProtocol.VERSION)
        .u16(0)
        .u32(AgentProtocol.crc(bytes, 0, bytes.length))
        .bytes(bytes)
        .toByteArray();
  }

  static Map<String, String> read(byte[] bytes) throws MalformedMessageException {
    WireReader in = new WireReader(bytes, 0, bytes.length);
    if (bytes.length < HEADER_BYTES || in.u32() != MAGIC) {
      throw new MalformedMessageException("this is no answer of a Cordwood server");
    }
    int version = in.u16();
    if (version != AgentProtocol.VERSION) {
      throw new MalformedMessageException(
          "the server speaks version %d of the protocol and this agent version %d: update the %s"
              .formatted(
                  version,
                  AgentProtocol.VERSION,
                  version < AgentProtocol.VERSION ? "server" : "agent"));
    }
    in.zero();
    if (in.u32() != AgentProtocol.crc(bytes, HEADER_BYTES, bytes.length)) {
      throw new MalformedMessageException("the checksum of the answer is wrong");
    }
    int count = in.count("positions", dev.cordwood.store.Limits.MAX_SOURCES);
    Map<String, String> states = new HashMap<>();
    for (int i = 0; i < count; i++) {
      states.put(in.text("a source", MAX_SOURCE_BYTES), in.text("a state", MAX_STATE_BYTES));
    }
    in.end();
    return states;
  }
}
