package dev.cordwood.collect.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Certificates and keys as everybody has them: PEM files. Whatever is wrong with one is said with
/// its name.
final class PemFile {
  /// A bundle of all authorities of the world has about 250 KB.
  private static final int MAX_BYTES = 4 << 20;

  private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  private final Path path;
  private final List<Block> blocks;

  private record Block(String label, byte[] content) {}

  private PemFile(Path path, List<Block> blocks) {
    this.path = path;
    this.blocks = blocks;
  }

  static PemFile read(Path path) throws IOException {
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new IOException(path + ": larger than any PEM file");
      }
      String text = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
      return new PemFile(path, blocks(path, text));
    } catch (NoSuchFileException e) {
      throw new IOException(path + ": there is no such file", e);
    } catch (AccessDeniedException e) {
      throw new IOException(path + ": may not be read by this user", e);
    }
  }

  private static List<Block> blocks(Path path, String text) throws IOException {
    List<Block> blocks = new ArrayList<>();
    int at = 0;
    while ((at = text.indexOf("-----BEGIN ", at)) >= 0) {
      int labelEnd = text.indexOf("-----", at + 11);
      String label = labelEnd < 0 ? "" : text.substring(at + 11, labelEnd);
      int end = text.indexOf("-----END " + label + "-----", at);
      if (labelEnd < 0 || end < 0) {
        throw new IOException(path + ": a block begins and does not end");
      }
      String body = text.substring(labelEnd + 5, end);
      if (body.contains("Proc-Type:")) {
        throw encrypted(path);
      }
      try {
        blocks.add(new Block(label, Base64.getMimeDecoder().decode(body)));
      } catch (IllegalArgumentException e) {
        throw new IOException("%s: %s is not Base64".formatted(path, label), e);
      }
      at = end;
    }
    return blocks;
  }

  private static IOException encrypted(Path path) {
    return new IOException(
        "%s: the key is encrypted; write it without a pass phrase (openssl pkey -in %s -out …)"
            .formatted(path, path));
  }

  /// All certificates in the file, in their order.
  List<X509Certificate> certificates() throws IOException {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Block block : blocks) {
        if (block.label.equals("CERTIFICATE") || block.label.equals("TRUSTED CERTIFICATE")) {
          certificates.add(
              (X509Certificate)
                  factory.generateCertificate(new ByteArrayInputStream(block.content)));
        }
      }
    } catch (CertificateException e) {
      throw new IOException("%s: a certificate is broken: %s".formatted(path, e.getMessage()), e);
    }
    if (certificates.isEmpty()) {
      throw new IOException(
          path + ": there is no certificate in it (-----BEGIN CERTIFICATE-----); it must be PEM");
    }
    return certificates;
  }

  /// The first private key in the file.
  PrivateKey privateKey() throws IOException {
    for (Block block : blocks) {
      switch (block.label) {
        case "PRIVATE KEY" -> {
          return key(block.content);
        }
        case "RSA PRIVATE KEY" -> {
          return key(Pkcs8.ofRsa(block.content));
        }
        case "EC PRIVATE KEY" -> {
          return key(Pkcs8.ofEllipticCurve(path, block.content));
        }
        case "ENCRYPTED PRIVATE KEY" -> throw encrypted(path);
        default -> { // certificates, parameters of curves
          if (block.label.endsWith("PRIVATE KEY")) {
            throw new IOException(
                "%s: a key of the kind '%s' is not supported; RSA, EC and Ed25519 are"
                    .formatted(path, block.label));
          }
        }
      }
    }
    throw new IOException(
        path + ": there is no private key in it (-----BEGIN PRIVATE KEY-----); it must be PEM");
  }

  private PrivateKey key(byte[] pkcs8) throws IOException {
    GeneralSecurityException last = null;
    for (String algorithm : KEY_ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (GeneralSecurityException e) {
        last = e;
      }
    }
    throw new IOException(path + ": the key is broken, or neither RSA, EC nor Ed25519", last);
  }
}
