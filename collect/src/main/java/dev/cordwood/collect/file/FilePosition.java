package dev.cordwood.collect.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How far a file has been stored, with evidence of which file it was: hashes of its first bytes
/// and of the bytes right before the position. Kept in the store, in one transaction with the rows.
///
/// @param offset of the first byte that is not stored yet; a line starts there
/// @param headLength how many first bytes are hashed, at most [#EVIDENCE_BYTES]
/// @param tailLength how many bytes before the offset are hashed, at most [#EVIDENCE_BYTES]
/// @param born see [FileStamp]
/// @param modified the file's last change as of this position
/// @param source what the rows of this file have as `source`: the path it was first seen under
record FilePosition(
    long offset,
    int headLength,
    long headHash,
    int tailLength,
    long tailHash,
    long born,
    long modified,
    String source) {
  static final int EVIDENCE_BYTES = 256;

  private static final Pattern FORM =
      Pattern.compile(
          "1 (\\d{1,19}) (\\d{1,3}):([0-9a-f]{1,16}) (\\d{1,3}):([0-9a-f]{1,16})"
              + " (-?\\d{1,19}) (-?\\d{1,19}) (.*)",
          Pattern.DOTALL);

  /// The state of a [dev.cordwood.store.SourcePosition].
  String encode() {
    return "1 %d %d:%x %d:%x %d %d %s"
        .formatted(offset, headLength, headHash, tailLength, tailHash, born, modified, source);
  }

  /// @return null when it is not what [#encode] writes
  static @Nullable FilePosition decode(String state) {
    Matcher matcher = FORM.matcher(state);
    if (!matcher.matches()) {
      return null;
    }
    try {
      FilePosition position =
          new FilePosition(
              Long.parseLong(matcher.group(1)),
              Integer.parseInt(matcher.group(2)),
              Long.parseUnsignedLong(matcher.group(3), 16),
              Integer.parseInt(matcher.group(4)),
              Long.parseUnsignedLong(matcher.group(5), 16),
              Long.parseLong(matcher.group(6)),
              Long.parseLong(matcher.group(7)),
              matcher.group(8));
      return position.isPossible() ? position : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private boolean isPossible() {
    long most = Math.min(offset, EVIDENCE_BYTES);
    return headLength <= most && tailLength <= most;
  }

  /// A place in an open file that is known to have been read up to there.
  static FilePosition at(long offset, FileStamp stamp, FileChannel file, String source)
      throws IOException {
    int length = (int) Math.min(offset, EVIDENCE_BYTES);
    byte[] head = read(file, 0, length);
    byte[] tail = read(file, offset - length, length);
    return new FilePosition(
        offset,
        head.length,
        hash(head),
        tail.length,
        hash(tail),
        stamp.born(),
        stamp.modified(),
        source);
  }

  /// Whether an open file has what this position saw, whatever came after it.
  boolean matches(FileChannel file) throws IOException {
    return file.size() >= offset
        && hash(read(file, 0, headLength)) == headHash
        && hash(read(file, offset - tailLength, tailLength)) == tailHash;
  }

  /// Whether an open file starts like this one did.
  boolean startsAlike(FileChannel file) throws IOException {
    return headLength > 0 && hash(read(file, 0, headLength)) == headHash;
  }

  /// As [#matches], and it is not a later file that happens to look the same.
  boolean isOf(FileStamp stamp, FileChannel file) throws IOException {
    boolean otherBirth = born != 0 && stamp.born() != 0 && born != stamp.born();
    return !otherBirth && matches(file);
  }

  /// Up to `length` bytes at `at`; fewer where the file ends.
  static byte[] read(FileChannel file, long at, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining() && file.read(buffer, at + buffer.position()) >= 0) {}
    byte[] bytes = new byte[buffer.position()];
    buffer.flip().get(bytes);
    return bytes;
  }

  /// FNV-1a, finished by a mix.
  static long hash(byte[] bytes) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : bytes) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    hash = (hash ^ bytes.length) * 0xD6E8FEB86659FD93L;
    return hash ^ (hash >>> 32);
  }
}
