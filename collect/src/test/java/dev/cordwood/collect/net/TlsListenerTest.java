package dev.cordwood.collect.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cordwood.collect.RefusalReason;
import dev.cordwood.collect.tls.TlsContexts;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsListenerTest {
  private static final String EC = "ec -pkeyopt ec_paramgen_curve:P-256";

  @TempDir Path directory;

  private ListenerFixture start(TlsSettings settings) throws IOException {
    return ListenerFixture.start(
        directory, ListenerFixture.spec(ListenerKind.JSON).withTls(settings));
  }

  /// A connection that trusts the server's certificate.
  private static SSLSocket connect(
      ListenerFixture fixture,
      TlsSettings server,
      @Nullable TlsSettings client,
      String... protocols)
      throws Exception {
    SSLContext context =
        TlsContexts.client(
            new TlsContexts.Trust.Only(server.certificates()),
            Optional.ofNullable(client)
                .map(own -> new TlsContexts.Identity(own.certificates(), own.key())));
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(fixture.address().getAddress(), fixture.port());
    if (protocols.length > 0) {
      socket.setEnabledProtocols(protocols);
    }
    return socket;
  }

  @ParameterizedTest
  @CsvSource({"rsa:2048, TLSv1.2", "rsa:2048, TLSv1.3", EC + ", TLSv1.3", "ed25519, TLSv1.3"})
  void linesComeThroughTls(String algorithm, String protocol) throws Exception {
    TlsSettings tls = Certificates.make(directory, "server", algorithm);
    try (ListenerFixture fixture = start(tls)) {
      try (SSLSocket socket = connect(fixture, tls, null, protocol)) {
        ListenerFixture.send(socket, "{\"a\":1}\n");
        await().until(() -> fixture.rows() == 1);
        ListenerFixture.send(socket, "{\"a\":2}\n".repeat(20_000) + "{\"a\":3}");
        assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
      }
      await().atMost(Duration.ofSeconds(20)).until(() -> fixture.rows() == 20_002);
    }
  }

  @Test
  void closingStoresWhatCameThroughTls() throws Exception {
    TlsSettings tls = Certificates.make(directory, "server", EC);
    try (ListenerFixture fixture = start(tls);
        SSLSocket socket = connect(fixture, tls, null)) {
      ListenerFixture.send(socket, "{\"a\":1}\n".repeat(3_000) + "{\"a\":2}");
      await().until(() -> fixture.counters.snapshot().receivedLines() > 0);
      long start = System.nanoTime();
      fixture.listener.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
      assertThat(fixture.rows()).isEqualTo(3_001);
    }
  }

  @Test
  void aClientThatSpeaksNoTlsIsClosedAndCounted() throws Exception {
    TlsSettings tls = Certificates.make(directory, "server", EC);
    try (ListenerFixture fixture = start(tls);
        Socket socket = fixture.connect()) {
      ListenerFixture.send(socket, "{\"a\":1}\n");
      await().until(() -> fixture.refused(RefusalReason.TLS) == 1);
      assertThat(fixture.listener.status().lastError())
          .contains("TLS with 127.0.0.1:")
          .contains("failed");
      await().until(() -> fixture.counters.snapshot().openConnections() == 0);
      try (SSLSocket good = connect(fixture, tls, null)) {
        ListenerFixture.send(good, "{\"a\":2}\n");
        await().until(() -> fixture.rows() == 1);
      }
    }
  }

  @Test
  void clientsMustShowACertificateWhereOneIsAskedFor() throws Exception {
    TlsSettings server = Certificates.make(directory, "server", EC);
    TlsSettings client = Certificates.make(directory, "client", "rsa:2048");
    TlsSettings stranger = Certificates.make(directory, "stranger", EC);
    TlsSettings mutual =
        new TlsSettings(server.certificates(), server.key(), Optional.of(client.certificates()));
    try (ListenerFixture fixture = start(mutual)) {
      try (SSLSocket socket = connect(fixture, server, client)) {
        ListenerFixture.send(socket, "{\"a\":1}\n");
        await().until(() -> fixture.rows() == 1);
      }
      for (TlsSettings other : new @Nullable TlsSettings[] {null, stranger}) {
        assertThatThrownBy(
                () -> {
                  try (SSLSocket socket = connect(fixture, server, other)) {
                    ListenerFixture.send(socket, "{\"a\":2}\n");
                    if (socket.getInputStream().read() < 0) {
                      throw new IOException("closed");
                    }
                  }
                })
            .isInstanceOf(IOException.class);
      }
      await().until(() -> fixture.refused(RefusalReason.TLS) == 2);
      assertThat(fixture.rows()).isEqualTo(1);
    }
  }

  @Test
  void aMistakeInAFileKeepsTheListenerFromStartingAndNamesTheFile() throws Exception {
    TlsSettings tls = Certificates.make(directory, "server", "rsa:2048");
    TlsSettings other = Certificates.make(directory, "other", EC);
    Path text = directory.resolve("text.pem");
    Files.writeString(text, "no PEM at all\n");
    assertRefused(new TlsSettings(text, tls.key()), text + ": there is no certificate in it");
    assertRefused(
        new TlsSettings(tls.certificates(), other.key()),
        other.key() + " is not the key of the certificate in " + tls.certificates());
    assertRefused(
        new TlsSettings(tls.certificates(), tls.key(), Optional.of(text)),
        text + ": there is no certificate in it");
  }

  private void assertRefused(TlsSettings settings, String message) {
    assertThatThrownBy(() -> start(settings))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }
}
