package dev.cordwood.event;

import java.nio.charset.StandardCharsets;

/// Writing of JSON strings: of bytes for what is stored, where only what must be escaped is, and of
/// text for answers, where everything is that a terminal or a browser could take amiss.
public final class JsonStrings {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /// What one byte can become: `\u001f`.
  public static final int MAX_GROWTH = 6;

  private JsonStrings() {}

  /// Writes a quoted JSON string; only what must be escaped is.
  ///
  /// @param out has room for `2 + 6 * length` bytes at `at`
  /// @return where it ends
  public static int quote(byte[] text, int start, int length, byte[] out, int at) {
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

  /// Appends a JSON string. Lone surrogates become U+FFFD, so that the result can be encoded.
  public static void quote(String text, StringBuilder out) {
    out.append('"');
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c != '"' && c != '\\' && c < 0x7f) {
        continue;
      }
      if (c >= 0xa0 && c != 0x2028 && c != 0x2029) {
        if (!Character.isSurrogate(c)) {
          continue;
        }
        if (Character.isHighSurrogate(c)
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1))) {
          i++;
          continue;
        }
        c = 0xFFFD;
      }
      out.append(text, from, i);
      from = i + 1;
      escape(c, out);
    }
    out.append(text, from, text.length()).append('"');
  }

  private static void escape(char c, StringBuilder out) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      default ->
          out.append("\\u")
              .append((char) HEX[c >> 12])
              .append((char) HEX[c >> 8 & 15])
              .append((char) HEX[c >> 4 & 15])
              .append((char) HEX[c & 15]);
    }
  }
}
