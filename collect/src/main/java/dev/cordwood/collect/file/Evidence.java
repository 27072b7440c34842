package dev.cordwood.collect.file;

/// Hashes of parts of a file, by which it is known again.
final class Evidence {
  /// How many first bytes are hashed.
  static final int HEAD_BYTES = 1_024;

  /// How many bytes before a position are hashed.
  static final int TAIL_BYTES = 256;

  private static final long START = 0xcbf29ce484222325L;

  private Evidence() {}

  /// FNV-1a, not yet finished, so that a head can grow.
  static long begin() {
    return START;
  }

  static long add(long state, byte[] bytes, int from, int to) {
    long hash = state;
    for (int i = from; i < to; i++) {
      hash = (hash ^ (bytes[i] & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }

  /// @param length of all that was added
  static long finish(long state, int length) {
    long hash = (state ^ length) * 0xD6E8FEB86659FD93L;
    return hash ^ (hash >>> 32);
  }

  static long hash(byte[] bytes) {
    return hash(bytes, 0, bytes.length);
  }

  static long hash(byte[] bytes, int from, int to) {
    return finish(add(START, bytes, from, to), to - from);
  }
}
