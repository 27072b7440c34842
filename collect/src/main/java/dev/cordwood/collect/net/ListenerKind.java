package dev.cordwood.collect.net;

import java.util.Arrays;
import java.util.Optional;

/// What a listener understands.
public enum ListenerKind {
  /// A JSON object a line, over TCP.
  JSON("json", Transport.TCP, 0),
  /// Lines of any known format, over TCP.
  LINES("lines", Transport.TCP, 0),
  /// RFC 3164 and 5424, over UDP.
  SYSLOG_UDP("syslog-udp", Transport.UDP, 0),
  /// RFC 3164 and 5424, over TCP, octet counted or a line each (RFC 6587, 5425).
  SYSLOG_TCP("syslog-tcp", Transport.TCP, 0),
  /// What `syslog(3)` and `logger` write to `/dev/log`.
  SYSLOG_UNIX("syslog-unix", Transport.UNIX, 0),
  GELF_UDP("gelf-udp", Transport.UDP, 2 << 20),
  GELF_TCP("gelf-tcp", Transport.TCP, 2 << 20),
  /// Python's `SocketHandler` (TCP) and `DatagramHandler` (UDP, same port).
  PYTHON("python", Transport.TCP, 1 << 20),
  /// Fluent Forward version 1 (TCP, with heartbeats over UDP, same port).
  FORWARD("forward", Transport.TCP, 32 << 20);

  /// How bytes come in.
  enum Transport {
    TCP,
    UDP,
    UNIX
  }

  private final String id;
  private final Transport transport;
  private final int defaultFrameBytes;

  ListenerKind(String id, Transport transport, int defaultFrameBytes) {
    this.id = id;
    this.transport = transport;
    this.defaultFrameBytes = defaultFrameBytes;
  }

  /// As it is called in the configuration: `syslog-udp`.
  public String id() {
    return id;
  }

  Transport transport() {
    return transport;
  }

  /// 0 where a frame is a line, which has a length of its own.
  int defaultFrameBytes() {
    return defaultFrameBytes;
  }

  public static Optional<ListenerKind> of(String id) {
    return Arrays.stream(values()).filter(kind -> kind.id.equals(id)).findFirst();
  }

  /// `json, lines, …`, for messages.
  public static String known() {
    return String.join(", ", Arrays.stream(values()).map(ListenerKind::id).toList());
  }
}
