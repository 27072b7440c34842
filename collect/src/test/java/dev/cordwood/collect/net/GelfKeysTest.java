package dev.cordwood.collect.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GelfKeysTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"_a\":1,\"b\":{\"_c\":2}} | {\"a\":1,\"b\":{\"_c\":2}} | ",
        "{\"timestamp\":1.5,\"host\":\"timestamp\"} | {\"_time\":1.5,\"host\":\"timestamp\"} | ",
        "{ \"level\" : 3 , \"x\":1} | { \"severity\":3,\"level\":\"error\" , \"x\":1} | ",
        "{\"level\":8} | {\"level\":8} | ",
        "{\"level\":33} | {\"level\":33} | ",
        "{\"level\":\"3\"} | {\"level\":\"3\"} | ",
        "{\"short_message\":\"a\\\"b\",\"c\":[\"_d\"]} | {\"_msg\":null,\"c\":[\"_d\"]} | a\\\"b",
        "{\"short_message\":5} | {\"_msg\":5} | ",
        "{\"_\":5} | {\"_\":5} | ",
        "{\"_id\":\"{,\\\"_x\\\":\"} | {\"id\":\"{,\\\"_x\\\":\"} | "
      })
  void theKeysOfTheObjectAreRewritten(String from, String to, String message) {
    byte[] bytes = from.getBytes(StandardCharsets.UTF_8);
    GelfKeys keys = new GelfKeys();
    keys.rewrite(bytes, 0, bytes.length);
    assertThat(new String(keys.bytes(), 0, keys.size(), StandardCharsets.UTF_8)).isEqualTo(to);
    assertThat(from.substring(keys.messageStart(), keys.messageEnd()))
        .isEqualTo(message == null ? "" : message);
  }

  @RepeatedTest(5)
  void textsOfJsonAreDecodedAsTheyWereEncoded() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      StringBuilder text = new StringBuilder();
      StringBuilder json = new StringBuilder();
      for (int c = random.nextInt(20); c > 0; c--) {
        int point = "a\"\\/\b\f\n\r\té€😀\0".codePoints().toArray()[random.nextInt(13)];
        text.appendCodePoint(point);
        encode(point, json, random);
      }
      byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
      assertThat(new String(JsonText.decode(bytes, 0, bytes.length), StandardCharsets.UTF_8))
          .as("seed %d: %s", seed, json)
          .isEqualTo(text.toString());
    }
  }

  private static void encode(int point, StringBuilder json, Random random) {
    int named = "\"\\/\b\f\n\r\t".indexOf(point);
    if (named >= 0 && random.nextBoolean()) {
      json.append('\\').append("\"\\/bfnrt".charAt(named));
    } else if (point < ' ' || named >= 0 || random.nextBoolean()) {
      for (char unit : Character.toChars(point)) {
        json.append("\\u%04x".formatted((int) unit));
      }
    } else {
      json.appendCodePoint(point);
    }
  }
}
