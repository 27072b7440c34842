package dev.cordwood.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
  private static final class Collected implements LineSplitter.Sink {
    final List<String> lines = new ArrayList<>();

    @Override
    public void line(byte[] bytes, int start, int end) {
      lines.add(new String(bytes, start, end - start, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void longLine(byte[] bytes, int start, int end, long length) {
      String kept = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
      lines.add(kept + "… of " + length);
    }
  }

  private static List<String> split(byte[] bytes, int max, SplittableRandom random) {
    Collected collected = new Collected();
    LineSplitter splitter = new LineSplitter(max, collected);
    int at = 0;
    while (at < bytes.length) {
      int end = Math.min(bytes.length, at + random.nextInt(1, 40));
      splitter.feed(bytes, at, end);
      at = end;
    }
    splitter.finish();
    return collected.lines;
  }

  private static List<String> model(String text, int max) {
    List<String> lines = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int feed = text.indexOf('\n', at);
      int end = feed < 0 ? text.length() : feed;
      String line = text.substring(at, end);
      lines.add(line.length() <= max ? line : line.substring(0, max) + "… of " + line.length());
      at = end + 1;
    }
    return lines;
  }

  @Test
  void anyPiecesGiveTheSameLines() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 3000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(300); length > 0; length--) {
        text.append(random.nextInt(12) == 0 ? '\n' : (char) ('a' + random.nextInt(26)));
      }
      int max = random.nextInt(1, 30);
      byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
      assertThat(split(bytes, max, random))
          .as("seed %d, max %d: %s", seed, max, text)
          .isEqualTo(model(text.toString(), max));
    }
  }

  @Test
  void aLineThatNeverEndsTakesNoMoreMemoryThanTheLimit() {
    Collected collected = new Collected();
    LineSplitter splitter = new LineSplitter(1000, collected);
    byte[] piece = new byte[1 << 20];
    Arrays.fill(piece, (byte) 'x');
    for (int i = 0; i < 4096; i++) { // 4 GB: more than this JVM's heap by far
      splitter.feed(piece, 0, piece.length);
    }
    assertThat(collected.lines).isEmpty();
    splitter.feed(new byte[] {'\n', 'a', '\n'}, 0, 3);
    assertThat(collected.lines).containsExactly("x".repeat(1000) + "… of " + (4096L << 20), "a");
  }
}
