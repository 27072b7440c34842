package dev.cordwood.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FilterWriterTest {
  /// Groups of every size, so that each way of slicing is taken, bit by bit.
  @Test
  void slicesGroupsOfAnySize() throws IOException {
    Random random = new Random(7);
    for (int blocks = 1; blocks <= 70; blocks++) {
      FilterWriter writer = new FilterWriter();
      List<long[]> filters = new ArrayList<>();
      for (int block = 0; block < blocks; block++) {
        TokenSet tokens = new TokenSet();
        for (int i = 0; i < 100; i++) {
          tokens.add(random.nextLong());
        }
        filters.add(TokenFilter.build(tokens));
        writer.add(block, tokens);
      }
      List<byte[]> sections = new ArrayList<>();
      writer.writeStripe((bytes, length) -> {
        sections.add(java.util.Arrays.copyOf(bytes, length));
        return 0;
      });
      assertThat(sections).hasSize(1);
      byte[] sliced = sections.getFirst();
      int places = filters.getFirst().length * 64;
      assertThat(sliced).hasSize((places * blocks + 7) / 8);
      for (int place = 0; place < places; place++) {
        for (int block = 0; block < blocks; block++) {
          int at = place * blocks + block;
          boolean found = (sliced[at >>> 3] >>> (at & 7) & 1) != 0;
          boolean wanted = (filters.get(block)[place >>> 6] >>> place & 1) != 0;
          if (found != wanted) {
            throw new AssertionError("bit %d of block %d of %d".formatted(place, block, blocks));
          }
        }
      }
    }
  }
}
