package dev.cordwood.collect.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordwood.collect.net.ListenAddress.HostPort;
import dev.cordwood.collect.net.ListenAddress.SocketFile;
import dev.cordwood.collect.net.ListenAddress.UnixType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenerSpecTest {
  @Test
  void aListenerOfTheCommandLineIsRead() {
    assertThat(ListenerSpec.parse("syslog-udp=127.0.0.1:5514").address())
        .isEqualTo(new HostPort("127.0.0.1", 5514));
    assertThat(ListenerSpec.parse("json=[::1]:5000").address())
        .isEqualTo(new HostPort("::1", 5000));
    assertThat(ListenerSpec.parse("gelf-tcp=:12201").address()).isEqualTo(new HostPort("", 12201));
    assertThat(ListenerSpec.parse("lines=*:0").address()).isEqualTo(new HostPort("", 0));
    assertThat(ListenerSpec.parse("syslog-unix=/dev/log").address())
        .isEqualTo(new SocketFile(Path.of("/dev/log"), UnixType.DATAGRAM));
  }

  @ParameterizedTest
  @EnumSource(ListenerKind.class)
  void everyKindHasAnId(ListenerKind kind) {
    assertThat(ListenerKind.of(kind.id())).contains(kind);
    assertThat(ListenerKind.known()).contains(kind.id());
  }

  @ParameterizedTest
  @CsvSource({
    "syslog, a listener is KIND=HOST:PORT",
    "sislog=127.0.0.1:1, 'the kinds are json, lines, syslog-udp'",
    "json=127.0.0.1, is no HOST:PORT",
    "json=127.0.0.1:x, is no HOST:PORT",
    "json=::1:5000, stands in brackets",
    "json=h:70000, must be between 0 and 65535",
    "syslog-unix=, the path is missing"
  })
  void aMistakeIsNamed(String text, String message) {
    assertThatThrownBy(() -> ListenerSpec.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void theDefaultsAreSensible() {
    ListenerSpec spec = ListenerSpec.parse("gelf-udp=127.0.0.1:12201");
    assertThat(spec.name()).isEqualTo("gelf-udp");
    assertThat(spec.maxConnections()).isEqualTo(10_000);
    assertThat(spec.idleTimeout()).isEqualTo(Duration.ofHours(1));
    assertThat(spec.tls()).isEmpty();
    assertThat(spec.zone()).isEmpty();
    assertThat(spec.octetCounting()).isEqualTo(OctetCounting.AUTO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"syslog-udp", "gelf-udp"})
  void thereIsNoTlsOverUdp(String kind) {
    ListenerSpec spec = ListenerSpec.parse(kind + "=127.0.0.1:1").withName("mine");
    assertThatThrownBy(() -> spec.withTls(new TlsSettings(Path.of("c"), Path.of("k"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("listener 'mine': TLS is for listeners over TCP, %s is none".formatted(kind));
  }

  @Test
  void settingsThatContradictEachOtherAreRefused() {
    ListenerSpec json = ListenerSpec.parse("json=127.0.0.1:1");
    assertThatThrownBy(() -> json.withSharedKey("key", Map.of()))
        .hasMessageContaining("a shared key is for forward");
    assertThatThrownBy(() -> ListenerSpec.parse("forward=:1").withSharedKey("", Map.of("a", "b")))
        .hasMessageContaining("users need a shared key");
    assertThatThrownBy(() -> json.withMaxConnections(0)).hasMessageContaining("connection");
    assertThatThrownBy(() -> json.withMaxFrameBytes(1 << 30)).hasMessageContaining("at most");
    assertThatThrownBy(() -> json.withIdleTimeout(Duration.ZERO)).hasMessageContaining("idle");
    assertThatThrownBy(() -> json.withAddress(new SocketFile(Path.of("x"), UnixType.STREAM)))
        .hasMessageContaining("needs HOST:PORT");
    assertThatThrownBy(() -> ListenerSpec.of(ListenerKind.SYSLOG_UNIX, ListenerFixture.ANY_PORT))
        .hasMessageContaining("needs a path");
  }
}
