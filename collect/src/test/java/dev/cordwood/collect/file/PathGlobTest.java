package dev.cordwood.collect.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordwood.collect.Limits;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathGlobTest {
  @ParameterizedTest
  @CsvSource({
    "/var/log/*.log, /var/log/a.log, true",
    "/var/log/*.log, /var/log/x/a.log, false",
    "/var/log/**/*.log, /var/log/a.log, true",
    "/var/log/**/*.log, /var/log/x/y/a.log, true",
    "/srv/app-[0-9]/log, /srv/app-7/log, true",
    "/srv/app-[!0-9]/log, /srv/app-7/log, false",
    "/srv/app-?/log/app.log, /srv/app-x/log/app.log, true",
    "/srv/app-?/log/app.log, /srv/app-xy/log/app.log, false",
    "'/a/{b,c}/*', /a/c/d, true",
    "'/a/{b,c}/*', /a/d/d, false",
    "/a/*, /a/.hidden, false",
    "/a/.*, /a/.hidden, true",
    "/a/x\\*y, /a/x*y, true",
    "/a/x\\*y, /a/xzy, false"
  })
  void patternsMatchWholePaths(String pattern, String path, boolean expected) {
    assertThat(PathGlob.parse(pattern).stream().anyMatch(glob -> glob.matches(Path.of(path))))
        .isEqualTo(expected);
  }

  @Test
  void aPathIsFoundByItsLiteralPattern() {
    Path odd = Path.of("/a/[x]{y,z}*?\\.log");
    PathGlob glob = PathGlob.parse(PathGlob.literal(odd)).get(0);
    assertThat(glob.isPlain()).isTrue();
    assertThat(glob.root()).isEqualTo(odd);
  }

  @Test
  void namesMatchAsTheyDoInTheLibrary() {
    long seed = Long.getLong("seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      String pattern = some(random, "ab*?", 8);
      String name = some(random, "ab", 8);
      boolean expected =
          FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(Path.of(name));
      assertThat(NamePattern.matches(pattern, name))
          .as("seed %d, %s, %s", seed, pattern, name)
          .isEqualTo(expected);
    }
  }

  private static String some(SplittableRandom random, String letters, int most) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(1, most); length > 0; length--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  @Test
  void tooManyChoicesAreRefused() {
    assertThat(PathGlob.parse("/a" + "{x,y}".repeat(8))).hasSize(Limits.MAX_GLOB_CHOICES);
    assertThatThrownBy(() -> PathGlob.parse("/a" + "{x,y}".repeat(9)))
        .hasMessageContaining("more than 256 ways");
  }

  @ParameterizedTest
  @CsvSource({
    "app.log, app.log.1, true",
    "app.log, app.log.1.gz, true",
    "app.log, app.log-20261121, true",
    "app.log, app-2026-11-21T04-14-54.000.log, true",
    "app.log, app-2026-11-21T04-14-54.000.log.gz, true",
    "app.log, app-2026-11-21-1.log, true",
    "app.log, app.log.gz, true",
    "app.log, app.log, false",
    "app.log, apple.log, false",
    "app.log, app.log.bak, false",
    "app.log, other.log.1, false"
  })
  void namesOfRotatedFilesAreKnown(String live, String name, boolean expected) {
    assertThat(RotatedName.isRotated(live, name)).isEqualTo(expected);
  }
}
