package dev.cordwood.collect.net;

import dev.cordwood.collect.net.ListenAddress.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// UDP.
final class UdpSource implements DatagramSource {
  /// Asked for; the kernel gives at most `net.core.rmem_max`.
  private static final int RECEIVE_BUFFER_BYTES = 8 << 20;

  private static final int MAX_DATAGRAM_BYTES = 65_535;

  private final DatagramChannel channel;
  private final Selector selector;
  private final InetSocketAddress address;
  private final KernelDrops drops;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_DATAGRAM_BYTES);
  private @Nullable SocketAddress remote;
  private String remoteIp = "";

  private UdpSource(DatagramChannel channel, Selector selector) throws IOException {
    this.channel = channel;
    this.selector = selector;
    address = (InetSocketAddress) channel.getLocalAddress();
    drops = new KernelDrops(address.getPort());
  }

  /// @throws IOException when the address is not to be had; says which, and for what
  static UdpSource open(HostPort address, String listener) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    Selector selector = null;
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
      channel.bind(Addresses.resolve(address));
      channel.configureBlocking(false);
      selector = Selector.open();
      channel.register(selector, SelectionKey.OP_READ);
      return new UdpSource(channel, selector);
    } catch (IOException e) {
      channel.close();
      if (selector != null) {
        selector.close();
      }
      throw new IOException(
          "cannot listen on UDP %s (listener '%s'): %s"
              .formatted(address, listener, e.getMessage()),
          e);
    }
  }

  @Override
  public int receive(byte[] target, Duration timeout) throws IOException {
    buffer.clear();
    SocketAddress from = channel.receive(buffer);
    if (from == null) {
      selector.select(Math.max(1, timeout.toMillis()));
      selector.selectedKeys().clear();
      from = channel.receive(buffer);
    }
    if (from == null) {
      return NONE;
    }
    if (!from.equals(remote)) {
      remote = from;
      remoteIp = Addresses.ip((InetSocketAddress) from);
    }
    buffer.flip();
    int length = Math.min(buffer.remaining(), target.length);
    buffer.get(target, 0, length);
    return length;
  }

  @Override
  public String remoteIp() {
    return remoteIp;
  }

  @Override
  public void reply(byte[] bytes) throws IOException {
    if (remote != null) {
      channel.send(ByteBuffer.wrap(bytes), remote);
    }
  }

  @Override
  public long dropped() {
    return drops.count();
  }

  InetSocketAddress socketAddress() {
    return address;
  }

  @Override
  public String address() {
    return Addresses.text(address);
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}
