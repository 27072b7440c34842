package dev.cordwood.collect.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileFollowerGapTest extends FollowerFixture {
  @Test
  void bytesThatWereDeletedBeforeTheyWereReadAreSaidOnce() throws IOException {
    append(log, "one\nunread");
    follow(logs);
    expect("one");
    stop();
    Files.delete(log);
    follow(logs);
    until("the gap", () -> gaps().size() == 1);
    Map<String, String> gap = gaps().get(0);
    assertThat(gap)
        .containsEntry("gap.bytes", "6")
        .containsEntry("gap.path", log.toString())
        .containsEntry("gap.reason", "deleted before they were read")
        .containsEntry("source", log.toString())
        .containsEntry("level", "warn")
        .containsEntry(
            "_msg", "gap: 6 bytes of " + log + " were lost: deleted before they were read");
    stop();
    follow(logs);
    append(logs.resolve("other.log"), "two\n");
    expect("one", "two");
    assertThat(gaps()).hasSize(1);
  }

  @Test
  void bytesThatWereTruncatedBeforeTheyWereReadAreSaid() throws IOException {
    append(log, "one\nunread");
    follow(logs);
    expect("one");
    stop();
    Files.newByteChannel(log, StandardOpenOption.WRITE).truncate(0).close();
    append(log, "another\n");
    follow(logs);
    expect("one", "another");
    until("the gap", () -> gaps().size() == 1);
    assertThat(gaps().get(0))
        .containsEntry("gap.bytes", "6")
        .containsEntry("gap.reason", "truncated or replaced before they were read");
  }

  @Test
  void aFileThatWasReadToItsEndLeavesNoGap() throws IOException {
    append(log, "one\n");
    append(logs.resolve("other.log"), "two\nunread");
    follow(logs);
    expect("one", "two");
    stop();
    Files.delete(log);
    Files.delete(logs.resolve("other.log"));
    follow(logs);
    until("the gap of the other file", () -> gaps().size() == 1);
    assertThat(gaps().get(0)).containsEntry("gap.path", logs.resolve("other.log").toString());
  }

  @Test
  void aFolderThatIsNotThereIsNoGap() throws IOException {
    var folder = Files.createDirectories(logs.resolve("mounted"));
    append(folder.resolve("x.log"), "one\nunread");
    append(log, "two\nunread");
    follow(logs);
    expect("one", "two");
    stop();
    Files.move(folder, directory.resolve("elsewhere"));
    Files.delete(log);
    follow(logs);
    until("the gap of the other file", () -> gaps().size() == 1);
    look();
    assertThat(gaps()).hasSize(1);
    Files.move(directory.resolve("elsewhere"), folder);
    append(folder.resolve("x.log"), " now\n");
    expect("one", "two", "unread now");
  }
}
