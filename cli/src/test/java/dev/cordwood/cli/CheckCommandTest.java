package dev.cordwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  @TempDir private Path directory;
  private Cli cli;

  @BeforeEach
  void start() {
    cli = Cli.in(directory);
    cli.runWith("{\"msg\":\"one\"}\n{\"msg\":\"two\"}\n", "ingest", "-").ok();
  }

  private Path part() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("cordwood-data/parts"))) {
      return files.filter(file -> file.toString().endsWith(".part")).findFirst().orElseThrow();
    }
  }

  @Test
  void aSoundDirectoryIsSoundAlsoWhileAServerHasIt() throws IOException {
    assertThat(cli.run("check").ok().out())
        .matches("cordwood-data: \\d+ files, [\\d.]+ K?B, 2 rows: sound\n");
    assertThat(cli.run("check", "--files", "cordwood-data").ok().out())
        .contains("cordwood-data/MANIFEST: ", ".part: ", ", 2 rows\n");
    String part = directory.relativize(part()).toString();
    assertThat(cli.run("check", part).ok().out()).startsWith(part).endsWith("2 rows: sound\n");
    try (Cli.Serving _ = cli.serve()) {
      assertThat(cli.run("check").ok().out()).endsWith(", 2 rows: sound\n");
    }
  }

  @Test
  void damageIsNamedAndTheExitCodeSaysSo() throws IOException {
    Path part = part();
    byte[] bytes = Files.readAllBytes(part);
    bytes[bytes.length / 2] ^= 1;
    Files.write(part, bytes);
    Cli.Result result = cli.run("check", "--files");
    assertThat(result.code()).isEqualTo(ExitCodes.FAILURE);
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains(part.getFileName().toString(), ", DAMAGED\n")
        .containsPattern("rows: \\d+ problems?\n$");
  }

  @Test
  void whatIsNotThereIsAFailure() {
    assertThat(cli.run("check", "nope").failed(ExitCodes.FAILURE))
        .isEqualTo("cordwood: nope: there is no such data directory\n");
    assertThat(cli.run("check", "--data", "nope").failed(ExitCodes.FAILURE)).contains("nope");
    assertThat(cli.run("check", "a", "b").failed(ExitCodes.USAGE)).contains("'b' is not expected");
  }
}
