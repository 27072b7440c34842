package dev.cordwood.collect.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pickles that a real Python has written, and such that nobody should.
class PickleReaderTest {
  /// What `expression` is, pickled by the Python of this machine.
  private static byte[] python(String expression, int protocol) throws Exception {
    Process process =
        new ProcessBuilder(
                "python3",
                "-c",
                "import pickle,sys,decimal,datetime,os\nsys.stdout.buffer.write(pickle.dumps("
                    + expression
                    + ", protocol="
                    + protocol
                    + "))")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    byte[] out = process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isZero();
    return out;
  }

  private static Object read(byte[] pickle) throws WireException {
    return PickleReader.read(pickle, 0, pickle.length);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void plainDataOfEveryProtocol(int protocol) throws Exception {
    Object read =
        read(
            python(
                "{'n': None, 't': True, 'f': False, 'i': 7, 'neg': -300, 'big': 2**70,"
                    + " 'small': -2**70, 'x': 1.5, 's': 'h\\u00e9llo\\n\\'\"\\\\ \\U0001F600', 'l':"
                    + " [1, [2, ()], {}], 'tu': (1, 2, 3, 4), 'one': (1,), 'two': (1, 2), 'k':"
                    + " {1: 'a', (1, 2): 'b'}, 'long': 'y' * 70000}",
                protocol));
    assertThat(read).isInstanceOf(Map.class);
    Map<?, ?> map = (Map<?, ?>) read;
    assertThat(map.get("n")).isNull();
    assertThat((Object) map.get("t")).isEqualTo(true);
    assertThat((Object) map.get("f")).isEqualTo(false);
    assertThat((Object) map.get("i")).isEqualTo(7L);
    assertThat((Object) map.get("neg")).isEqualTo(-300L);
    assertThat((Object) map.get("big")).isEqualTo(BigInteger.TWO.pow(70));
    assertThat((Object) map.get("small")).isEqualTo(BigInteger.TWO.pow(70).negate());
    assertThat((Object) map.get("x")).isEqualTo(1.5);
    assertThat((Object) map.get("s")).isEqualTo("héllo\n'\"\\ 😀");
    assertThat((Object) map.get("l")).isEqualTo(List.of(1L, List.of(2L, List.of()), Map.of()));
    assertThat((Object) map.get("tu")).isEqualTo(List.of(1L, 2L, 3L, 4L));
    assertThat((Object) map.get("one")).isEqualTo(List.of(1L));
    assertThat((Object) map.get("two")).isEqualTo(List.of(1L, 2L));
    assertThat((Object) map.get("k")).isEqualTo(Map.of(1L, "a", "[1,2]", "b"));
    assertThat((Object) map.get("long")).isEqualTo("y".repeat(70_000));
  }

  @Test
  void bytesAndSetsOfLaterProtocols() throws Exception {
    assertThat((byte[]) read(python("b'ab\\xff'", 4))).containsExactly('a', 'b', 0xff);
    assertThat((byte[]) read(python("bytearray(b'ab')", 5))).containsExactly('a', 'b');
    assertThat(read(python("{3}", 4))).isEqualTo(List.of(3L));
    assertThat(read(python("frozenset([3])", 4))).isEqualTo(List.of(3L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "decimal.Decimal('1')",
        "datetime.datetime(2026, 11, 21)",
        "os.system",
        "{'a': [1, ValueError('x')]}",
        "slice(1)",
      })
  void objectsAreRefusedAndTheOpcodeIsNamed(String expression) throws Exception {
    for (int protocol = 0; protocol <= 5; protocol++) {
      byte[] pickle = python(expression, protocol);
      assertThatThrownBy(() -> read(pickle))
          .isInstanceOf(WireException.class)
          .hasMessageMatching(
              "not a pickle of plain data: at byte \\d+: (STACK_)?(GLOBAL|REDUCE) would make an"
                  + " object; only plain data is taken");
    }
  }

  @Test
  void aPickleThatWouldRunACommandDoesNothing() {
    byte[] pickle = "cposix\nsystem\n(S'touch /tmp/x'\ntR.".getBytes(StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> read(pickle)).hasMessageContaining("GLOBAL");
  }

  @Test
  void referencesThatMultiplyAreBounded() throws Exception {
    String bomb = "(lambda f: f(f, []))(lambda f, l, n=0: l if n > 40 else f(f, [l] * 10, n + 1))";
    Object read = read(python(bomb, 4)); // few bytes, and few values while nobody unfolds them
    assertThatThrownBy(() -> PlainValues.json(read))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("more than");
    String cycle = "(lambda l: (l.append(l), l)[1])([])";
    Object endless = read(python(cycle, 4));
    assertThatThrownBy(() -> PlainValues.json(endless)).hasMessageContaining("deep");
  }

  @Test
  void lengthsAreCheckedBeforeAnythingIsAllocated() {
    for (String hex : List.of("58ffffff7f", "8d00000000ffffffff", "8bffffff7f", "54ffffffff")) {
      byte[] pickle = HexFormat.of().parseHex(hex);
      assertThatThrownBy(() -> read(pickle)).hasMessageContaining("it ends too early");
    }
  }

  @Test
  void valuesAndMemoAreBounded() {
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    many.write('(');
    for (int i = 0; i <= WireLimits.MAX_VALUES; i++) {
      many.write('N');
    }
    assertThatThrownBy(() -> read(many.toByteArray()))
        .hasMessageContaining("more than " + WireLimits.MAX_VALUES + " values");
    byte[] memo = new byte[2 * WireLimits.MAX_MEMO + 10];
    Arrays.fill(memo, (byte) 0x94);
    memo[0] = 'N';
    assertThatThrownBy(() -> read(memo)).hasMessageContaining("to remember");
  }

  @Test
  void everyPrefixOfAPickleIsToldToEndTooEarly() throws Exception {
    byte[] pickle = python("{'a': [1, 2.5, 'x' * 300], 'b': (2**80, None)}", 4);
    for (int length = 0; length < pickle.length; length++) {
      byte[] prefix = Arrays.copyOf(pickle, length);
      assertThatThrownBy(() -> read(prefix)).isInstanceOf(WireException.class);
    }
  }
}
