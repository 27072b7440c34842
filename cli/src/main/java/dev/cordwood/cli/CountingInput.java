package dev.cordwood.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/// Counts what is read through it.
final class CountingInput extends FilterInputStream {
  private final LongConsumer listener;

  CountingInput(InputStream in, LongConsumer listener) {
    super(in);
    this.listener = listener;
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    if (value >= 0) {
      listener.accept(1);
    }
    return value;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int count = in.read(bytes, from, length);
    if (count > 0) {
      listener.accept(count);
    }
    return count;
  }
}
