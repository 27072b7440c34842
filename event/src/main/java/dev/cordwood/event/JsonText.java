package dev.cordwood.event;

import java.nio.charset.StandardCharsets;

/// Writing of JSON strings into bytes.
final class JsonText {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /// What one byte can become: `\u001f`.
  static final int MAX_GROWTH = 6;

  private JsonText() {}

  /// Writes a quoted JSON string; only what must be escaped is.
  ///
  /// @param out has room for `2 + 6 * length` bytes at `at`
  /// @return where it ends
  static int quote(byte[] text, int start, int length, byte[] out, int at) {
    out[at++] = '"';
    for (int i = start; i < start + length; i++) {
      byte c = text[i];
      if (c == '"' || c == '\\') {
        out[at++] = '\\';
        out[at++] = c;
      } else if (c >= 0 && c < 0x20) {
        out[at++] = '\\';
        int letter = "\b\t\n\f\r".indexOf(c);
        if (letter >= 0) {
          out[at++] = (byte) "btnfr".charAt(letter);
        } else {
          out[at++] = 'u';
          out[at++] = '0';
          out[at++] = '0';
          out[at++] = HEX[c >> 4];
          out[at++] = HEX[c & 15];
        }
      } else {
        out[at++] = c;
      }
    }
    out[at++] = '"';
    return at;
  }
}
