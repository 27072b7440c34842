package dev.cordwood.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Certificates and keys for tests, good for a hundred years. `ca.pem` signed `server.pem` (for
/// localhost, logs.example and 127.0.0.1; `server.key`, and in an older form `server-pkcs1.key`)
/// and `client.pem` (`client.key`, `client-sec1.key`, `encrypted.key`); `other.pem` with
/// `other.key` stands alone.
public final class TestCertificates {
  private TestCertificates() {}

  /// Copies a file of this name into the directory.
  public static Path copy(String name, Path directory) {
    try (InputStream in = TestCertificates.class.getResourceAsStream("tls/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException(name);
      }
      Path file = directory.resolve(name);
      Files.write(file, in.readAllBytes());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
