package dev.cordwood.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {
  @TempDir private Path directory;
  private Cli cli;

  @BeforeEach
  void start() {
    cli = Cli.in(directory);
  }

  @Test
  void saysWhereItIsWhatItFollowsAndEndsOnSigterm() throws IOException {
    Files.writeString(directory.resolve("app.log"), "2026-11-21T04:14:51Z ERROR it broke\n");
    try (Cli.Running server =
        cli.start(
            "serve", "--http", "127.0.0.1:0", "--tcp", "127.0.0.1:0", "--follow", "app.log")) {
      assertThat(server.line()).matches("Cordwood is running: http://127\\.0\\.0\\.1:\\d+");
      assertThat(server.line()).matches("JSON lines over TCP: 127\\.0\\.0\\.1:\\d+");
      assertThat(server.line()).isEqualTo("Following: app.log");
      assertThat(server.line())
          .isEqualTo("Data: " + directory.toRealPath().resolve("cordwood-data"));
      await()
          .until(
              () -> cli.run("query", "level:=error | fields _msg").out(),
              "{\"_msg\":\"2026-11-21T04:14:51Z ERROR it broke\"}\n"::equals);
      server.signal("TERM");
      assertThat(server.exitCode(10)).isEqualTo(143);
    }
    assertThat(cli.run("query", "* | stats count() n").ok().out()).isEqualTo("{\"n\":1}\n");
  }

  @Test
  void anAddressThatIsTakenIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      assertThat(cli.run("serve", "--http", address, "--tcp", "none").failed(ExitCodes.FAILURE))
          .isEqualTo(
              "cordwood: cannot listen on %s (http.listen): Address already in use\n"
                  .formatted(address));
      assertThat(
              cli.run("serve", "--http", "127.0.0.1:0", "--tcp", address).failed(ExitCodes.FAILURE))
          .isEqualTo(
              "cordwood: cannot listen on %s (listener 'tcp'): Address already in use\n"
                  .formatted(address));
    }
  }

  @Test
  void aDirectoryThatIsInUseIsNamedWithWhoUsesIt() {
    try (Cli.Serving first = cli.serve()) {
      assertThat(
              cli.run("serve", "--http", "127.0.0.1:0", "--tcp", "none").failed(ExitCodes.FAILURE))
          .isEqualTo(
              ("cordwood: cordwood-data is in use by process %d, which serves it at %s; ask that"
                      + " address, or stop it first\n")
                  .formatted(first.process.pid(), first.url));
    }
    try (Cli.Serving _ = cli.serve()) { // the one that was killed is no hindrance
      assertThat(cli.run("query", "*").ok().out()).isEmpty();
    }
  }

  @Test
  void wrongOptionsAreSaidAndStartNothing() throws IOException {
    assertThat(cli.run("serve", "--http", "127.0.0.1").failed(ExitCodes.USAGE))
        .contains("--http: expected an address such as 127.0.0.1:8050, found '127.0.0.1'");
    assertThat(cli.run("serve", "--http", "0.0.0.0:0").failed(ExitCodes.USAGE))
        .contains("http.listen: 0.0.0.0:0 can be reached from other machines")
        .contains("http.allow_remote");
    assertThat(
            cli.run("serve", "--set", "quer.timeout=3", "--set", "store.sync=often")
                .failed(ExitCodes.USAGE)
                .lines())
        .containsExactly(
            "cordwood: --set: there is no setting 'quer.timeout'; did you mean 'query.timeout'?",
            "cordwood: --set store.sync: expected one of group, every, none, found 'often'");
    assertThat(cli.run("serve", "--set", "demo").failed(ExitCodes.USAGE))
        .contains("option '--set' (KEY=VALUE) should be in KEY=VALUE format but was demo");
    assertThat(cli.run("serve", "now").failed(ExitCodes.USAGE))
        .contains("'now' is not expected here", "Try 'cordwood serve --help'.");
    assertThat(cli.run("serve", "--follow").failed(ExitCodes.USAGE)).contains("--follow");
    assertThat(cli.run("serve", "--config", "nope.yaml").failed(ExitCodes.USAGE))
        .isEqualTo("cordwood: nope.yaml: there is no such file\n");
    Files.writeString(directory.resolve("c.yaml"), "http:\n  listn: 127.0.0.1:0\ndmo: true\n");
    assertThat(cli.run("serve", "--config", "c.yaml").failed(ExitCodes.USAGE).lines())
        .containsExactly(
            "cordwood: c.yaml:2: there is no setting 'http.listn'; did you mean 'http.listen'?",
            "cordwood: c.yaml:3: there is no setting 'dmo'; did you mean 'demo'?");
    assertThat(directory.resolve("cordwood-data")).doesNotExist();
  }

  @Test
  void aDirectoryThatCannotBeMadeIsNamed() throws IOException {
    Files.writeString(directory.resolve("file"), "");
    assertThat(
            cli.run("serve", "--data", "file/data", "--http", "127.0.0.1:0", "--tcp", "none")
                .failed(ExitCodes.FAILURE))
        .contains("file");
  }
}
