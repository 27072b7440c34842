package dev.cordwood.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher script, in a copy of the sources' root whose path has a blank. In place of Maven
/// stands a script that counts how often it is called and makes one jar that leads to the classes
/// of this build.
class LauncherTest {
  private static final int PATIENCE_SECONDS = 120;

  @TempDir private Path directory;
  private Path home;
  private Path tools;
  private String path;

  @BeforeEach
  void copy() throws IOException {
    home = Files.createDirectories(directory.resolve("my sources"));
    tools = Files.createDirectories(directory.resolve("tools"));
    Path root = Path.of("..").toRealPath();
    path = tools + ":/usr/bin:/bin";
    executable(home.resolve("cordwood"), Files.readString(root.resolve("cordwood")));
    Path build = Files.createDirectories(home.resolve("build"));
    executable(build.resolve("find-jdk"), Files.readString(root.resolve("build/find-jdk")));
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    Files.createDirectories(home.resolve("cli/src/main"));
    makeJar(directory.resolve("made.jar"));
    mavenDoes("mkdir -p cli/target/dist/lib && cp '%s/made.jar' cli/target/dist/lib/");
  }

  private void mavenDoes(String command) throws IOException {
    executable(
        tools.resolve("mvn"),
        "#!/bin/sh\necho built >>'%s/builds'\n%s\n"
            .formatted(directory, command.formatted(directory)));
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void makeJar(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            Stream.of(Cli.classPath().split(":"))
                .map(path -> Path.of(path).toUri().toString())
                .collect(Collectors.joining(" ")));
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
  }

  private long builds() throws IOException {
    Path file = directory.resolve("builds");
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }

  private Process start(Path output, String... command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(tools.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    Map<String, String> environment = builder.environment();
    List.of("CORDWOOD_DATA", "CORDWOOD_CONFIG", "NO_COLOR", "JAVA_OPTS", "MAVEN_OPTS")
        .forEach(environment::remove);
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("PATH", path);
    environment.put("TERM", "xterm");
    return builder.start();
  }

  private Cli.Result run(String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(directory, "run", ".out");
    Process process = start(output, command);
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      return new Cli.Result(process.exitValue(), Files.readString(output), "");
    } finally {
      process.destroyForcibly();
    }
  }

  private String cordwood() {
    return home.resolve("cordwood").toString();
  }

  @Test
  void buildsOnceForSeveralFirstStartsAtOnceAndAgainWhenSourcesChanged() throws Exception {
    List<Path> outputs = new ArrayList<>();
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      outputs.add(directory.resolve("start" + i));
      processes.add(start(outputs.getLast(), cordwood(), "version"));
    }
    for (int i = 0; i < 3; i++) {
      assertThat(processes.get(i).waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(Files.readString(outputs.get(i))).contains("cordwood " + version());
      assertThat(processes.get(i).exitValue()).isZero();
    }
    assertThat(builds()).isEqualTo(1);

    assertThat(run(cordwood(), "version").out()).startsWith("cordwood " + version());
    assertThat(builds()).isEqualTo(1);

    Path source = Files.writeString(home.resolve("cli/src/main/New.java"), "");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(run(cordwood(), "version").out())
        .startsWith("cordwood: the sources have changed: building\n");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void worksThroughLinksFromAnotherDirectoryAndPassesArgumentsAndExitCodesOn() throws Exception {
    Path first = Files.createSymbolicLink(tools.resolve("first"), home.resolve("cordwood"));
    String cw = Files.createSymbolicLink(tools.resolve("cw"), first.getFileName()).toString();
    assertThat(run(first.toString(), "version").code()).isZero();
    assertThat(run(cw, "version").out()).startsWith("cordwood " + version());
    Files.writeString(tools.resolve("a b.log"), "one line\n");
    assertThat(run(cw, "ingest", "a b.log").out()).startsWith("stored 1 lines");
    assertThat(run(cw, "query", "source:=\"a b.log\" | fields _msg").out())
        .isEqualTo("{\"_msg\":\"one line\"}\n");
    assertThat(tools.resolve("cordwood-data")).isDirectory();
    assertThat(run(cw, "query", "(").code()).isEqualTo(ExitCodes.USAGE);
    assertThat(run(cw, "query", "--data", "nope").code()).isEqualTo(ExitCodes.FAILURE);
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void aFailedBuildIsShownAndWhatWasBuiltBeforeIsPutBack() throws Exception {
    assertThat(run(cordwood(), "version").code()).isZero();
    mavenDoes("echo '[ERROR] it does not compile'; exit 1");
    Path source = Files.writeString(home.resolve("cli/src/main/New.java"), "");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    Cli.Result failed = run(cordwood(), "version");
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.out())
        .contains("[ERROR] it does not compile")
        .contains("cordwood: the build failed; all of its output is in " + home + "/cli/target");
    assertThat(home.resolve("cli/target/dist/lib/made.jar")).exists();
    Files.delete(source);
    assertThat(run(cordwood(), "version").out()).startsWith("cordwood " + version());
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    Files.delete(tools.resolve("mvn"));
    for (String tool : List.of("cat", "dirname", "find", "grep", "head", "kill", "mkdir", "rm")) {
      Path real = Path.of("/usr/bin", tool);
      String place = Files.exists(real) ? real.toString() : "/bin/" + tool;
      executable(tools.resolve(tool), "#!/bin/sh\nexec %s \"$@\"\n".formatted(place));
    }
    path = tools.toString();
    Cli.Result result = run(cordwood(), "version");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).startsWith("cordwood: Maven is needed to build Cordwood");
  }

  @Test
  void knowsATerminalWhenItIsOnOne() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "there is no script(1) here");
    Files.writeString(
        tools.resolve("a.log"),
        "{\"_time\":\"2026-11-21T04:14:52Z\",\"level\":\"error\",\"msg\":\"it"
            + " \\u001b[2Jbroke\"}\n");
    assertThat(run(cordwood(), "ingest", "a.log").code()).isZero();
    String query = "'" + cordwood() + "' query";
    assertThat(run("/usr/bin/script", "-qec", query, "/dev/null").out().replace("\r\n", "\n"))
        .isEqualTo(
            "\u001b[2m2026-11-21 04:14:52.000Z\u001b[0m \u001b[31mERROR\u001b[0m"
                + " \u001b[36ma.log\u001b[0m it \\e[2Jbroke\n");
    assertThat(run("/usr/bin/script", "-qec", query + " | cat", "/dev/null").out())
        .startsWith("{\"_time\":");
  }

  private static String version() {
    return Cli.in(Path.of(".")).run("version").ok().out().split(" ")[1];
  }
}
