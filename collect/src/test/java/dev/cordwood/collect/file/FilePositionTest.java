package dev.cordwood.collect.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.event.Timestamps;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FilePositionTest {
  private static final FilePosition POSITION =
      new FilePosition(
          12_345,
          20_000,
          1_024,
          -1,
          256,
          77,
          1,
          2,
          3,
          4,
          Encoding.UTF_16LE,
          true,
          "csv\ta b\nc",
          "/target with\tblanks 7",
          "/logs/with blanks\nand more.log");

  @Test
  void whatIsWrittenIsRead() {
    assertThat(FilePosition.decode(POSITION.encode())).isEqualTo(POSITION);
  }

  @Test
  void whatTheFirstVersionWroteIsRead() {
    FilePosition old = FilePosition.decode("1 4711 256:ff 256:1a 5 6 /logs/my app.log");
    assertThat(old).isNotNull();
    assertThat(old.offset()).isEqualTo(4_711);
    assertThat(old.headLength()).isEqualTo(256);
    assertThat(old.headHash()).isEqualTo(0xff);
    assertThat(old.tailHash()).isEqualTo(0x1a);
    assertThat(old.born()).isEqualTo(5);
    assertThat(old.modified()).isEqualTo(6);
    assertThat(old.source()).isEqualTo("/logs/my app.log");
    assertThat(old.unread()).isZero();
    assertThat(old.lastTime()).isEqualTo(Timestamps.NONE);
    assertThat(old.isPacked()).isFalse();
  }

  @Test
  void whatTheSecondVersionWroteIsRead() {
    FilePosition old =
        FilePosition.decode("2 4711 5000 256:ff 256:1a 5 6 -1 7 auto 1 5 csv\ta /logs/my app.log");
    assertThat(old).isNotNull();
    assertThat(old.unread()).isEqualTo(289);
    assertThat(old.lastTime()).isEqualTo(7);
    assertThat(old.continued()).isTrue();
    assertThat(old.format()).isEqualTo("csv\ta");
    assertThat(old.target()).isEmpty();
    assertThat(old.source()).isEqualTo("/logs/my app.log");
    assertThat(old.encode()).as("as long as there is no link").startsWith("2 ");
  }

  @Test
  void whatIsDamagedIsNoPosition() {
    assertThat(FilePosition.decode("")).isNull();
    assertThat(FilePosition.decode("3 1 2")).isNull();
    assertThat(FilePosition.decode("4" + POSITION.encode().substring(1))).isNull();
    assertThat(FilePosition.decode("1 5 999:ff 5:1 5 6 /x"))
        .isNull(); // a head longer than the file
    long seed = Long.getLong("seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    String whole = POSITION.encode();
    for (int i = 0; i < 10_000; i++) {
      StringBuilder text = new StringBuilder(whole);
      text.setLength(random.nextInt(whole.length()));
      if (!text.isEmpty()) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(32, 127));
      }
      @Nullable FilePosition position = FilePosition.decode(text.toString());
      assertThat(position == null || position.headLength() <= Evidence.HEAD_BYTES)
          .as("seed %d: %s", seed, text)
          .isTrue();
    }
  }
}
