package dev.cordwood.collect.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/// Older forms of private keys, which OpenSSL still writes, wrapped into PKCS#8 (RFC 5958), the
/// only form that Java reads.
final class Pkcs8 {
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;

  /// `[0]` of an ECPrivateKey: the curve.
  private static final int PARAMETERS = 0xA0;

  private static final byte[] VERSION = {2, 1, 0};

  /// 1.2.840.113549.1.1.1 and NULL.
  private static final byte[] RSA = {
    6, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 1, 5, 0
  };

  /// 1.2.840.10045.2.1.
  private static final byte[] EC = {6, 7, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 2, 1};

  private Pkcs8() {}

  /// @param pkcs1 an RSAPrivateKey of RFC 8017
  static byte[] ofRsa(byte[] pkcs1) {
    return wrap(RSA, pkcs1);
  }

  /// @param sec1 an ECPrivateKey of RFC 5915, with its curve
  static byte[] ofEllipticCurve(Path path, byte[] sec1) throws IOException {
    Der whole = new Der(path, sec1, 0, sec1.length);
    whole.expect(SEQUENCE);
    Der in = new Der(path, sec1, whole.start, whole.end);
    while (in.next < in.limit) {
      int tag = in.read();
      if (tag == PARAMETERS) {
        byte[] curve = Arrays.copyOfRange(sec1, in.start, in.end);
        return wrap(joined(EC, curve), sec1);
      }
    }
    throw new IOException(
        path + ": the key does not name its curve; convert it: openssl pkcs8 -topk8 -nocrypt");
  }

  private static byte[] wrap(byte[] algorithm, byte[] key) {
    return value(SEQUENCE, joined(VERSION, joined(value(SEQUENCE, algorithm), value(OCTETS, key))));
  }

  private static byte[] value(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.length;
    if (length < 0x80) {
      out.write(length);
    } else if (length < 0x100) {
      out.write(0x81);
      out.write(length);
    } else {
      out.write(0x82); // no key has more than 64 KiB
      out.write(length >> 8);
      out.write(length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  /// Goes over the values of a DER structure.
  private static final class Der {
    final Path path;
    final byte[] bytes;
    final int limit;
    int next;
    int start;
    int end;

    Der(Path path, byte[] bytes, int from, int limit) {
      this.path = path;
      this.bytes = bytes;
      this.next = from;
      this.limit = limit;
    }

    void expect(int tag) throws IOException {
      if (read() != tag) {
        throw broken();
      }
    }

    /// @return the tag; the content lies in `[start, end)`
    int read() throws IOException {
      if (limit - next < 2) {
        throw broken();
      }
      int tag = bytes[next++] & 0xff;
      int length = bytes[next++] & 0xff;
      if (length >= 0x80) {
        int count = length & 0x7f;
        if (count < 1 || count > 2 || limit - next < count) {
          throw broken();
        }
        length = 0;
        for (int i = 0; i < count; i++) {
          length = length << 8 | bytes[next++] & 0xff;
        }
      }
      if (length > limit - next) {
        throw broken();
      }
      start = next;
      end = next + length;
      next = end;
      return tag;
    }

    private IOException broken() {
      return new IOException(path + ": the key is broken");
    }
  }
}
