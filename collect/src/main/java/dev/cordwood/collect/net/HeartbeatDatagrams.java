package dev.cordwood.collect.net;

/// Heartbeats of Fluent Forward over UDP: a datagram of any content is answered with one byte,
/// which tells senders that the port's TCP side is alive.
final class HeartbeatDatagrams implements DatagramSession {
  private static final byte[] ANSWER = {0};

  @Override
  public byte[] datagram(byte[] bytes, int length, String remoteIp) {
    return ANSWER;
  }

  @Override
  public long due() {
    return RowSink.NEVER;
  }

  @Override
  public void tick(long now) {}

  @Override
  public void finish() {}
}
