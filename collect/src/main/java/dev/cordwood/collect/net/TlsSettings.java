package dev.cordwood.collect.net;

import java.nio.file.Path;
import java.util.Optional;

/// Files for TLS 1.2 and 1.3, all in PEM.
///
/// @param certificates the server's certificate, then those of the authorities between it and the
///   root
/// @param key the certificate's private key, not encrypted: PKCS#8, PKCS#1 (RSA) or SEC1 (EC)
/// @param clientAuthorities clients must show a certificate that one of these has signed
public record TlsSettings(Path certificates, Path key, Optional<Path> clientAuthorities) {
  public TlsSettings(Path certificates, Path key) {
    this(certificates, key, Optional.empty());
  }
}
