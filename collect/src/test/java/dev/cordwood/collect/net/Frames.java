package dev.cordwood.collect.net;

import dev.cordwood.collect.RefusalReason;
import dev.cordwood.collect.net.Framing.BrokenStreamException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a framing makes of bytes, as text: `frame`, `cut:kept/length`, `bad:reason`,
/// `broken:reason`.
final class Frames implements Framing.Sink {
  static final int MAX_BYTES = 64;

  final List<String> seen = new ArrayList<>();

  @Override
  public void frame(byte[] bytes, int start, int end) {
    seen.add(text(bytes, start, end));
  }

  @Override
  public void cut(byte[] bytes, int start, int end, long length) {
    seen.add("cut:" + text(bytes, start, end) + "/" + length);
  }

  @Override
  public void bad(RefusalReason reason, String what) {
    seen.add("bad:" + reason.label());
  }

  private static String text(byte[] bytes, int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  static FrameBuffer buffer() {
    return new FrameBuffer(new ReceiveBudget(1 << 20), new ReentrantLock());
  }

  static List<String> whole(Function<FrameBuffer, Framing> framing, byte[] bytes) {
    return cut(framing, bytes, null);
  }

  static List<String> whole(Function<FrameBuffer, Framing> framing, String text) {
    return whole(framing, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// Fed in pieces of random lengths, each in an array of its own that is overwritten after it.
  static List<String> cut(
      Function<FrameBuffer, Framing> framing, byte[] bytes, @Nullable Random random) {
    Frames frames = new Frames();
    FrameBuffer buffer = buffer();
    Framing made = framing.apply(buffer);
    try {
      int at = 0;
      while (at < bytes.length) {
        int length =
            random == null ? bytes.length : Math.min(bytes.length - at, 1 + random.nextInt(20));
        byte[] piece = new byte[length + 2];
        System.arraycopy(bytes, at, piece, 1, length);
        made.feed(piece, 1, 1 + length, frames);
        Arrays.fill(piece, (byte) '#');
        at += length;
      }
      made.finish(frames);
    } catch (BrokenStreamException e) {
      frames.seen.add("broken:" + e.reason().label());
    }
    if (buffer.taken() != 0) {
      throw new AssertionError("memory is not given back");
    }
    return frames.seen;
  }
}
