package dev.cordwood.collect.agent;

import java.util.zip.CRC32C;

/// What agents and servers have to agree on. The whole protocol:
///
/// * `GET /api/v1/agent/positions?protocol=1&agent=ID&session=S`: the states of all sources that
///   the server has of this agent ([Positions]). From then on `S` is the agent's session: what
///   comes late from an earlier one is refused.
/// * `POST /api/v1/agent/batch`: a [Message]. Rows and the new states of their sources become
///   durable together, if the server still has the states that the message starts from.
///
/// | answer | meaning |
/// |---|---|
/// | 200 | stored, now or before |
/// | 400 | not a message; nothing was stored |
/// | 409 | the server has other states: ask for them and go on from there |
/// | 423 | another session of this agent has begun |
/// | 503, 507 | no room now: send it again later |
public final class AgentProtocol {
  /// Counts up when messages change so that older programs cannot read them.
  public static final int VERSION = 1;

  public static final String POSITIONS_PATH = "/api/v1/agent/positions";
  public static final String BATCH_PATH = "/api/v1/agent/batch";
  public static final String MEDIA_TYPE = "application/octet-stream";

  /// The states of the agent's sources are not those that it started from.
  public static final int STATUS_CONFLICT = 409;

  /// Another process is this agent now.
  public static final int STATUS_SUPERSEDED = 423;

  private AgentProtocol() {}

  /// Whether a text can be an agent's or a session's id.
  public static boolean isId(String text) {
    int length = text.length();
    if (length < 8 || length > 64) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9')) {
        return false;
      }
    }
    return true;
  }

  /// @return what to tell the agent, or empty when its version is ours
  public static String versionProblem(int version) {
    return version == VERSION
        ? ""
        : "this agent speaks version %d of the protocol and this server version %d: update the %s"
            .formatted(version, VERSION, version < VERSION ? "agent" : "server");
  }

  static int crc(byte[] bytes, int start, int end) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, start, end - start);
    return (int) crc.getValue();
  }
}
