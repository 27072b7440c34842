package dev.cordwood.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokensSplitTest {
  private record Word(int start, int end, long hash, boolean digit) {}

  @Test
  void findsTheSameWordsAsForEach() {
    int[] points = {'a', 'Z', '0', '9', '_', '-', ' ', 0, 0x7f, 0xe9, 0x130, 0x212a, 0x17f, 0x663};
    for (long seed = 1; seed <= 2000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        text.appendCodePoint(
            random.nextInt(8) == 0
                ? new int[] {0x65e5, 0x1f600, 0x10400, 0x2026, 0xad}[random.nextInt(5)]
                : points[random.nextInt(points.length)]);
      }
      byte[] bytes = RandomEvents.utf8(text.toString());
      Words words = new Words();
      Tokens.split(bytes, 0, bytes.length, words);
      List<Word> split = new ArrayList<>();
      for (int i = 0; i < words.count; i++) {
        split.add(new Word(words.starts[i], words.ends[i], words.hashes[i], words.digits[i]));
      }
      List<Word> each = new ArrayList<>();
      Tokens.forEach(
          bytes, 0, bytes.length, (start, end, hash) -> each.add(word(bytes, start, end, hash)));
      assertThat(split).as("seed %d: %s", seed, text).isEqualTo(each);
    }
  }

  private static Word word(byte[] text, int start, int end, long hash) {
    boolean digit = false;
    for (int i = start; i < end; i++) {
      digit |= text[i] >= '0' && text[i] <= '9';
    }
    return new Word(start, end, hash, digit);
  }
}
