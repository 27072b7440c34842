package dev.cordwood.collect.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cordwood.collect.HostName;
import dev.cordwood.collect.net.ListenAddress.SocketFile;
import dev.cordwood.collect.net.ListenAddress.UnixType;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnixListenerTest {
  @TempDir Path directory;

  private Path path() {
    return directory.resolve("log");
  }

  private ListenerSpec spec(UnixType type) {
    return ListenerSpec.of(ListenerKind.SYSLOG_UNIX, new SocketFile(path(), type));
  }

  @Test
  void aStreamIsRead() throws IOException {
    try (ListenerFixture fixture = ListenerFixture.start(directory, spec(UnixType.STREAM));
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path()))) {
      channel.write(
          ByteBuffer.wrap(
              "<13>Nov 21 04:14:54 t[9]: one\0<13>t: two\n".getBytes(StandardCharsets.UTF_8)));
      await().until(() -> fixture.rows() == 2);
      assertThat(fixture.values("_msg")).containsExactlyInAnyOrder("one", "two");
      assertThat(fixture.values("host")).containsOnly(HostName.get());
      assertThat(fixture.values("remote_ip")).containsOnly("(absent)");
      assertThat(fixture.counters.snapshot().openConnections()).isEqualTo(1);
      channel.write(ByteBuffer.wrap("<13>t: no end".getBytes(StandardCharsets.UTF_8)));
      fixture.listener.close();
      assertThat(fixture.values("_msg")).contains("no end");
    }
    assertThat(path()).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource(UnixType.class)
  void everybodyMayWriteToTheSocketAndItIsGoneAfterwards(UnixType type) throws IOException {
    try (ListenerFixture fixture = ListenerFixture.start(directory, spec(type))) {
      assertThat(fixture.listener.address()).isEqualTo(path().toString());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
          .isEqualTo("rw-rw-rw-");
    }
    assertThat(path()).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource(UnixType.class)
  void aSocketThatIsInUseIsLeftAlone(UnixType type) throws IOException {
    for (UnixType other : UnixType.values()) {
      try (ListenerFixture fixture = ListenerFixture.start(directory, spec(other))) {
        assertThatThrownBy(() -> ListenerFixture.start(directory.resolve("second"), spec(type)))
            .isInstanceOf(IOException.class)
            .hasMessageContaining(path().toString())
            .hasMessageContaining("another program listens there");
        assertThat(path()).exists();
        assertThat(fixture.rows()).isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(UnixType.class)
  void aSocketThatWasLeftBehindIsReplaced(UnixType type) throws IOException {
    try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      left.bind(UnixDomainSocketAddress.of(path()));
    }
    assertThat(path()).exists();
    try (ListenerFixture fixture = ListenerFixture.start(directory, spec(type))) {
      assertThat(fixture.listener.address()).isEqualTo(path().toString());
    }
  }

  @ParameterizedTest
  @EnumSource(UnixType.class)
  void aFileThatIsNoSocketIsLeftAlone(UnixType type) throws IOException {
    Files.writeString(path(), "precious");
    assertThatThrownBy(() -> ListenerFixture.start(directory, spec(type)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no socket");
    assertThat(path()).hasContent("precious");
  }

  @ParameterizedTest
  @EnumSource(UnixType.class)
  void aPathThatIsTooLongIsNamed(UnixType type) {
    Path longPath = directory.resolve("x".repeat(120));
    ListenerSpec spec = spec(type).withAddress(new SocketFile(longPath, type));
    assertThatThrownBy(() -> ListenerFixture.start(directory, spec))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot listen at " + longPath);
  }
}
