package dev.cordwood.collect.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

/// A stream over a Unix domain socket.
record UnixWire(SocketChannel channel) implements Wire {
  @Override
  public void open() {}

  @Override
  public InputStream input() {
    return Channels.newInputStream(channel);
  }

  @Override
  public OutputStream output() {
    return Channels.newOutputStream(channel);
  }

  @Override
  public String remoteIp() {
    return "";
  }

  @Override
  public String remote() {
    return "a process of this machine";
  }

  @Override
  public void stopInput() throws IOException {
    channel.shutdownInput();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  @Override
  public void abort() {
    try {
      channel.close();
    } catch (IOException e) {
      // it is gone either way
    }
  }
}
