package dev.cordwood.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BodyMemoryTest {
  @Test
  void bodiesThatFindNoRoomAreToldToComeAgainUntilOthersAreDone() {
    BodyMemory memory = new BodyMemory(100 << 10, Duration.ofMillis(1));
    try (BodyMemory.Lease second = memory.lease()) {
      try (BodyMemory.Lease first = memory.lease()) {
        first.grow(60 << 10);
        first.grow(50 << 10); // has it already
        second.grow(40 << 10);
        HttpFailure refused =
            catchThrowableOfType(HttpFailure.class, () -> second.grow((40 << 10) + 1));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.retryAfterSeconds()).isPositive();
      }
      second.grow(100 << 10);
      second.grow(1 << 20); // one body alone is always taken: its size has a limit of its own
    }
  }
}
