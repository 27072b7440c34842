package dev.cordwood.collect.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class ReceiveBudgetTest {
  private static final int KILO = 1 << 10;

  private final ReceiveBudget budget = new ReceiveBudget(64 * KILO);

  private FrameBuffer buffer() {
    return new FrameBuffer(budget, new ReentrantLock());
  }

  private static void grow(FrameBuffer buffer, int bytes) {
    byte[] kilo = new byte[KILO];
    for (int i = 0; i < bytes; i += KILO) {
      buffer.append(kilo, 0, KILO, 1 << 20);
    }
  }

  @Test
  void shortLinesCostNothing() {
    FrameBuffer buffer = buffer();
    grow(buffer, FrameBuffer.FREE_BYTES);
    assertThat(budget.used()).isZero();
    assertThat(buffer.isCut()).isFalse();
  }

  @Test
  void whatIsTakenIsGivenBack() {
    FrameBuffer buffer = buffer();
    grow(buffer, 20 * KILO);
    assertThat(budget.used()).isBetween(16L * KILO, 40L * KILO);
    buffer.clear();
    assertThat(budget.used()).isZero();
    assertThat(buffer.isEmpty()).isTrue();
  }

  @Test
  void theLongestLineIsCutForAnother() {
    FrameBuffer large = buffer();
    grow(large, 60 * KILO);
    FrameBuffer small = buffer();
    grow(small, 20 * KILO);
    assertThat(small.isCut()).isFalse();
    assertThat(small.kept()).isEqualTo(20 * KILO);
    assertThat(large.isCut()).isTrue();
    assertThat(large.kept()).isEqualTo(FrameBuffer.FREE_BYTES);
    assertThat(large.length()).isEqualTo(60L * KILO);
    grow(large, 10 * KILO);
    assertThat(large.kept()).isEqualTo(FrameBuffer.FREE_BYTES);
    assertThat(large.length()).isEqualTo(70L * KILO);
    large.clear();
    grow(large, 8 * KILO);
    assertThat(large.isCut()).isFalse();
  }

  @Test
  void whoAsksIsCutWhenItIsTheLongestItself() {
    FrameBuffer small = buffer();
    grow(small, 20 * KILO);
    FrameBuffer large = buffer();
    grow(large, 200 * KILO);
    assertThat(small.isCut()).isFalse();
    assertThat(large.isCut()).isTrue();
    assertThat(large.length()).isEqualTo(200L * KILO);
  }

  @Test
  void oneThatIsAtWorkIsNotCutByOthers() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    FrameBuffer busy = new FrameBuffer(budget, lock);
    Thread owner =
        Thread.ofVirtual()
            .start(() -> {
              grow(busy, 60 * KILO);
              lock.lock();
            });
    owner.join();
    FrameBuffer other = buffer();
    grow(other, 20 * KILO);
    assertThat(busy.kept()).isEqualTo(60 * KILO);
    assertThat(other.isCut()).isTrue();
  }

  @Test
  void neverIsMoreUsedThanThereIs() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<FrameBuffer> buffers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      buffers.add(buffer());
    }
    for (int i = 0; i < 5_000; i++) {
      FrameBuffer buffer = buffers.get(random.nextInt(buffers.size()));
      if (random.nextInt(10) == 0) {
        buffer.clear();
      } else {
        grow(buffer, KILO * (1 + random.nextInt(8)));
      }
      assertThat(budget.used()).as("seed %d", seed).isLessThanOrEqualTo(budget.limit());
      long taken = buffers.stream().mapToLong(FrameBuffer::taken).sum();
      assertThat(budget.used()).as("seed %d", seed).isEqualTo(taken);
    }
    buffers.forEach(FrameBuffer::clear);
    assertThat(budget.used()).isZero();
  }
}
