package dev.cordwood.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// The `_stream_id` of a stream: 32 lower-case hex digits, the first half of the SHA-256 of the
/// stream's canonical text (the value of `_stream`, such as `{host="a",service="b"}`). It is
/// derived and never stored, so that the same stream has the same id everywhere.
public final class StreamId {
  private static final int BYTES = 16;

  private StreamId() {}

  public static String of(String stream) {
    return of(stream.getBytes(StandardCharsets.UTF_8));
  }

  public static String of(byte[] stream) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(stream);
      return HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
