package dev.cordwood.collect.net;

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
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Certificates and keys from PEM files. Every error names the file and what is wrong with it.
final class PemFiles {
  private static final long MAX_BYTES = 1 << 20;
  private static final String BEGIN = "-----BEGIN ";
  private static final String DASHES = "-----";

  private record Block(String type, byte[] der) {}

  private PemFiles() {}

  /// All certificates of the file, at least one.
  static List<X509Certificate> certificates(Path file) throws IOException {
    List<X509Certificate> found = new ArrayList<>();
    for (Block block : blocks(file)) {
      if (block.type.equals("CERTIFICATE") || block.type.equals("TRUSTED CERTIFICATE")) {
        found.add(certificate(file, block));
      }
    }
    if (found.isEmpty()) {
      throw new IOException("%s: no certificate in it (%sCERTIFICATE-----)".formatted(file, BEGIN));
    }
    return found;
  }

  private static X509Certificate certificate(Path file, Block block) throws IOException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(block.der));
    } catch (CertificateException e) {
      throw new IOException(
          "%s: a certificate in it is damaged: %s".formatted(file, e.getMessage()), e);
    }
  }

  /// The first private key of the file.
  static PrivateKey key(Path file) throws IOException {
    for (Block block : blocks(file)) {
      byte[] pkcs8 =
          switch (block.type) {
            case "PRIVATE KEY" -> block.der;
            case "RSA PRIVATE KEY" -> Pkcs8.ofRsa(block.der);
            case "EC PRIVATE KEY" -> ofEc(file, block);
            case "ENCRYPTED PRIVATE KEY" ->
                throw new IOException(
                    "%s: the key is encrypted, which is not supported; openssl pkcs8 -in %s decrypts it"
                        .formatted(file, file));
            default -> null;
          };
      if (pkcs8 != null) {
        return key(file, pkcs8);
      }
      if (block.type.endsWith("PRIVATE KEY")) {
        throw new IOException(
            "%s: a key of the kind '%s' is not supported; RSA, EC and EdDSA are"
                .formatted(file, block.type));
      }
    }
    throw new IOException("%s: no private key in it (%sPRIVATE KEY-----)".formatted(file, BEGIN));
  }

  private static byte[] ofEc(Path file, Block block) throws IOException {
    try {
      return Pkcs8.ofEc(block.der);
    } catch (IOException e) {
      throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static PrivateKey key(Path file, byte[] pkcs8) throws IOException {
    String why = "it is damaged";
    for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException e) {
        why = String.valueOf(e.getMessage()); // of another kind: the next
      } catch (GeneralSecurityException e) {
        throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
      }
    }
    throw new IOException(
        "%s: the private key cannot be read (RSA, EC and EdDSA are supported): %s"
            .formatted(file, why));
  }

  private static List<Block> blocks(Path file) throws IOException {
    List<Block> blocks = new ArrayList<>();
    String type = null;
    StringBuilder base64 = new StringBuilder();
    for (String line : text(file).lines().map(String::strip).toList()) {
      if (line.startsWith(BEGIN) && line.endsWith(DASHES)) {
        type = line.substring(BEGIN.length(), line.length() - DASHES.length());
        base64.setLength(0);
      } else if (line.startsWith("-----END ") && type != null) {
        blocks.add(new Block(type, decoded(file, type, base64)));
        type = null;
      } else if (line.startsWith("Proc-Type:") && line.contains("ENCRYPTED")) {
        throw new IOException(
            "%s: the key is encrypted, which is not supported; openssl pkcs8 -topk8 -nocrypt -in %s decrypts it"
                .formatted(file, file));
      } else if (type != null) {
        base64.append(line);
      }
    }
    if (type != null) {
      throw new IOException("%s: '%s%s-----' has no end".formatted(file, BEGIN, type));
    }
    return blocks;
  }

  private static byte[] decoded(Path file, @Nullable String type, StringBuilder base64)
      throws IOException {
    try {
      return Base64.getDecoder().decode(base64.toString());
    } catch (IllegalArgumentException e) {
      throw new IOException("%s: '%s' is damaged: %s".formatted(file, type, e.getMessage()), e);
    }
  }

  private static String text(Path file) throws IOException {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException("%s: too large for a PEM file".formatted(file));
      }
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new IOException("%s: no such file".formatted(file), e);
    } catch (AccessDeniedException e) {
      throw new IOException("%s: may not be read by this user".formatted(file), e);
    }
  }
}
