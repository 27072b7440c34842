package dev.cordwood.collect.net;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads an array of texts, which may come as texts or as binaries.
final class MessagePackTexts {
  private static final int MAX_TEXTS = 15;

  private MessagePackTexts() {}

  /// @return the texts; none when it is anything else
  static List<byte[]> of(byte[] bytes, int start, int end) {
    int at = start;
    if (at >= end || (bytes[at] & 0xf0) != 0x90) {
      return List.of();
    }
    int count = bytes[at++] & 0x0f;
    List<byte[]> texts = new ArrayList<>(MAX_TEXTS);
    for (int i = 0; i < count && at < end; i++) {
      int type = bytes[at++] & 0xff;
      int lengthBytes =
          switch (type) {
            case 0xc4, 0xd9 -> 1;
            case 0xc5, 0xda -> 2;
            default -> 0;
          };
      if ((lengthBytes == 0 && (type & 0xe0) != 0xa0) || at + lengthBytes > end) {
        return List.of();
      }
      int length = lengthBytes == 0 ? type & 0x1f : 0;
      for (int b = 0; b < lengthBytes; b++) {
        length = length << 8 | bytes[at++] & 0xff;
      }
      if (at + length > end) {
        return List.of();
      }
      texts.add(Arrays.copyOfRange(bytes, at, at + length));
      at += length;
    }
    return texts.size() == count && at == end ? texts : List.of();
  }
}
