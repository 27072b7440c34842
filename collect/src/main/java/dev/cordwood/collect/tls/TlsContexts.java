package dev.cordwood.collect.tls;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// TLS from PEM files. Every mistake in them is an [IOException] that names the file.
public final class TlsContexts {
  /// A certificate with those that signed it, and its private key.
  public record Identity(Path certificate, Path key) {}

  /// Whom a client trusts.
  public sealed interface Trust {
    /// The authorities that the system trusts; where it has no list of its own, Java's.
    record System() implements Trust {}

    /// Only those in this file.
    record Only(Path file) implements Trust {}

    /// Anybody: whoever stands between can read and change everything.
    record Anybody() implements Trust {}
  }

  /// Where Debian, Red Hat and others, and Alpine and macOS have them.
  private static final List<Path> SYSTEM_BUNDLES =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"),
          Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
          Path.of("/etc/ssl/cert.pem"));

  private TlsContexts() {}

  /// @param clients whose certificates are accepted; then every client needs one
  public static SSLContext server(Identity own, Optional<Path> clients) throws IOException {
    return context(
        keys(own), clients.isEmpty() ? new TrustManager[0] : trust(new Trust.Only(clients.get())));
  }

  public static SSLContext client(Trust trusted, Optional<Identity> own) throws IOException {
    return context(own.isEmpty() ? new KeyManager[0] : keys(own.get()), trust(trusted));
  }

  /// The names that a certificate is for: those that clients may call its server by.
  public static List<String> names(Path certificate) throws IOException {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> alternatives =
          PemFile.read(certificate).certificates().getFirst().getSubjectAlternativeNames();
      if (alternatives != null) {
        for (List<?> each : alternatives) {
          boolean isDns = each.getFirst() instanceof Integer type && type == 2;
          if (isDns && each.get(1) instanceof String name && !name.startsWith("*")) {
            names.add(name.toLowerCase(Locale.ROOT));
          }
        }
      }
    } catch (GeneralSecurityException e) {
      throw new IOException("%s: %s".formatted(certificate, e.getMessage()), e);
    }
    return names;
  }

  private static SSLContext context(KeyManager[] keys, TrustManager[] trust) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust, new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  private static KeyManager[] keys(Identity own) throws IOException {
    List<X509Certificate> chain = PemFile.read(own.certificate).certificates();
    PrivateKey key = PemFile.read(own.key).privateKey();
    requirePair(own, chain.getFirst().getPublicKey(), key);
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("own", key, new char[0], chain.toArray(X509Certificate[]::new));
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, new char[0]);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException e) {
      throw new IOException("%s: %s".formatted(own.certificate, e.getMessage()), e);
    }
  }

  /// A key of another certificate would show only when the first client fails to connect.
  private static void requirePair(Identity own, PublicKey open, PrivateKey secret)
      throws IOException {
    String algorithm =
        switch (open.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> open.getAlgorithm();
        };
    try {
      byte[] sample = new byte[32];
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(secret);
      signing.update(sample);
      byte[] signature = signing.sign();
      Signature checking = Signature.getInstance(algorithm);
      checking.initVerify(open);
      checking.update(sample);
      if (checking.verify(signature)) {
        return;
      }
    } catch (GeneralSecurityException e) {
      // a key of another kind: said below
    }
    throw new IOException(
        "%s is not the key of the certificate in %s".formatted(own.key, own.certificate));
  }

  private static TrustManager[] trust(Trust trusted) throws IOException {
    return switch (trusted) {
      case Trust.System() -> systemTrust();
      case Trust.Only(Path file) -> trustOnly(file);
      case Trust.Anybody() -> new TrustManager[] {new TrustAnybody()};
    };
  }

  private static TrustManager[] systemTrust() throws IOException {
    for (Path bundle : SYSTEM_BUNDLES) {
      if (Files.isReadable(bundle)) {
        return trustOnly(bundle);
      }
    }
    try {
      return managers(null);
    } catch (GeneralSecurityException e) {
      throw new IOException("the system's certificate authorities: " + e.getMessage(), e);
    }
  }

  private static TrustManager[] trustOnly(Path file) throws IOException {
    List<X509Certificate> authorities = PemFile.read(file).certificates();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (int i = 0; i < authorities.size(); i++) {
        store.setCertificateEntry("authority" + i, authorities.get(i));
      }
      return managers(store);
    } catch (GeneralSecurityException e) {
      throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static final class TrustAnybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
