package dev.cordwood.collect.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordwood.testing.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsContextsTest {
  @TempDir private Path directory;

  private Path file(String name) {
    return TestCertificates.copy(name, directory);
  }

  private TlsContexts.Identity identity(String certificate, String key) {
    return new TlsContexts.Identity(file(certificate), file(key));
  }

  @ParameterizedTest
  @CsvSource({
    "server.pem, server.key",
    "server.pem, server-pkcs1.key",
    "client.pem, client.key",
    "client.pem, client-sec1.key",
    "other.pem, other.key"
  })
  void keysOfAllFormsAndKindsAreRead(String certificate, String key) throws IOException {
    assertThat(TlsContexts.server(identity(certificate, key), Optional.of(file("ca.pem"))))
        .isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "server.pem, client.key, is not the key of the certificate in",
    "other.pem, server.key, is not the key of the certificate in",
    "server.pem, encrypted.key, encrypted.key: the key is encrypted",
    "server.pem, ca.pem, ca.pem: there is no private key in it",
    "server.key, server.key, server.key: there is no certificate in it"
  })
  void whatDoesNotFitIsSaidWithItsFile(String certificate, String key, String message) {
    assertThatThrownBy(() -> TlsContexts.server(identity(certificate, key), Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }

  @Test
  void missingAndBrokenFilesAreSaid() throws IOException {
    Path missing = directory.resolve("missing.pem");
    assertThatThrownBy(
            () -> TlsContexts.client(new TlsContexts.Trust.Only(missing), Optional.empty()))
        .hasMessageContaining("missing.pem: there is no such file");
    String text = Files.readString(file("ca.pem"));
    Path cut =
        Files.writeString(directory.resolve("cut.pem"), text.substring(0, text.length() / 2));
    assertThatThrownBy(() -> TlsContexts.client(new TlsContexts.Trust.Only(cut), Optional.empty()))
        .hasMessageContaining("cut.pem: a block begins and does not end");
    Path broken =
        Files.writeString(
            directory.resolve("broken.pem"),
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    assertThatThrownBy(
            () -> TlsContexts.client(new TlsContexts.Trust.Only(broken), Optional.empty()))
        .hasMessageContaining("broken.pem: a certificate is broken");
    for (String label : new String[] {"EC PRIVATE KEY", "RSA PRIVATE KEY", "PRIVATE KEY"}) {
      Path key =
          Files.writeString(
              directory.resolve("broken.key"),
              "-----BEGIN %s-----\nMIIBAAAA\n-----END %s-----\n".formatted(label, label));
      assertThatThrownBy(() ->
              TlsContexts.server(
                  new TlsContexts.Identity(file("server.pem"), key), Optional.empty()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("broken.key: the key");
    }
  }

  @Test
  void whatCannotBeUsedIsSaidWithWhatToDo() throws IOException {
    Path other =
        Files.writeString(
            directory.resolve("dsa.key"),
            "-----BEGIN DSA PRIVATE KEY-----\nAAAA\n-----END DSA PRIVATE KEY-----\n");
    assertRefused(other, "dsa.key: a key of the kind 'DSA PRIVATE KEY' is not supported; RSA, EC");
    Path encrypted =
        Files.writeString(
            directory.resolve("old.key"),
            """
            -----BEGIN RSA PRIVATE KEY-----
            Proc-Type: 4,ENCRYPTED

            AAAA
            -----END RSA PRIVATE KEY-----
            """);
    assertRefused(encrypted, "write it without a pass phrase (openssl pkey -in " + encrypted);
    Path endless =
        Files.writeString(directory.resolve("endless.key"), "-----BEGIN PRIVATE KEY-----\nMIIB\n");
    assertRefused(endless, "endless.key: a block begins and does not end");
    Path huge = Files.write(directory.resolve("huge.key"), new byte[(4 << 20) + 1]);
    assertRefused(huge, "huge.key: larger than any PEM file");
  }

  private void assertRefused(Path key, String message) {
    assertThatThrownBy(() ->
            TlsContexts.server(new TlsContexts.Identity(file("server.pem"), key), Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }

  @Test
  void theSystemsAuthoritiesAreThere() throws IOException {
    assertThat(TlsContexts.client(new TlsContexts.Trust.System(), Optional.empty())).isNotNull();
  }

  @Test
  void theNamesOfACertificateAreThoseInIt() throws IOException {
    assertThat(TlsContexts.names(file("server.pem"))).containsExactly("localhost", "logs.example");
    assertThat(TlsContexts.names(file("client.pem"))).isEmpty();
  }
}
