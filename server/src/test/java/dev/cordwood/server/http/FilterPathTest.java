package dev.cordwood.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FilterPathTest {
  private static boolean includes(String filter, String path) {
    return new FilterPath(filter).includes(path.split("\\."));
  }

  @Test
  void patternsMatchAsElasticsearchMatchesThem() {
    assertThat(includes("", "a.b")).isTrue();
    assertThat(includes("a", "a.b")).isTrue();
    assertThat(includes("a.b", "a.b")).isTrue();
    assertThat(includes("a.b.c", "a.b")).isFalse();
    assertThat(includes("a.*.c", "a.b.c")).isTrue();
    assertThat(includes("a.*.c", "a.b.d")).isFalse();
    assertThat(includes("it*s.*.stat*", "items.create.status")).isTrue();
    assertThat(includes("**.status", "items.create.status")).isTrue();
    assertThat(includes("**", "x.y")).isTrue();
    assertThat(includes(" b , a ", "a.x")).isTrue();
    assertThat(includes("-a", "a.x")).isFalse();
    assertThat(includes("-a", "b")).isTrue();
    assertThat(includes("a,-a.b", "a.b")).isFalse();
    assertThat(includes("a,-a.b", "a.c")).isTrue();
  }
}
