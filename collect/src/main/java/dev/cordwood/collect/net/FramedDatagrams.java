package dev.cordwood.collect.net;

/// Datagrams whose frames become rows. One thread's work.
abstract class FramedDatagrams implements DatagramSession {
  static final byte[] NO_ANSWER = {};

  final RowSink rows;
  private String remoteIp = "";

  FramedDatagrams(RowSink rows) {
    this.rows = rows;
  }

  @Override
  public final byte[] datagram(byte[] bytes, int length, String from) {
    if (!from.equals(remoteIp)) {
      remoteIp = from;
      rows.sender(new Sender(from));
    }
    take(bytes, length, from);
    return NO_ANSWER;
  }

  /// Hands the datagram's frames to the rows.
  abstract void take(byte[] bytes, int length, String from);

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
    rows.commit();
  }
}
