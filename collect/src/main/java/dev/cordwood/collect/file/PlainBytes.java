package dev.cordwood.collect.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/// A file as it is.
final class PlainBytes implements FileBytes {
  private final FileChannel channel;

  private PlainBytes(FileChannel channel) {
    this.channel = channel;
  }

  /// @throws IOException also when the path has become another file meanwhile
  static PlainBytes open(FileStamp stamp) throws IOException {
    return new PlainBytes(
        stamp.open(() -> FileChannel.open(stamp.path(), StandardOpenOption.READ)));
  }

  @Override
  public int read(long at, byte[] into, int length) throws IOException {
    ByteBuffer target = ByteBuffer.wrap(into, 0, length);
    while (target.hasRemaining() && channel.read(target, at + target.position()) >= 0) {}
    return target.position();
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // nothing was written through it
    }
  }
}
