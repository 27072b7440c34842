package dev.cordwood.collect.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class FramingTest {
  private static final Map<String, Function<FrameBuffer, Framing>> ALL =
      Map.of(
          "lines", FramingTest::lines,
          "syslog", FramingTest::syslog,
          "gelf", FramingTest::gelf,
          "python", FramingTest::python,
          "forward", FramingTest::forward);

  private static Framing lines(FrameBuffer buffer) {
    return new DelimitedFraming(buffer, Frames.MAX_BYTES);
  }

  private static Framing syslog(FrameBuffer buffer) {
    return new SyslogFraming(buffer, Frames.MAX_BYTES, OctetCounting.AUTO);
  }

  private static Framing gelf(FrameBuffer buffer) {
    return new GelfFraming(buffer, Frames.MAX_BYTES);
  }

  private static Framing python(FrameBuffer buffer) {
    return new LengthFraming(buffer, Frames.MAX_BYTES);
  }

  private static Framing forward(FrameBuffer buffer) {
    return new MessagePackFraming(buffer, Frames.MAX_BYTES);
  }

  /// Pieces that each framing treats in a way of its own, mixed with anything.
  private static final List<String> PIECES =
      List.of(
          "\n",
          "\0",
          "\r\n",
          "<34>x",
          "12 <34>Oct 1 a",
          "5 <1>ab",
          "4 <34>",
          "99999999 <3>",
          "7 ",
          "1",
          "{\"a\":1}",
          "{\"a\":\"x\ny\"}",
          "{\n\"b\":[1,\n{}]\n}",
          "\"\\\"",
          "\0\0\0\2ab",
          "\0\0\0\0",
          "\0\0\1\0",
          "\200\2}",
          "x".repeat(70),
          "text",
          "é",
          "300 <5>");

  @RepeatedTest(20)
  void anyCuttingOfAStreamGivesTheSameFrames() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (int i = 0; i < 60; i++) {
      if (random.nextInt(8) == 0) {
        stream.write(random.nextInt(256));
      } else {
        String piece = PIECES.get(random.nextInt(PIECES.size()));
        stream.writeBytes(piece.getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    byte[] bytes = stream.toByteArray();
    ALL.forEach((name, framing) ->
        assertThat(Frames.cut(framing, bytes, random))
            .as("%s, seed %d", name, seed)
            .isEqualTo(Frames.whole(framing, bytes)));
  }

  @Test
  void linesEndWithAnLfOrTheStream() {
    assertThat(Frames.whole(FramingTest::lines, "a\n\nb\r\nc"))
        .containsExactly("a", "", "b\r", "c");
  }

  @Test
  void aLineAtTheLimitIsWholeAndOneBeyondIsCut() {
    String most = "x".repeat(Frames.MAX_BYTES);
    assertThat(Frames.whole(FramingTest::lines, most + "\n" + most + "y\n"))
        .containsExactly(most, "cut:" + most + "/65");
    assertThat(
            Frames.cut(
                FramingTest::lines,
                (most + "\n" + most + "y\n").getBytes(StandardCharsets.US_ASCII),
                new Random(1)))
        .containsExactly(most, "cut:" + most + "/65");
  }

  @Test
  void syslogIsCountedOrDelimitedFrameByFrame() {
    assertThat(
            Frames.whole(
                FramingTest::syslog,
                "<1>one\n8 <2>two\n\n<3>three\08 <4>fou\nr7 <5>five<6>six\n 7 <7>last"))
        .containsExactly(
            "<1>one", "<2>two\n\n", "<3>three", "<4>fou\nr", "<5>five", "<6>six", "<7>last");
  }

  @Test
  void aLineThatBeginsWithDigitsIsNoCountedFrame() {
    assertThat(
            Frames.whole(FramingTest::syslog, "12 monkeys\n2026-11-21 x\n123456789 <1>x\n5 <x>y\n"))
        .containsExactly("12 monkeys", "2026-11-21 x", "123456789 <1>x", "5 <x>y");
  }

  @Test
  void withoutOctetCountingEveryFrameIsALine() {
    assertThat(
            Frames.whole(
                buffer -> new SyslogFraming(buffer, Frames.MAX_BYTES, OctetCounting.OFF),
                "8 <2>two\nx\n"))
        .containsExactly("8 <2>two", "x");
  }

  @Test
  void aCountedFrameIsCutAtTheLimitAndTheNextOneIsFound() {
    String message = "<1>" + "x".repeat(100);
    assertThat(Frames.whole(FramingTest::syslog, "103 " + message + "6 <2>two"))
        .containsExactly("cut:" + message.substring(0, Frames.MAX_BYTES) + "/103", "<2>two");
  }

  @Test
  void aLengthThatIsTooSmallIsCountedAndNothingIsLost() {
    assertThat(Frames.whole(FramingTest::syslog, "6 <1>oneTAIL7 <2>next6 <3>end"))
        .containsExactly("<1>one", "bad:bad_frame", "TAIL", "<2>next", "<3>end");
  }

  @Test
  void aLengthThatIsTooLargeTakesTheNextFramesStartAndIsCounted() {
    assertThat(Frames.whole(FramingTest::syslog, "10 <1>one7 <2>next7 <3>last"))
        .containsExactly("<1>one7 <2", "bad:bad_frame", ">next", "<3>last");
  }

  @Test
  void aLengthBeyondAllBoundsMakesALineOfTheFrame() {
    assertThat(Frames.whole(FramingTest::syslog, "99999999 <1>one\n7 <2>next"))
        .containsExactly("bad:bad_frame", "99999999 <1>one", "<2>next");
  }

  @Test
  void aCountedFrameThatTheStreamCutsShortIsKeptAndCounted() {
    assertThat(Frames.whole(FramingTest::syslog, "100 <1>one"))
        .containsExactly("bad:incomplete", "<1>one");
  }

  @Test
  void gelfEndsWithNulOrLf() {
    assertThat(Frames.whole(FramingTest::gelf, "{\"a\":1}\0{\"b\":2}\n{\"c\":3}\r\n\0\0{\"d\":4}"))
        .containsExactly("{\"a\":1}", "{\"b\":2}", "{\"c\":3}\r", "{\"d\":4}");
  }

  @Test
  void gelfMayBeWrittenOverSeveralLines() {
    assertThat(Frames.whole(FramingTest::gelf, "{\n \"a\": [\n1,\n 2]\n}\0{\"b\":\"}\\\"}\"\n}\n"))
        .containsExactly("{\n \"a\": [\n1,\n 2]\n}", "{\"b\":\"}\\\"}\"\n}");
  }

  @Test
  void aBrokenGelfObjectEndsWhereTheNextBegins() {
    assertThat(
            Frames.whole(FramingTest::gelf, "{\"a\":[1\n{\"b\":2}\n{\"c\":\"no end\n{\"d\":4}\n"))
        .containsExactly("{\"a\":[1\n", "{\"b\":2}", "{\"c\":\"no end", "{\"d\":4}");
  }

  @Test
  void lengthsStandBeforePickles() {
    assertThat(Frames.whole(FramingTest::python, "\0\0\0\3abc\0\0\0\0\0\0\0\1x\0\0\0"))
        .containsExactly("abc", "bad:bad_frame", "x", "bad:incomplete");
  }

  @Test
  void aPickleBeyondTheLimitIsSkippedAndOneBeyondReasonEndsTheStream() {
    String long80 = "x".repeat(80);
    assertThat(Frames.whole(FramingTest::python, "\0\0\0\120" + long80 + "\0\0\0\1y"))
        .containsExactly("cut:" + long80.substring(0, Frames.MAX_BYTES) + "/80", "y");
    assertThat(Frames.whole(FramingTest::python, "{\"json\":1}\n"))
        .containsExactly("broken:bad_frame");
  }

  @RepeatedTest(5)
  void valuesOfMessagePackEndWhereTheyEnd() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      ByteArrayOutputStream value = new ByteArrayOutputStream();
      RandomMessagePack.array(random, value, 0);
      stream.writeBytes(value.toByteArray());
      sent.add(value.toString(StandardCharsets.ISO_8859_1));
    }
    Function<FrameBuffer, Framing> framing = buffer -> new MessagePackFraming(buffer, 1 << 20);
    assertThat(Frames.cut(framing, stream.toByteArray(), random))
        .as("seed %d", seed)
        .isEqualTo(sent);
  }

  @Test
  void valuesThatAreTooDeepOrNoneEndTheStream() {
    assertThat(Frames.whole(FramingTest::forward, "\221".repeat(128) + "\300")).hasSize(1);
    assertThat(Frames.whole(FramingTest::forward, "\221".repeat(129)))
        .containsExactly("broken:bad_frame");
    assertThat(Frames.whole(FramingTest::forward, "\221\301")).containsExactly("broken:bad_frame");
    assertThat(Frames.whole(FramingTest::forward, "\201\300\300"))
        .containsExactly("broken:bad_frame");
    assertThat(Frames.whole(FramingTest::forward, "\220\221"))
        .containsExactly("\220", "bad:incomplete");
  }

  @RepeatedTest(5)
  void framesOfAnySenderComeOutAsTheyWentIn() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    StringBuilder counted = new StringBuilder();
    StringBuilder mixed = new StringBuilder();
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String message = "<" + random.nextInt(192) + ">" + "é~ 7 x\t".repeat(random.nextInt(8)) + i;
      sent.add(message);
      counted.append(message.length()).append(' ').append(message);
      if (random.nextBoolean()) {
        mixed.append(message.length()).append(' ').append(message);
      } else {
        mixed.append(message).append(random.nextBoolean() ? '\n' : '\0');
      }
    }
    for (StringBuilder text : List.of(counted, mixed)) {
      byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
      assertThat(Frames.cut(FramingTest::syslog, bytes, random))
          .as("seed %d", seed)
          .isEqualTo(sent);
    }
  }
}
