package dev.cordwood.query.pipe;

/// How many bytes a text takes in UTF-8, without encoding it.
final class Utf8Length {
  private Utf8Length() {}

  static long of(String text) {
    long bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        if (c < 0x800) {
          bytes++;
        } else if (Character.isHighSurrogate(c)
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1))) {
          bytes += 2; // four bytes for two chars
          i++;
        } else if (!Character.isSurrogate(c)) {
          bytes += 2;
        } // a lone surrogate is encoded as "?"
      }
    }
    return bytes;
  }
}
