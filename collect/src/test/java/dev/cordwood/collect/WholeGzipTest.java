package dev.cordwood.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeGzipTest {
  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  /// Hands out so many bytes at a time and never knows whether there are more, as a connection.
  private static InputStream slowly(byte[] bytes, int step) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] buffer, int offset, int length) {
        return super.read(buffer, offset, Math.min(step, length));
      }

      @Override
      public synchronized int available() {
        return 0;
      }
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 1000})
  void membersFollowEachOtherAndEveryOtherEndIsAnError(int step) throws IOException {
    byte[] one = gzip("one\n".repeat(20));
    byte[] two = gzip("two\n".repeat(20));
    byte[] both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    for (int length = 0; length <= both.length; length++) {
      byte[] cut = Arrays.copyOf(both, length);
      if (length == one.length || length == both.length) {
        String text =
            new String(WholeGzip.of(slowly(cut, step)).readAllBytes(), StandardCharsets.UTF_8);
        assertThat(text)
            .isEqualTo("one\n".repeat(20) + (length == one.length ? "" : "two\n".repeat(20)));
      } else {
        assertThatThrownBy(() -> WholeGzip.of(slowly(cut, step)).readAllBytes())
            .as("cut at %d of %d", length, both.length)
            .isInstanceOf(IOException.class);
      }
    }
    assertThatThrownBy(
            () -> WholeGzip.of(slowly(Arrays.copyOf(both, both.length + 1), step)).readAllBytes())
        .hasMessageContaining("not gzip");
  }
}
