package dev.cordwood.collect.file;

import dev.cordwood.collect.BatchMaker;
import dev.cordwood.event.Lines;
import dev.cordwood.event.Timestamps;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One file on its way into the store. Only whole lines are taken; what comes after the last LF is
/// read again when there is more. Used by one thread.
final class FollowedFile implements AutoCloseable {
  private static final byte[] NOTHING = {};

  final String key;
  final String source;

  /// Where the file is now; another path than the source once it was rotated.
  FileStamp stamp;

  /// The live name is another file's now, or this file has no name any more.
  boolean rotated;

  /// It has no name that we know: deleted or moved away. What is open can still be read.
  boolean gone;

  /// The file system says that it changed since it was last looked into.
  boolean changed = true;

  /// It has been looked at and is text.
  boolean isText;

  /// When it last grew or was first seen, as [System#nanoTime] counts.
  long activeNanos = System.nanoTime();

  /// The time of its last line that had one.
  long lastTime = Timestamps.NONE;

  /// What the store has.
  FilePosition stored;

  private final AtomicInteger openFiles;
  private @Nullable FileChannel channel;
  private long offset;
  private byte[] head = NOTHING;
  private byte[] tail = NOTHING;
  private boolean lostEvidence;
  private long checkedSize = -1;

  /// Behind the offset when a line that is too long is being skipped.
  private long scanned;

  private byte[] longStart = NOTHING;

  private FollowedFile(
      FileStamp stamp,
      FileChannel channel,
      FilePosition from,
      byte[] head,
      byte[] tail,
      AtomicInteger openFiles) {
    this.key = stamp.key();
    this.source = from.source();
    this.stamp = stamp;
    this.channel = channel;
    this.stored = from;
    this.offset = from.offset();
    this.head = head;
    this.tail = tail;
    this.openFiles = openFiles;
    openFiles.incrementAndGet();
  }

  /// @param from where to go on; it has been checked against this channel
  /// @param openFiles counts the files that are open
  static FollowedFile open(
      FileStamp stamp, FileChannel channel, FilePosition from, AtomicInteger openFiles)
      throws IOException {
    byte[] head = FilePosition.read(channel, 0, from.headLength());
    byte[] tail = FilePosition.read(channel, from.offset() - from.tailLength(), from.tailLength());
    return new FollowedFile(stamp, channel, from, head, tail, openFiles);
  }

  static FilePosition start(FileStamp stamp, String source) {
    long none = FilePosition.hash(NOTHING);
    return new FilePosition(0, 0, none, 0, none, stamp.born(), stamp.modified(), source);
  }

  /// @throws IOException also when the path has become another file meanwhile
  static FileChannel openChannel(FileStamp stamp) throws IOException {
    FileChannel channel = FileChannel.open(stamp.path(), StandardOpenOption.READ);
    try {
      if (!FileStamp.of(stamp.path()).key().equals(stamp.key())) {
        throw new IOException(stamp.path() + " was replaced while it was opened");
      }
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  boolean isOpen() {
    return channel != null;
  }

  long offset() {
    return offset;
  }

  /// Bytes that are there and not read.
  long behind() {
    return Math.max(0, stamp.size() - offset);
  }

  private FileChannel channel() throws IOException {
    FileChannel open = channel;
    if (open == null) {
      open = openChannel(stamp);
      channel = open;
      openFiles.incrementAndGet();
    }
    return open;
  }

  /// The size now.
  long size() throws IOException {
    return channel().size();
  }

  /// Whether the file still has what was read of it; if not it was truncated or written anew.
  boolean isIntact(long size) throws IOException {
    if (size < offset || lostEvidence) {
      return false;
    }
    if (size != checkedSize) {
      byte[] there = FilePosition.read(channel(), offset - tail.length, tail.length);
      if (!Arrays.equals(there, tail)) {
        return false;
      }
      checkedSize = size;
    }
    return true;
  }

  /// The file was truncated or written anew: starts again from its first byte.
  void restart() {
    stored = start(stamp, source);
    isText = true;
    reset();
  }

  private void reset() {
    offset = 0;
    scanned = 0;
    longStart = NOTHING;
    head = NOTHING;
    tail = NOTHING;
    lostEvidence = false;
    checkedSize = -1;
    lastTime = Timestamps.NONE;
  }

  /// Goes back to what the store has.
  void rewind() throws IOException {
    reset();
    offset = stored.offset();
    head = FilePosition.read(channel(), 0, stored.headLength());
    tail = FilePosition.read(channel(), offset - stored.tailLength(), stored.tailLength());
    lostEvidence = FilePosition.hash(tail) != stored.tailHash();
  }

  /// The first bytes, to see whether it is text.
  byte[] start() throws IOException {
    return FilePosition.read(channel(), 0, 1024);
  }

  /// Takes lines into the batch, at most one buffer full.
  ///
  /// @param buffer larger than the longest line that is kept whole
  /// @return whether anything was taken; if not, there is no whole line (yet)
  boolean take(byte[] buffer, int maxLineBytes, BatchMaker batch) throws IOException {
    if (scanned > offset) {
      return skipLongLine(buffer, batch);
    }
    int length = fill(buffer, offset);
    int from = 0;
    while (from < length && buffer[from] == 0) {
      from++; // the hole that a writer leaves who goes on at his old place in a truncated file
    }
    if (from == buffer.length) {
      return skipHole(buffer);
    }
    int to = from;
    while (to < length) {
      int feed = Lines.indexOfLineFeed(buffer, to, length);
      if (feed < 0) {
        break;
      }
      if (feed - to > maxLineBytes) {
        batch.longLine(buffer, to, to + maxLineBytes, feed - to);
      } else {
        batch.line(buffer, to, feed);
      }
      to = feed + 1;
    }
    if (to == from && length - from > maxLineBytes && length == buffer.length) {
      offset += from;
      longStart = Arrays.copyOfRange(buffer, from, from + maxLineBytes);
      scanned = offset + length - from;
      return true;
    }
    if (to > from || (from > 0 && from < length)) {
      advance(buffer, to);
      return true;
    }
    return false;
  }

  /// Whether another open file is a copy of the first `size` bytes of this one.
  boolean isCopy(FileChannel other, long size) throws IOException {
    FileChannel own = channel();
    if (size > own.size()) {
      return false;
    }
    int step = 64 << 10;
    for (long at = 0; at < size; at += step) {
      int length = (int) Math.min(step, size - at);
      byte[] mine = FilePosition.read(own, at, length);
      if (mine.length < length || !Arrays.equals(mine, FilePosition.read(other, at, length))) {
        return false;
      }
    }
    return true;
  }

  /// Moves to the end of a hole of any size. Zeros up to the end of the file are no hole: they may
  /// be room that the writer made in advance.
  private boolean skipHole(byte[] buffer) throws IOException {
    long at = offset + buffer.length;
    while (true) {
      int length = fill(buffer, at);
      int zeros = 0;
      while (zeros < length && buffer[zeros] == 0) {
        zeros++;
      }
      at += zeros;
      if (zeros < length) {
        jump(at);
        return true;
      }
      if (length == 0) {
        return false;
      }
    }
  }

  private boolean skipLongLine(byte[] buffer, BatchMaker batch) throws IOException {
    int length = fill(buffer, scanned);
    int feed = Lines.indexOfLineFeed(buffer, 0, length);
    if (feed < 0) {
      scanned += length;
      return length > 0;
    }
    long end = scanned + feed;
    batch.longLine(longStart, 0, longStart.length, end - offset);
    jump(end + 1);
    return true;
  }

  /// The rest of a file that will not grow any more is a line too, though it has no LF.
  boolean takeRest(byte[] buffer, int maxLineBytes, BatchMaker batch) throws IOException {
    long size = size();
    if (size <= offset) {
      return false;
    }
    if (scanned > offset) {
      batch.longLine(longStart, 0, longStart.length, size - offset);
      jump(size);
    } else {
      int length = fill(buffer, offset);
      int kept = Math.min(length, maxLineBytes);
      if (kept < length) {
        batch.longLine(buffer, 0, kept, length);
      } else {
        batch.line(buffer, 0, length);
      }
      advance(buffer, length);
    }
    return true;
  }

  private void jump(long to) throws IOException {
    offset = to;
    scanned = 0;
    longStart = NOTHING;
    int length = (int) Math.min(offset, FilePosition.EVIDENCE_BYTES);
    head = FilePosition.read(channel(), 0, length);
    tail = FilePosition.read(channel(), offset - length, length);
  }

  private int fill(byte[] buffer, long at) throws IOException {
    ByteBuffer target = ByteBuffer.wrap(buffer);
    while (target.hasRemaining() && channel().read(target, at + target.position()) >= 0) {}
    return target.position();
  }

  /// Moves over `[0, length)` of what was read at the offset, and remembers it as evidence.
  private void advance(byte[] bytes, int length) {
    int missing = FilePosition.EVIDENCE_BYTES - head.length;
    if (missing > 0 && head.length == offset) {
      head = joined(head, 0, bytes, Math.min(missing, length));
    }
    if (length >= FilePosition.EVIDENCE_BYTES) {
      tail = Arrays.copyOfRange(bytes, length - FilePosition.EVIDENCE_BYTES, length);
    } else {
      int dropped = Math.max(0, tail.length + length - FilePosition.EVIDENCE_BYTES);
      tail = joined(tail, dropped, bytes, length);
    }
    offset += length;
    checkedSize = -1;
  }

  private static byte[] joined(byte[] first, int from, byte[] second, int length) {
    byte[] joined = Arrays.copyOfRange(first, from, first.length + length);
    System.arraycopy(second, 0, joined, first.length - from, length);
    return joined;
  }

  /// Where it is now, to be stored with the rows read so far.
  FilePosition position() {
    return new FilePosition(
        offset,
        head.length,
        FilePosition.hash(head),
        tail.length,
        FilePosition.hash(tail),
        stamp.born(),
        stamp.modified(),
        source);
  }

  /// Lets the file go until there is more in it.
  @Override
  public void close() {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      openFiles.decrementAndGet();
      try {
        open.close();
      } catch (IOException e) {
        // nothing was written through it
      }
    }
  }
}
