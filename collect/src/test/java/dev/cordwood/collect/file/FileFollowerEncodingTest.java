package dev.cordwood.collect.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.testing.StoredRows;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileFollowerEncodingTest extends FollowerFixture {
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private static byte[] marked(Charset charset, String text) {
    return ("\uFEFF" + text).getBytes(charset);
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-16LE,true,auto", "UTF-16BE,true,auto", "UTF-16LE,false,auto", "UTF-16BE,false,auto",
    "UTF-16LE,false,utf-16le", "UTF-16BE,false,utf-16be", "UTF-8,true,auto", "UTF-8,false,utf-8"
  })
  void linesComeOutAsTheyWereWritten(String name, boolean mark, String encoding)
      throws IOException {
    Charset charset = Charset.forName(name);
    String first = "first line\r\nzweite Zeile: ä€ \uD83D\uDE00 Ċ\r\n";
    append(log, mark ? marked(charset, first) : first.getBytes(charset));
    follow(source(log).withEncoding(Encoding.of(encoding)));
    expect("first line", "zweite Zeile: ä€ \uD83D\uDE00 Ċ");
    byte[] more = "third ਊ line\nfourth\n".getBytes(charset);
    append(log, Arrays.copyOf(more, 13)); // within a character of UTF-16
    look();
    append(log, Arrays.copyOfRange(more, 13, more.length));
    expect("first line", "zweite Zeile: ä€ \uD83D\uDE00 Ċ", "third ਊ line", "fourth");
    stop();
    append(log, "fifth\n".getBytes(charset));
    follow(source(log).withEncoding(Encoding.of(encoding)));
    expect("first line", "zweite Zeile: ä€ \uD83D\uDE00 Ċ", "third ਊ line", "fourth", "fifth");
  }

  @Test
  void eventsOfSeveralLinesOfWideCharactersAreOneText() throws IOException {
    append(log, marked(StandardCharsets.UTF_16LE, "ERROR x\r\n\tat a.b(C.java:1)\r\nINFO y\r\n"));
    follow(log);
    expect("ERROR x\n\tat a.b(C.java:1)", "INFO y");
  }

  @Test
  void lineByLineItIsFoundOutWhetherTextIsUtf8() throws IOException {
    append(log, "Köln – „gut“ 5 €\n".getBytes(StandardCharsets.UTF_8));
    append(log, "Köln – „gut“ 5 €\n".getBytes(WINDOWS));
    append(log, new byte[] {'x', (byte) 0xC3, (byte) 0xA9, (byte) 0xFF, '\n'}); // UTF-8, damaged
    follow(log);
    expect("Köln – „gut“ 5 €", "Köln – „gut“ 5 €", "xé\uFFFD");
  }

  @Test
  void whatIsSaidToBeLatin1IsReadAsThat() throws IOException {
    append(log, "Ã© is two letters\n".getBytes(StandardCharsets.ISO_8859_1));
    follow(source(log).withEncoding(Encoding.LATIN1));
    expect("Ã© is two letters");
  }

  @Test
  void theLastLineOfARotatedFileOfWideCharactersNeedsNoEnd() throws IOException {
    append(log, marked(StandardCharsets.UTF_16BE, "whole\nhalf"));
    follow(log);
    expect("whole");
    Files.move(log, logs.resolve("app.log.1"));
    expect("whole", "half");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 5_000, 3 << 20})
  void holesAreNoLinesWhereverTheyAre(int length) throws IOException {
    append(log, "one\n");
    follow(log);
    expect("one");
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
      for (String text : List.of("two\n", "three\ncut off", "four\n")) {
        channel.position(channel.size() + length);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      }
    }
    if (length == 0) {
      expect("one", "two", "three", "cut offfour");
    } else {
      expect("one", "two", "three", "cut off", "four");
    }
  }

  @Test
  void aHoleAtTheStartOfAFileThatIsNewIsNoSignOfABinaryFile() throws IOException {
    try (FileChannel channel =
        FileChannel.open(log, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
      channel.write(ByteBuffer.wrap("one\n".getBytes(StandardCharsets.UTF_8)), 100_000);
    }
    follow(log);
    expect("one");
  }

  @Test
  void zerosUpToTheEndMayBeRoomThatIsYetToBeWrittenTo() throws IOException {
    try (FileChannel channel =
        FileChannel.open(log, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
      channel.write(ByteBuffer.wrap("one\n".getBytes(StandardCharsets.UTF_8)));
      channel.write(ByteBuffer.allocate(4096));
      follow(log);
      expect("one");
      channel.write(ByteBuffer.wrap("two\n".getBytes(StandardCharsets.UTF_8)), 4);
      expect("one", "two");
    }
  }

  @Test
  void longLinesOfAnyEncodingAreCutWithTheirLengthBeside() throws IOException {
    append(log, marked(StandardCharsets.UTF_16LE, "ä".repeat(3 << 20) + "\nafter\n"));
    follow(log);
    until("rows", () -> StoredRows.count(store) == 2);
    assertThat(StoredRows.of(store, "_original_bytes")).contains(Long.toString(2L * (3 << 20)));
    assertThat(StoredRows.of(store, "_msg")).contains("after");
    assertThat(StoredRows.of(store)).anyMatch(row -> row.get("_msg").equals("ä".repeat(1 << 19)));
  }
}
