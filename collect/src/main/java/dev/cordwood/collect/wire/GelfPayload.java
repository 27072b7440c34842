package dev.cordwood.collect.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/// The payload of a GELF message, which may be packed with zlib or gzip. What is in it is JSON.
public final class GelfPayload {
  private GelfPayload() {}

  /// The JSON, unpacked where its first bytes say so.
  ///
  /// @throws WireException when it cannot be unpacked or becomes larger than `maxBytes`
  public static byte[] decompressed(byte[] bytes, int start, int end, int maxBytes)
      throws WireException {
    if (end - start < 2 || !isPacked(bytes[start] & 0xff, bytes[start + 1] & 0xff)) {
      return Arrays.copyOfRange(bytes, start, end);
    }
    InputStream packed = new ByteArrayInputStream(bytes, start, end - start);
    try (InputStream in =
        bytes[start] == 0x1f ? new GZIPInputStream(packed) : new InflaterInputStream(packed)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[8 << 10];
      for (int count; (count = in.read(buffer)) >= 0; ) {
        if (out.size() + count > maxBytes) {
          throw new WireException("more than %d bytes when unpacked".formatted(maxBytes));
        }
        out.write(buffer, 0, count);
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new WireException("packed, and cannot be unpacked: " + e.getMessage());
    }
  }

  private static boolean isPacked(int first, int second) {
    boolean gzip = first == 0x1f && second == 0x8b;
    boolean zlib = (first & 0x0f) == 8 && (first << 8 | second) % 31 == 0;
    return gzip || zlib;
  }
}
