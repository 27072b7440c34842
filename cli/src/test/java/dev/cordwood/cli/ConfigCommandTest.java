package dev.cordwood.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {
  @TempDir private Path directory;
  private Cli cli;

  @BeforeEach
  void start() {
    cli = Cli.in(directory);
  }

  @Test
  void whatItPrintsIsAConfigurationThatPrintsTheSame() throws IOException {
    String printed =
        cli.run(
                "config",
                "--demo",
                "--data",
                "/srv/my logs: #1",
                "--http",
                "[::1]:0",
                "--tcp=none",
                "--follow",
                "/var/log",
                "it's \"here\"",
                "--set=query.timeout=90s",
                "--set=retention.keep_free=10%",
                "--set=ingest.time_zone=Europe/Berlin",
                "--set=ingest.message_fields=a,b"
                    + " c,no,null,~,1.0,0x1f,%a,-,-b,12:30,@x,&y,2026-11-21")
            .ok()
            .out();
    assertThat(printed).contains("timeout: 90s").contains("demo: true");
    Files.writeString(directory.resolve("c.yaml"), printed);
    assertThat(cli.run("config", "--config", "c.yaml").ok().out()).isEqualTo(printed);
    assertThat(cli.with("CORDWOOD_CONFIG", "c.yaml").run("config").ok().out()).isEqualTo(printed);
    assertThat(cli.run("config", "--check", "c.yaml").ok().out()).isEqualTo("c.yaml: ok\n");
  }

  @Test
  void optionsWinOverTheFileAndTheFileOverTheDefaults() throws IOException {
    Files.writeString(
        directory.resolve("c.yaml"), "data: from-file\nquery:\n  timeout: 7s\n  max_tails: 3\n");
    assertThat(
            cli.run("config", "-c", "c.yaml", "-s", "query.timeout=8s").ok().lines().stream()
                .map(String::strip)
                .filter(line -> line.matches("(data|timeout|max_tails|max_queued): .*")))
        .containsExactly("data: from-file", "timeout: 8s", "max_queued: 64", "max_tails: 3");
    assertThat(cli.with("CORDWOOD_DATA", "env").run("config", "-c", "c.yaml").ok().out())
        .contains("\ndata: env\n");
  }

  @Test
  void mistakesAreSaidAllAtOnce() throws IOException {
    Files.writeString(directory.resolve("c.yaml"), "query:\n  timeout: soon\n  max_tails: 0\n");
    String expected = cli.run("config", "--check", "c.yaml").failed(ExitCodes.USAGE);
    assertThat(expected.lines())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("cordwood: c.yaml:2: query.timeout: expected a duration"))
        .anyMatch(line -> line.startsWith("cordwood: c.yaml:3: query.max_tails: "));
    assertThat(cli.run("config", "--config", "c.yaml").failed(ExitCodes.USAGE)).isEqualTo(expected);
  }

  @Test
  void aFullDiskIsNoticed() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "there is no /dev/full here");
    assertThat(cli.runInto(full, "config").failed(ExitCodes.FAILURE))
        .startsWith("cordwood: cannot write the output: ");
  }
}
