package dev.cordwood.collect.net;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// TLS for the server's side of connections, made from PEM files.
final class TlsContext {
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
  private static final char[] NO_PASSWORD = {};

  private final SSLSocketFactory factory;
  private final boolean clientsMustShow;

  private TlsContext(SSLSocketFactory factory, boolean clientsMustShow) {
    this.factory = factory;
    this.clientsMustShow = clientsMustShow;
  }

  /// @throws IOException when a file cannot be used; names it and the problem
  static TlsContext of(TlsSettings settings) throws IOException {
    List<X509Certificate> chain = PemFiles.certificates(settings.certificates());
    PrivateKey key = PemFiles.key(settings.key());
    checkPair(settings, chain.getFirst(), key);
    TrustManager[] trust = {};
    Optional<Path> authorities = settings.clientAuthorities();
    if (authorities.isPresent()) {
      trust = trust(authorities.get());
    }
    try {
      KeyStore store = emptyStore();
      store.setKeyEntry("server", key, NO_PASSWORD, chain.toArray(Certificate[]::new));
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust, null);
      return new TlsContext(context.getSocketFactory(), authorities.isPresent());
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "%s, %s: cannot be used for TLS: %s"
              .formatted(settings.certificates(), settings.key(), e.getMessage()),
          e);
    }
  }

  private static TrustManager[] trust(Path authorities) throws IOException {
    List<X509Certificate> certificates = PemFiles.certificates(authorities);
    try {
      KeyStore store = emptyStore();
      for (int i = 0; i < certificates.size(); i++) {
        store.setCertificateEntry("authority" + i, certificates.get(i));
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException e) {
      throw new IOException("%s: %s".formatted(authorities, e.getMessage()), e);
    }
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }

  /// A key that belongs to another certificate shows only in handshakes, where nobody looks.
  private static void checkPair(TlsSettings settings, X509Certificate certificate, PrivateKey key)
      throws IOException {
    byte[] text = {1, 2, 3, 4};
    boolean matches;
    try {
      PublicKey open = certificate.getPublicKey();
      Signature signature = Signature.getInstance(algorithm(key));
      signature.initSign(key);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(open);
      signature.update(text);
      matches = signature.verify(signed);
    } catch (GeneralSecurityException e) {
      matches = false; // of different kinds
    }
    if (!matches) {
      throw new IOException(
          "%s: the key does not belong to the first certificate in %s (%s)"
              .formatted(
                  settings.key(), settings.certificates(), certificate.getSubjectX500Principal()));
    }
  }

  private static String algorithm(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> "EdDSA";
    };
  }

  /// TLS on top of a connection that was accepted; the handshake is still to come.
  SSLSocket secure(Socket raw) throws IOException {
    SSLSocket secured = (SSLSocket) factory.createSocket(raw, null, raw.getPort(), true);
    secured.setUseClientMode(false);
    secured.setEnabledProtocols(PROTOCOLS);
    secured.setNeedClientAuth(clientsMustShow);
    return secured;
  }
}
