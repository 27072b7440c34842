package dev.cordwood.collect.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.collect.format.ParseOptions;
import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.store.SourcePosition;
import dev.cordwood.testing.StoredRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileFollowerCompressedTest extends FollowerFixture {
  /// With the real program, which removes the original.
  private static void compress(Path file, String suffix) throws IOException {
    switch (suffix) {
      case ".gz" -> run("gzip", "-q", file.toString());
      case ".zst" -> run("zstd", "-q", "--rm", file.toString());
      case ".bz2" -> run("bzip2", "-q", file.toString());
      case ".xz" -> run("xz", "-q", file.toString());
      default -> throw new IllegalArgumentException(suffix);
    }
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {".gz", ".zst", ".bz2", ".xz"})
  void historyInAFolderIsReadOnce(String suffix) throws IOException {
    Path old = logs.resolve("app.log.1");
    append(old, lines("old", 0, 5_000));
    compress(old, suffix);
    append(log, "new\n");
    follow(logs);
    String[] expected = all(numbered("old", 0, 5_000), new String[] {"new"});
    expect(expected);
    stop();
    follow(logs);
    look();
    expect(expected);
    assertThat(StoredRows.of(store, "source")).contains(old.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {".gz", ".zst", ".bz2", ".xz"})
  void aFileThatWasReadIsKnownWhenItIsCompressed(String suffix) throws IOException {
    append(log, lines("a", 0, 100));
    follow(log);
    expect(numbered("a", 0, 100));
    Files.move(log, logs.resolve("app.log.1"));
    append(log, lines("b", 0, 10));
    expect(all(numbered("a", 0, 100), numbered("b", 0, 10)));
    compress(logs.resolve("app.log.1"), suffix);
    append(log, lines("b", 10, 20));
    String[] expected = all(numbered("a", 0, 100), numbered("b", 0, 20));
    expect(expected);
    until("the position in the compressed file", () -> positionsWithPacked() == 1);
    stop();
    follow(logs); // now it is looked for as a folder, too
    look();
    expect(expected);
  }

  private long positionsWithPacked() {
    return store.positions().values().stream()
        .map(FilePosition::decode)
        .filter(position -> position != null && position.isPacked())
        .count();
  }

  @ParameterizedTest
  @ValueSource(strings = {".gz", ".zst", ".bz2", ".xz"})
  void oneThatWasCompressedBeforeItWasReadToItsEndIsFinished(String suffix) throws IOException {
    append(log, lines("a", 0, 100));
    follow(log);
    expect(numbered("a", 0, 100));
    stop();
    append(log, lines("a", 100, 3_000));
    Files.move(log, logs.resolve("app.log.1"));
    append(log, lines("b", 0, 2_000));
    Files.move(logs.resolve("app.log.1"), logs.resolve("app.log.2"));
    compress(logs.resolve("app.log.2"), suffix);
    Files.move(log, logs.resolve("app.log.1"));
    compress(logs.resolve("app.log.1"), suffix);
    append(log, lines("c", 0, 10));
    follow(log);
    expect(all(numbered("a", 0, 3_000), numbered("b", 0, 2_000), numbered("c", 0, 10)));
    assertThat(gaps()).isEmpty();
    assertThat(StoredRows.of(store, "source")).containsOnly(log.toString());
  }

  @Test
  void aCompressedFileThatIsRenamedIsStillKnown() throws IOException {
    append(log, lines("a", 0, 50));
    Files.move(log, logs.resolve("app.log.1"));
    compress(logs.resolve("app.log.1"), ".gz");
    follow(logs);
    expect(numbered("a", 0, 50));
    Files.move(logs.resolve("app.log.1.gz"), logs.resolve("app.log.2.gz"));
    look();
    stop();
    Files.move(logs.resolve("app.log.2.gz"), logs.resolve("app.log.3.gz"));
    follow(logs);
    append(log, "b\n");
    expect(all(numbered("a", 0, 50), new String[] {"b"}));
  }

  @Test
  void oneThatIsBeingWrittenIsWaitedFor() throws IOException {
    Path old = logs.resolve("app.log.1.gz");
    byte[] whole = gzip(lines("old", 0, 20_000));
    append(log, "new\n");
    append(old, Arrays.copyOf(whole, whole.length / 2));
    follow(logs);
    expectSkipped(old, "its end is missing");
    expect("new");
    append(old, Arrays.copyOfRange(whole, whole.length / 2, whole.length));
    expect(all(numbered("old", 0, 20_000), new String[] {"new"}));
  }

  @Test
  void theOriginalBesideItIsFollowedInstead() throws IOException {
    append(log, lines("a", 0, 100));
    run("gzip", "-q", "-k", log.toString());
    follow(logs);
    expect(numbered("a", 0, 100));
    expectSkipped(logs.resolve("app.log.gz"), "still beside it");
    append(log, "more\n");
    expect(all(numbered("a", 0, 100), new String[] {"more"}));
  }

  @Test
  void membersOneAfterAnotherAreOneFileAndMoreMayBeAppended() throws IOException {
    Path old = logs.resolve("app.log.1.gz");
    append(old, gzip(lines("a", 0, 100)));
    append(old, gzip(lines("a", 100, 200)));
    follow(logs);
    expect(numbered("a", 0, 200));
    append(old, gzip(lines("a", 200, 300)));
    expect(numbered("a", 0, 300));
  }

  @Test
  void aDamagedOneIsNamedAndNothingOfItIsTaken() throws IOException {
    Path old = logs.resolve("app.log.1.gz");
    byte[] whole = gzip(lines("old", 0, 20_000));
    whole[whole.length / 2] ^= 0x55;
    append(old, whole);
    append(log, "new\n");
    follow(logs);
    expectSkipped(old, "cannot be unpacked");
    expect("new");
  }

  @Test
  void aFileThatUnpacksToFarMoreThanItsSizeTakesNoMemory() throws IOException {
    Path old = logs.resolve("app.log.1.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(old))) {
      byte[] piece = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 100; i++) {
        out.write(piece);
      }
      out.write("\nafter\n".getBytes(StandardCharsets.UTF_8));
    }
    follow(logs);
    until("both lines", () -> StoredRows.count(store) == 2);
    assertThat(StoredRows.of(store, "_msg")).contains("after");
    assertThat(StoredRows.of(store, "_original_bytes")).contains(Long.toString(100L << 20));
  }

  @Test
  void whatWasCompressedBeforeAFileWasFollowedIsLeftAlone() throws IOException {
    Path old = logs.resolve("app.log.1.gz");
    append(old, gzip("old\n"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(3600)));
    append(log, "new\n");
    follow(log);
    expect("new");
    until("it to be decided", () -> status().files() == 1);
    stop();
    append(log, "newer\n");
    follow(log);
    expect("new", "newer");
  }

  @Test
  void headersAloneDoNotMakeTwoFilesTheSame() throws IOException {
    String header = "time,host,user\n";
    append(logs.resolve("a.csv"), header);
    follow(source(logs).withParse(ParseOptions.DEFAULTS.withFormat("text")));
    expect("time,host,user");
    Files.delete(logs.resolve("a.csv"));
    append(logs.resolve("b.csv.gz"), gzip(header + "1,2,3\n"));
    expect("time,host,user", "time,host,user", "1,2,3");
    assertThat(List.copyOf(store.positions().keySet())).isNotEmpty();
  }

  /// A file was deleted with a line unread, and a compressed one has its inode now.
  @Test
  void whatIsLostIsLostOnce() throws IOException {
    Path packed = logs.resolve("app.log.2.gz");
    Files.write(packed, gzip(lines("other", 0, 100)));
    FileStamp stamp = FileStamp.of(packed);
    String stale =
        FilePosition.start(stamp, log.toString())
            .withEvidence(100, 100, 1, 100, 2)
            .withSize(134)
            .encode();
    store.append(new EventBatchBuilder().build(), List.of(new SourcePosition(stamp.key(), stale)));
    follow(logs);
    until(
        "the position of the former file by itself",
        () -> store.positions().keySet().stream().anyMatch(FileStamp::isOrphanKey));
    assertThat(store.positions().get(stamp.key())).isNotEqualTo(stale);
    stop();
    follow(logs);
    until("the gap", () -> StoredRows.of(store, "gap.bytes").contains("34"));
    stop();
    follow(logs);
    look();
    assertThat(StoredRows.of(store, "gap.bytes")).containsOnlyOnce("34");
  }
}
