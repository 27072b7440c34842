package dev.cordwood.collect.net;

import dev.cordwood.collect.HostName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// HELO, PING and PONG of Fluent Forward version 1: both sides show that they know the shared key,
/// and the client a user's password if users are configured, without any of them going over the
/// wire.
final class ForwardHandshake {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int NONCE_BYTES = 16;
  private static final int PING_PARTS = 6;
  private static final String SERVER = HostName.get();

  private final String sharedKey;
  private final Map<String, String> users;
  private final byte[] nonce = random();
  private final byte[] challenge;

  /// @param answer what to send
  /// @param refusal why the client may not go on; empty when it may
  record Outcome(byte[] answer, String refusal) {}

  ForwardHandshake(String sharedKey, Map<String, String> users) {
    this.sharedKey = sharedKey;
    this.users = users;
    challenge = users.isEmpty() ? new byte[0] : random();
  }

  private static byte[] random() {
    byte[] bytes = new byte[NONCE_BYTES];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /// `["HELO", {"nonce": …, "auth": …, "keepalive": true}]`
  byte[] helo() {
    AnswerWriter out = new AnswerWriter();
    out.array(2).text("HELO").map(3);
    out.text("nonce").binary(nonce);
    out.text("auth").binary(challenge);
    out.text("keepalive").bool(true);
    return out.bytes();
  }

  /// `["PING", host, salt, digest of the key, user, digest of the password]`
  Outcome ping(byte[] frame, int start, int end) {
    List<byte[]> parts = MessagePackTexts.of(frame, start, end);
    if (parts.size() != PING_PARTS || !text(parts.get(0)).equals("PING")) {
      return refused(new byte[0], "a PING is expected, for a shared key is configured");
    }
    byte[] host = parts.get(1);
    byte[] salt = parts.get(2);
    if (!same(parts.get(3), digest(salt, host, nonce, bytes(sharedKey)))) {
      return refused(salt, "shared_key mismatch");
    }
    if (!users.isEmpty()) {
      byte[] user = parts.get(4);
      String password = users.get(text(user));
      byte[] expected = digest(challenge, user, bytes(password == null ? "" : password));
      boolean matches = same(parts.get(5), expected);
      if (password == null || !matches) {
        return refused(salt, "username/password mismatch");
      }
    }
    return new Outcome(pong(salt, true, ""), "");
  }

  private Outcome refused(byte[] salt, String why) {
    return new Outcome(pong(salt, false, why), why);
  }

  /// `["PONG", whether it may go on, why not, this host, digest of the key]`
  private byte[] pong(byte[] salt, boolean accepted, String why) {
    AnswerWriter out = new AnswerWriter();
    out.array(5).text("PONG").bool(accepted).text(why);
    out.text(accepted ? SERVER : "");
    out.text(accepted ? text(digest(salt, bytes(SERVER), nonce, bytes(sharedKey))) : "");
    return out.bytes();
  }

  private static boolean same(byte[] given, byte[] expected) {
    return MessageDigest.isEqual(given, expected);
  }

  /// SHA-512 in hexadecimal digits.
  private static byte[] digest(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    try {
      byte[] digest = MessageDigest.getInstance("SHA-512").digest(all.toByteArray());
      return bytes(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-512", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
