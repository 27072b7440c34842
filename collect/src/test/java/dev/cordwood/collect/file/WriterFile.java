package dev.cordwood.collect.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/// Writes numbered lines into a file, in pieces that do not end where lines do, and tells the
/// oracle. It keeps its file when that is renamed or deleted, as writers do.
final class WriterFile implements AutoCloseable {
  /// What lines look like.
  ///
  /// @param mark bytes at the start of a file
  record Form(Charset charset, String lineEnd, byte[] mark) {
    static final Form PLAIN = new Form(StandardCharsets.UTF_8, "\n", new byte[0]);
  }

  private static final int TWINS = 16;
  private static final int MAX_PADDING = 400;

  private final FileChannel channel;
  private final Form form;
  private final MatrixOracle oracle;
  private final SplittableRandom random;
  private int file;
  private long written;

  /// What of a line has not been written yet.
  private byte[] rest = {};

  private String halfLine = "";

  private WriterFile(FileChannel channel, Form form, MatrixOracle oracle, SplittableRandom random) {
    this.channel = channel;
    this.form = form;
    this.oracle = oracle;
    this.random = random;
    this.file = oracle.nextFile();
  }

  /// Opens for appending; the file need not exist.
  static WriterFile append(Path path, Form form, MatrixOracle oracle, SplittableRandom random)
      throws IOException {
    return open(path, form, oracle, random, StandardOpenOption.APPEND);
  }

  /// Opens without O_APPEND: it goes on at its own place, whatever happens to the file.
  static WriterFile atOwnPlace(Path path, Form form, MatrixOracle oracle, SplittableRandom random)
      throws IOException {
    return open(path, form, oracle, random, StandardOpenOption.WRITE);
  }

  private static WriterFile open(
      Path path, Form form, MatrixOracle oracle, SplittableRandom random, OpenOption mode)
      throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, mode);
    WriterFile writer = new WriterFile(channel, form, oracle, random);
    if (channel.size() == 0) {
      writer.put(form.mark(), 0, form.mark().length);
    }
    return writer;
  }

  long written() {
    return written;
  }

  /// Whole lines; some of them several times.
  void lines(int count) throws IOException {
    StringBuilder text = new StringBuilder();
    int left = count;
    while (left > 0) {
      String line = oracle.nextLine(file) + padding();
      int twins = random.nextInt(TWINS) == 0 ? random.nextInt(2, 4) : 1;
      for (int i = 0; i < twins; i++) {
        add(line, text);
        left--;
      }
    }
    pieces(text.toString());
  }

  /// This very line.
  void line(String line) throws IOException {
    StringBuilder text = new StringBuilder();
    add(line, text);
    pieces(text.toString());
  }

  /// A numbered line with this behind its number.
  void numbered(String text) throws IOException {
    line(oracle.nextLine(file) + text);
  }

  /// A numbered line of so many bytes, of which only the first are to be kept.
  void tooLong(int bytes, int kept) throws IOException {
    complete();
    String line = oracle.nextLine(file);
    line += "x".repeat(bytes - line.length());
    oracle.expectCut(line.substring(0, kept));
    byte[] all = (line + form.lineEnd()).getBytes(form.charset());
    int cut = random.nextInt(all.length);
    put(all, 0, cut);
    put(all, cut, all.length);
  }

  /// An event of several lines that is to become one row: a line and a stack trace.
  void trace(int frames) throws IOException {
    StringBuilder text = new StringBuilder(oracle.nextLine(file));
    text.append("failed: java.lang.IllegalStateException: ").append(padding());
    for (int i = 0; i < frames; i++) {
      if (i > 0 && random.nextInt(10) == 0) {
        text.append("\nCaused by: java.io.IOException: cause ").append(i);
      }
      text.append("\n\tat org.example.Some.method(Some.java:").append(i).append(')');
    }
    oracle.expect(text.toString());
    pieces((text + "\n").replace("\n", form.lineEnd()));
  }

  private String padding() {
    return "é".repeat(random.nextInt(3)) + "x".repeat(random.nextInt(MAX_PADDING));
  }

  private void add(String line, StringBuilder text) {
    oracle.expect(line);
    text.append(line).append(form.lineEnd());
  }

  private void pieces(String text) throws IOException {
    complete();
    byte[] bytes = text.getBytes(form.charset());
    int from = 0;
    while (from < bytes.length) {
      int length = random.nextBoolean() ? bytes.length : random.nextInt(1, bytes.length + 1);
      int to = Math.min(bytes.length, from + length);
      put(bytes, from, to);
      from = to;
      LockSupport.parkNanos(from < bytes.length ? random.nextLong(1_000_000) : 1);
    }
  }

  /// The beginning of a line, at least a few characters and never all of it. The oracle counts the
  /// line when it is completed.
  void half() throws IOException {
    complete();
    String line = oracle.nextLine(file) + padding() + "end";
    byte[] bytes = (line + form.lineEnd()).getBytes(form.charset());
    int cut = random.nextInt(1, bytes.length);
    put(bytes, 0, cut);
    rest = Arrays.copyOfRange(bytes, cut, bytes.length);
    halfLine = line;
  }

  /// The rest of a line that was begun.
  void complete() throws IOException {
    if (rest.length > 0) {
      byte[] bytes = rest;
      rest = new byte[0];
      oracle.expect(halfLine);
      put(bytes, 0, bytes.length);
    }
  }

  /// A line that never gets its end; the next owner of the name begins another file.
  void broken() throws IOException {
    complete();
    String line = oracle.nextLine(file) + padding();
    oracle.expect(line);
    byte[] bytes = line.getBytes(form.charset());
    put(bytes, 0, bytes.length);
  }

  private void put(byte[] bytes, int from, int to) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, from, to - from);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    written += to - from;
  }

  /// Empties the file; what comes now is another file as far as order is concerned.
  void truncate() throws IOException {
    complete();
    channel.truncate(0);
    anotherFile();
    put(form.mark(), 0, form.mark().length);
  }

  /// Somebody else emptied it.
  void anotherFile() {
    file = oracle.nextFile();
  }

  @Override
  public void close() throws IOException {
    complete();
    channel.close();
  }
}
