package dev.cordwood.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The writing side of the write-ahead log. One thread appends; any thread may drop old segments.
///
/// A frame that could not be written or synced is cut off. Where even that fails the segment is
/// given up and the next one says how far it counts, so that a frame whose appends were told to
/// have failed does not come back with the next start.
final class Wal implements AutoCloseable {
  /// A segment that is only kept until what stands in it is in parts.
  ///
  /// @param lastSequence of its last frame
  record OldSegment(Path file, long lastSequence, long bytes) {}

  /// Where the log goes on.
  ///
  /// @param number the highest number in use
  /// @param sequence the last frame's
  /// @param previousNumber of the newest segment, or [WalLayout#NO_PREVIOUS]
  /// @param previousEnd how many bytes of it count
  record Tail(long number, long sequence, long previousNumber, long previousEnd) {}

  private static final int BUFFER_BYTES = 1 << 18;

  private final Disk disk;
  private final Path directory;
  private final long segmentBytes;
  private final boolean keepUnsynced;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final Deque<OldSegment> oldSegments = new ArrayDeque<>();

  private volatile long number;
  private volatile long sequence;
  private volatile long end;
  private long previousNumber;
  private long previousEnd;
  private long syncedEnd;
  private long syncedSequence;
  private Path file;
  private Disk.@Nullable Output output;

  /// @param keepUnsynced frames count when they are written, not when they are synced
  Wal(
      Disk disk,
      Path directory,
      long segmentBytes,
      boolean keepUnsynced,
      Tail tail,
      List<OldSegment> old) {
    this.disk = disk;
    this.directory = directory;
    this.segmentBytes = segmentBytes;
    this.keepUnsynced = keepUnsynced;
    this.number = tail.number;
    this.sequence = tail.sequence;
    this.syncedSequence = tail.sequence;
    this.previousNumber = tail.previousNumber;
    this.previousEnd = tail.previousEnd;
    this.file = directory;
    this.oldSegments.addAll(old);
  }

  /// The number of the newest segment.
  long number() {
    return number;
  }

  /// The last frame's sequence.
  long sequence() {
    return sequence;
  }

  /// Bytes of all segments.
  long bytes() {
    long bytes = end;
    synchronized (oldSegments) {
      for (OldSegment segment : oldSegments) {
        bytes += segment.bytes;
      }
    }
    return bytes;
  }

  boolean isDirty() {
    return output != null && syncedEnd < end;
  }

  /// Writes one frame. After an exception it is as if nothing had been written.
  void append(List<byte[]> records) throws IOException {
    if (output != null && end >= segmentBytes) {
      endSegment();
    }
    Disk.Output out = output == null ? startSegment() : output;
    try {
      writeFrame(out, records);
      sequence = sequence() + 1;
      end = out.size();
    } catch (IOException e) {
      cut(out, end);
      throw e;
    }
  }

  /// Makes all frames durable. After an exception those since the last sync are gone, unless they
  /// count unsynced.
  void sync() throws IOException {
    Disk.Output out = output;
    if (out == null) {
      return;
    }
    try {
      out.sync();
      syncedEnd = end;
      syncedSequence = sequence;
    } catch (IOException e) {
      // What the kernel could not write it may take for written from now on: never sync this
      // segment again.
      if (!keepUnsynced) {
        end = syncedEnd;
        sequence = syncedSequence;
        tryTruncate(out, end);
      }
      giveUp(out);
      throw e;
    }
  }

  /// Begins a new segment with the next frame, so that the present one can be dropped when it is no
  /// longer needed. Small segments go on.
  void rotateIfLarge() throws IOException {
    if (output != null && end >= segmentBytes / 8) {
      endSegment();
    }
  }

  /// Deletes the segments of which no frame after `flushedSequence` is needed. One thread at a
  /// time.
  void dropThrough(long flushedSequence) throws IOException {
    while (true) {
      OldSegment oldest;
      synchronized (oldSegments) {
        oldest = oldSegments.peek();
      }
      if (oldest == null || oldest.lastSequence > flushedSequence) {
        return;
      }
      disk.delete(oldest.file);
      synchronized (oldSegments) {
        oldSegments.remove(oldest);
      }
    }
  }

  /// Ends the log. Everything that was appended is durable when this returns without an exception.
  @Override
  public void close() throws IOException {
    if (output != null) {
      endSegment();
    }
  }

  /// Closes the file without any further promise.
  void abandon() {
    Disk.Output out = output;
    if (out != null) {
      closeQuietly(out);
      output = null;
    }
  }

  private void endSegment() throws IOException {
    if (isDirty()) {
      sync();
    }
    Disk.Output out = output;
    if (out != null) {
      giveUp(out);
    }
  }

  private void giveUp(Disk.Output out) {
    closeQuietly(out);
    synchronized (oldSegments) {
      oldSegments.add(new OldSegment(file, sequence, end));
      previousNumber = number;
      previousEnd = end;
      end = 0;
      syncedEnd = 0;
      output = null;
    }
  }

  private static void closeQuietly(Disk.Output out) {
    try {
      out.close();
    } catch (IOException e) {
      // what had to be synced is, and the rest does not count
    }
  }

  private Disk.Output startSegment() throws IOException {
    number = number() + 1; // a number is never used again, even if this fails half-way
    Path created = directory.resolve(WalLayout.fileName(number));
    Disk.Output out = disk.create(created);
    try {
      out.write(WalLayout.header(number, sequence + 1, previousNumber, previousEnd));
      out.sync();
      disk.syncDirectory(directory);
    } catch (IOException e) {
      closeQuietly(out);
      try {
        disk.delete(created);
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
    file = created;
    output = out;
    end = out.size();
    syncedEnd = end;
    return out;
  }

  private void cut(Disk.Output out, long size) {
    if (!tryTruncate(out, size)) {
      giveUp(out);
    }
  }

  private static boolean tryTruncate(Disk.Output out, long size) {
    try {
      out.truncate(size);
      return true;
    } catch (IOException e) {
      return false; // the next segment's header will say where this one ends
    }
  }

  private void writeFrame(Disk.Output out, List<byte[]> records) throws IOException {
    buffer.clear();
    buffer.position(WalLayout.FRAME_BYTES);
    long payload = 0;
    for (byte[] record : records) {
      payload += Integer.BYTES + record.length;
    }
    if (payload > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("frame of " + payload + " bytes");
    }
    buffer.putInt(0, WalLayout.FRAME_MAGIC);
    buffer.putInt(WalLayout.FRAME_PAYLOAD, (int) payload);
    buffer.putLong(WalLayout.FRAME_SEQUENCE, sequence + 1);
    buffer.putLong(WalLayout.FRAME_SYNCED, syncedEnd);
    buffer.putInt(WalLayout.FRAME_RECORDS, records.size());
    buffer.putInt(WalLayout.FRAME_CRC, crc(records));
    for (byte[] record : records) {
      if (buffer.remaining() < Integer.BYTES) {
        drain(out);
      }
      buffer.putInt(record.length);
      int at = 0;
      while (at < record.length) {
        if (!buffer.hasRemaining()) {
          drain(out);
        }
        int count = Math.min(buffer.remaining(), record.length - at);
        buffer.put(record, at, count);
        at += count;
      }
    }
    drain(out);
  }

  private int crc(List<byte[]> records) {
    CRC32C crc = new CRC32C();
    crc.update(buffer.slice(0, WalLayout.FRAME_CRC));
    byte[] length = new byte[Integer.BYTES];
    for (byte[] record : records) {
      for (int i = 0; i < Integer.BYTES; i++) {
        length[i] = (byte) (record.length >>> (8 * i));
      }
      crc.update(length);
      crc.update(record);
    }
    return (int) crc.getValue();
  }

  private void drain(Disk.Output out) throws IOException {
    buffer.flip();
    out.write(buffer);
    buffer.clear();
  }
}
