package dev.cordwood.collect.file;

import dev.cordwood.event.Timestamps;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// How far a file has been stored, with evidence of which file it was: hashes of its first bytes
/// and of the bytes right before the position. Kept in the store, in one transaction with the rows.
///
/// Offsets are those of the unpacked content.
///
/// @param offset of the first byte that is not stored yet; an event starts there
/// @param size that the file was seen to have
/// @param headLength how many first bytes are hashed, at most [Evidence#HEAD_BYTES]
/// @param tailLength how many bytes before the offset are hashed, at most [Evidence#TAIL_BYTES]
/// @param born see [FileStamp]
/// @param modified the file's last change as of this position
/// @param packedSize what the file takes on the disk when it is compressed, else -1
/// @param lastTime of the last line that had one, or [Timestamps#NONE]
/// @param continued what stands at the offset is the rest of an event that was too long
/// @param format what is known of the lines, see [dev.cordwood.collect.format.LineParser#state()]
/// @param target where links on the path led to the file; empty when there were none
/// @param source what the rows of this file have as `source`: the path it was first seen under
record FilePosition(
    long offset,
    long size,
    int headLength,
    long headHash,
    int tailLength,
    long tailHash,
    long born,
    long modified,
    long packedSize,
    long lastTime,
    Encoding encoding,
    boolean continued,
    String format,
    String target,
    String source) {

  /// The beginning of a file.
  static FilePosition start(FileStamp stamp, String source) {
    long none = Evidence.hash(new byte[0]);
    return new FilePosition(
        0,
        stamp.size(),
        0,
        none,
        0,
        none,
        stamp.born(),
        stamp.modified(),
        -1,
        Timestamps.NONE,
        Encoding.AUTO,
        false,
        "",
        "",
        source);
  }

  /// A place in an open file that is known to have been read up to there.
  static FilePosition at(long offset, FileStamp stamp, FileBytes file, String source)
      throws IOException {
    byte[] head = file.read(0, (int) Math.min(offset, Evidence.HEAD_BYTES));
    int length = (int) Math.min(offset, Evidence.TAIL_BYTES);
    byte[] tail = file.read(offset - length, length);
    return start(stamp, source)
        .withEvidence(offset, head.length, Evidence.hash(head), tail.length, Evidence.hash(tail));
  }

  FilePosition withEvidence(
      long newOffset, int newHeadLength, long newHeadHash, int newTailLength, long newTailHash) {
    return new FilePosition(
        newOffset,
        Math.max(size, newOffset),
        newHeadLength,
        newHeadHash,
        newTailLength,
        newTailHash,
        born,
        modified,
        packedSize,
        lastTime,
        encoding,
        continued,
        format,
        target,
        source);
  }

  FilePosition withSize(long newSize) {
    return new FilePosition(
        offset,
        newSize,
        headLength,
        headHash,
        tailLength,
        tailHash,
        born,
        modified,
        packedSize,
        lastTime,
        encoding,
        continued,
        format,
        target,
        source);
  }

  /// The same place in another file with the same content.
  FilePosition in(FileStamp stamp) {
    return of(stamp, Math.max(stamp.size(), offset), -1);
  }

  /// The same place in a compressed file.
  FilePosition in(FileStamp stamp, long unpackedSize) {
    return of(stamp, unpackedSize, stamp.size());
  }

  private FilePosition of(FileStamp stamp, long newSize, long newPackedSize) {
    return new FilePosition(
        offset,
        newSize,
        headLength,
        headHash,
        tailLength,
        tailHash,
        stamp.born(),
        stamp.modified(),
        newPackedSize,
        lastTime,
        encoding,
        continued,
        format,
        "",
        source);
  }

  boolean isPacked() {
    return packedSize >= 0;
  }

  /// Bytes that were there and are not stored.
  long unread() {
    return Math.max(0, size - offset);
  }

  /// Whether an open file has what this position saw, whatever came after it.
  boolean matches(FileBytes file) throws IOException {
    return file.size() >= offset
        && Evidence.hash(file.read(0, headLength)) == headHash
        && Evidence.hash(file.read(offset - tailLength, tailLength)) == tailHash;
  }

  /// Whether an open file starts like this one did.
  boolean startsAlike(FileBytes file) throws IOException {
    return headLength > 0 && Evidence.hash(file.read(0, headLength)) == headHash;
  }

  /// As [#matches], and it is not a later file that happens to look the same.
  boolean isOf(FileStamp stamp, FileBytes file) throws IOException {
    return !isOtherBirth(stamp) && matches(file);
  }

  boolean isOtherBirth(FileStamp stamp) {
    return born != 0 && stamp.born() != 0 && born != stamp.born();
  }

  /// Whether nothing happened to the file since, as far as the file system knows.
  boolean isUnchanged(FileStamp stamp) {
    long sizeOnDisk = isPacked() ? packedSize : size;
    return born != 0
        && born == stamp.born()
        && modified == stamp.modified()
        && sizeOnDisk == stamp.size();
  }

  /// The state of a [dev.cordwood.store.SourcePosition].
  String encode() {
    return PositionText.encode(this);
  }

  /// @return null when it is not what [#encode] writes, or wrote in an older version
  static @Nullable FilePosition decode(String state) {
    FilePosition position = PositionText.decode(state);
    return position == null
            || position.headLength > position.offset
            || position.tailLength > position.offset
        ? null
        : position;
  }
}
