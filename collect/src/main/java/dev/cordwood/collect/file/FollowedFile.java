package dev.cordwood.collect.file;

import dev.cordwood.collect.BatchMaker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One file on its way into the store: where it is, how far it has been read, and what was learned
/// of it. Used by one thread.
final class FollowedFile implements AutoCloseable {
  private static final byte[] NOTHING = {};
  private static final long LONG_AGO = TimeUnit.HOURS.toNanos(1);

  final String key;
  final String source;
  final FollowedSource owner;
  final Packing packing;

  /// Where the file is now; another path than the source once it was rotated.
  FileStamp stamp;

  /// Where symbolic links led to it; null when there are none on its path.
  @Nullable Path target;

  /// The live name is another file's now, or this file has no name any more.
  boolean rotated;

  /// It has no name that we know: deleted or moved away. What is open can still be read.
  boolean gone;

  /// The file system says that it changed since it was last looked into.
  boolean changed = true;

  /// It has been looked at and is text.
  boolean isText;

  /// An event that has been read may go on.
  boolean waiting;

  /// When it was last read from or first seen, as [System#nanoTime] counts.
  long activeNanos = System.nanoTime();

  /// When its size last changed.
  long grownNanos = System.nanoTime();

  Encoding encoding;

  /// The time of its last line that had one.
  long lastTime;

  /// What is known of the format of its lines.
  String format;

  /// The format of its lines, for people.
  String formatName;

  /// The next event is the rest of one that was too long.
  boolean continued;

  /// What the store has.
  FilePosition stored;

  final LineRate rate = new LineRate();
  final LongLine longLine = new LongLine();

  private final AtomicInteger openFiles;
  private @Nullable FileBytes bytes;
  private long offset;
  private long seenSize;
  private boolean hasEvidence;
  private int headLength;
  private long head;
  private byte[] tail = NOTHING;
  private boolean lostEvidence;
  private boolean check;

  /// @param from where to go on
  /// @param openFiles counts the files that are open
  FollowedFile(FileStamp stamp, FollowedSource owner, FilePosition from, AtomicInteger openFiles) {
    this.key = stamp.key();
    this.source = from.source();
    this.owner = owner;
    this.packing = from.isPacked() ? Packing.of(stamp.path()) : Packing.NONE;
    this.stamp = stamp;
    this.stored = from;
    this.openFiles = openFiles;
    encoding = from.encoding();
    lastTime = from.lastTime();
    format = from.format();
    int tab = format.indexOf('\t');
    formatName = tab < 0 ? format : format.substring(0, tab);
    continued = from.continued();
    offset = from.offset();
    isText = offset > 0;
    seenSize = contentSize();
    grownNanos -= Math.clamp(BatchMaker.now() - stamp.modified(), 0, LONG_AGO);
    hasEvidence = offset == 0;
    head = Evidence.begin();
  }

  boolean isPacked() {
    return packing != Packing.NONE;
  }

  boolean isOpen() {
    return bytes != null;
  }

  long offset() {
    return offset;
  }

  long contentSize() {
    return isPacked() ? stored.size() : stamp.size();
  }

  /// Bytes that are there and not read.
  long behind() {
    return Math.max(0, Math.max(seenSize, contentSize()) - offset);
  }

  /// Nothing happened to it lately: it need not be opened before something does.
  void rest() {
    changed = false;
    activeNanos = System.nanoTime() - LONG_AGO;
  }

  /// Takes over what was opened to look into it.
  void adopt(FileBytes opened) {
    bytes = opened;
    openFiles.incrementAndGet();
  }

  FileBytes bytes() throws IOException {
    FileBytes open = bytes;
    if (open == null) {
      open = isPacked() ? new PackedBytes(stamp, packing, stored.size()) : PlainBytes.open(stamp);
      adopt(open);
    }
    return open;
  }

  /// The size now.
  long size() throws IOException {
    long size = bytes().size();
    if (size != seenSize) {
      seenSize = size;
      grownNanos = System.nanoTime();
      check = true;
    }
    return size;
  }

  /// It may have been written to without having another size.
  void mustBeChecked() {
    check = true;
  }

  /// Whether the file still has what was read of it; if not it was truncated or written anew.
  boolean isIntact(long size) throws IOException {
    if (size < offset || lostEvidence) {
      return false;
    }
    if (check) {
      loadEvidence();
      byte[] there = bytes().read(offset - tail.length, tail.length);
      lostEvidence |= !Arrays.equals(there, tail);
      check = false;
    }
    return !lostEvidence;
  }

  private void loadEvidence() throws IOException {
    if (hasEvidence) {
      return;
    }
    hasEvidence = true;
    byte[] start = bytes().read(0, stored.headLength());
    tail = bytes().read(offset - stored.tailLength(), stored.tailLength());
    headLength = start.length;
    head = Evidence.add(Evidence.begin(), start, 0, start.length);
    lostEvidence =
        Evidence.finish(head, headLength) != stored.headHash()
            || Evidence.hash(tail) != stored.tailHash();
  }

  /// Reads from a little before the offset, so that the bytes before it come with the same call.
  ///
  /// @return how many bytes were read, of which the first [#margin()] lie before the offset; -1
  ///   when these are not what was read before
  int fill(byte[] buffer) throws IOException {
    loadEvidence();
    int length = bytes().read(offset - tail.length, buffer, buffer.length);
    if (lostEvidence
        || length < tail.length
        || !Arrays.equals(buffer, 0, tail.length, tail, 0, tail.length)) {
      lostEvidence = true;
      return -1;
    }
    return length;
  }

  int margin() {
    return tail.length;
  }

  /// Moves on to `to` in a buffer that was filled at the offset.
  void advance(byte[] buffer, int to) {
    int from = tail.length;
    if (headLength == offset && headLength < Evidence.HEAD_BYTES) {
      int end = Math.min(to, from + Evidence.HEAD_BYTES - headLength);
      head = Evidence.add(head, buffer, from, end);
      headLength += end - from;
    }
    offset += to - from;
    tail = Arrays.copyOfRange(buffer, Math.max(0, to - Evidence.TAIL_BYTES), to);
    activeNanos = System.nanoTime();
  }

  /// Moves on to a place that lies anywhere behind.
  void jump(long to) throws IOException {
    offset = to;
    longLine.clear();
    byte[] start = bytes().read(0, (int) Math.min(offset, Evidence.HEAD_BYTES));
    int length = (int) Math.min(offset, Evidence.TAIL_BYTES);
    headLength = start.length;
    head = Evidence.add(Evidence.begin(), start, 0, start.length);
    tail = bytes().read(offset - length, length);
    activeNanos = System.nanoTime();
  }

  /// The file was truncated or written anew: starts again from its first byte.
  void restart() {
    stored = FilePosition.start(stamp, source);
    isText = true;
    encoding = Encoding.AUTO;
    reset();
  }

  /// Goes back to what the store has.
  void rewind() {
    reset();
  }

  private void reset() {
    offset = stored.offset();
    lastTime = stored.lastTime();
    format = stored.format();
    continued = stored.continued();
    encoding = offset > 0 ? stored.encoding() : encoding;
    longLine.clear();
    headLength = 0;
    head = Evidence.begin();
    tail = NOTHING;
    hasEvidence = offset == 0;
    lostEvidence = false;
    check = false;
    changed = true;
    owner.parsers().forget(this);
  }

  /// Where it is now, to be stored with the rows read so far.
  FilePosition position() {
    FilePosition place =
        new FilePosition(
            offset,
            Math.max(seenSize, contentSize()),
            stored.headLength(),
            stored.headHash(),
            stored.tailLength(),
            stored.tailHash(),
            stamp.born(),
            stamp.modified(),
            isPacked() ? stamp.size() : -1,
            lastTime,
            encoding,
            continued,
            format,
            target == null ? "" : target.toString(),
            source);
    return hasEvidence
        ? place.withEvidence(
            offset, headLength, Evidence.finish(head, headLength), tail.length, Evidence.hash(tail))
        : place;
  }

  /// Lets the file go until there is more in it.
  @Override
  public void close() {
    FileBytes open = bytes;
    bytes = null;
    if (open != null) {
      openFiles.decrementAndGet();
      open.close();
    }
  }
}
