package dev.cordwood.query.lang;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv6Test {
  @ParameterizedTest
  @CsvSource({
    "::, 0:0:0:0:0:0:0:0",
    "::1, 0:0:0:0:0:0:0:1",
    "1::, 1:0:0:0:0:0:0:0",
    "1::2, 1:0:0:0:0:0:0:2",
    "2001:DB8::a:b, 2001:db8:0:0:0:0:a:b",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
    "::ffff:1.2.3.4, 0:0:0:0:0:ffff:102:304",
    "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304"
  })
  void addresses(String text, String all) {
    assertThat(Ipv6.parse(text)).hasToString(all);
    assertThat(Ipv6.parse(all)).isEqualTo(Ipv6.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "1",
        "1:",
        ":1",
        ":::",
        "1:::2",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "12345::",
        "g::",
        "1.2.3.4",
        "::1.2.3",
        "::1.2.3.4:5",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::1%eth0",
        "[::1]",
        " ::1",
        "::1 "
      })
  void others(String text) {
    assertThat(Ipv6.parse(text)).isNull();
  }

  @Test
  void isWhatTheJdkReads() throws UnknownHostException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String alphabet = "01af:::.%";
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[16];
      random.nextBytes(bytes);
      for (int zero = random.nextInt(16); zero > 0; zero--) {
        bytes[random.nextInt(16)] = 0;
      }
      String whole = InetAddress.getByAddress(bytes).getHostAddress();
      if (InetAddress.getByAddress(bytes) instanceof Inet6Address) {
        assertThat(Ipv6.parse(whole)).as("seed %d: %s", seed, whole).isEqualTo(of(bytes));
      }
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      Ipv6 parsed = Ipv6.parse(text.toString());
      if (parsed != null) {
        byte[] read = InetAddress.ofLiteral(text.toString()).getAddress();
        assertThat(read.length == 16 ? of(read) : parsed)
            .as("seed %d: %s", seed, text)
            .isEqualTo(parsed);
      }
    }
  }

  private static Ipv6 of(byte[] bytes) {
    BigInteger number = new BigInteger(1, bytes);
    return new Ipv6(number.shiftRight(64).longValue(), number.longValue());
  }
}
