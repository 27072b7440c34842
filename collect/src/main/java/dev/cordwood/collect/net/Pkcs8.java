package dev.cordwood.collect.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/// Puts private keys of the older forms into the one that Java reads, PKCS#8 (RFC 5208): a sequence
/// of a version, the algorithm, and the old form as a string of octets. All in DER.
final class Pkcs8 {
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final int PARAMETERS = 0xa0;

  private static final byte[] VERSION = {0x02, 0x01, 0x00};

  /// 1.2.840.113549.1.1.1 without parameters.
  private static final byte[] RSA = {
    0x06,
    0x09,
    0x2a,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xf7,
    0x0d,
    0x01,
    0x01,
    0x01,
    0x05,
    0x00
  };

  /// 1.2.840.10045.2.1, to be followed by the curve.
  private static final byte[] EC = {
    0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01
  };

  private Pkcs8() {}

  /// From PKCS#1 (RFC 8017).
  static byte[] ofRsa(byte[] pkcs1) {
    return sequence(VERSION, der(SEQUENCE, RSA), der(OCTETS, pkcs1));
  }

  /// From SEC1 (RFC 5915), in which the curve stands as an optional parameter.
  static byte[] ofEc(byte[] sec1) throws IOException {
    return sequence(VERSION, der(SEQUENCE, concat(EC, curve(sec1))), der(OCTETS, sec1));
  }

  /// Version, key, `[0]` curve, `[1]` public key.
  private static byte[] curve(byte[] sec1) throws IOException {
    int at = contentStart(sec1, 0);
    while (at < sec1.length) {
      int content = contentStart(sec1, at);
      int end = content + length(sec1, at);
      if (end > sec1.length) {
        break;
      }
      if ((sec1[at] & 0xff) == PARAMETERS) {
        return Arrays.copyOfRange(sec1, content, end);
      }
      at = end;
    }
    throw new IOException(
        "the EC key does not say of which curve it is; openssl pkcs8 -topk8 -nocrypt converts it");
  }

  private static int contentStart(byte[] der, int at) throws IOException {
    if (at + 1 >= der.length) {
      throw new IOException("the EC key is damaged");
    }
    int first = der[at + 1] & 0xff;
    return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
  }

  private static int length(byte[] der, int at) throws IOException {
    int first = der[at + 1] & 0xff;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = at + 2; i < contentStart(der, at); i++) {
      if (i >= der.length || length > 0xffff) {
        throw new IOException("the EC key is damaged");
      }
      length = length << 8 | der[i] & 0xff;
    }
    return length;
  }

  private static byte[] sequence(byte[]... parts) {
    return der(SEQUENCE, concat(parts));
  }

  private static byte[] der(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else if (content.length < 0x100) {
      out.write(0x81);
      out.write(content.length);
    } else {
      out.write(0x82);
      out.write(content.length >> 8);
      out.write(content.length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
