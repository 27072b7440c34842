package dev.cordwood.store;

import com.github.luben.zstd.ZstdDecompressCtx;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Reads the write-ahead log back after a start. A last frame that was never finished is passed
/// over in silence, since nobody was told that it is safe; anything else that is not as it was
/// written is reported, and reading goes on behind it.
final class WalReader {
  /// Receives the appends in their order.
  interface Sink {
    void record(WalRecord record, long sequence) throws IOException;
  }

  /// @param tail where writing goes on
  /// @param segments all that were read, to be dropped when their rows are in parts
  record Result(Wal.Tail tail, List<Wal.OldSegment> segments) {}

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Sink sink;
  private final Consumer<Problem> problems;
  private final Map<Long, Long> ends = new HashMap<>();
  private long sequence;

  private WalReader(long flushedSequence, Sink sink, Consumer<Problem> problems) {
    this.sequence = flushedSequence;
    this.sink = sink;
    this.problems = problems;
  }

  /// Reads all frames after `flushedSequence` of the segments in `files`.
  ///
  /// @param number the highest segment number that was ever used as far as known
  static Result read(
      List<Path> files, long number, long flushedSequence, Sink sink, Consumer<Problem> problems)
      throws IOException {
    WalReader reader = new WalReader(flushedSequence, sink, problems);
    List<Path> segments = new ArrayList<>();
    for (Path file : files) {
      if (WalLayout.number(file.getFileName().toString()) >= 0) {
        segments.add(file);
        reader.readHeader(file);
      }
    }
    long highest = number;
    long previousNumber = WalLayout.NO_PREVIOUS;
    long previousEnd = 0;
    List<Wal.OldSegment> old = new ArrayList<>();
    try (ZstdDecompressCtx zstd = new ZstdDecompressCtx()) {
      for (Path file : segments) {
        long own = WalLayout.number(file.getFileName().toString());
        long end = reader.readSegment(file, own, zstd);
        old.add(new Wal.OldSegment(file, reader.sequence, end));
        highest = Math.max(highest, own);
        previousNumber = own;
        previousEnd = end;
      }
    }
    return new Result(new Wal.Tail(highest, reader.sequence, previousNumber, previousEnd), old);
  }

  private void readHeader(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer header =
          ByteBuffer.allocate(WalLayout.HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      while (header.hasRemaining() && channel.read(header) >= 0) {
        // until it is read
      }
      if (header.hasRemaining()) {
        return; // a segment that was just being created
      }
      if (!isSound(header)) {
        if (channel.size() > WalLayout.HEADER_BYTES) {
          report(file, 0, "header of the segment", "its checksum", "another");
        }
        return;
      }
      int version = header.getInt(WalLayout.HEADER_VERSION);
      if (version > WalLayout.VERSION) {
        throw FormatVersionException.tooNew(file, version, WalLayout.VERSION);
      }
      ends.put(
          header.getLong(WalLayout.HEADER_PREVIOUS_NUMBER),
          header.getLong(WalLayout.HEADER_PREVIOUS_END));
    }
  }

  private static boolean isSound(ByteBuffer header) {
    return header.getLong(0) == WalLayout.MAGIC
        && header.getInt(WalLayout.HEADER_CRC)
            == WalLayout.crc(header.slice(0, WalLayout.HEADER_CRC));
  }

  /// @return how many bytes of the segment count
  private long readSegment(Path file, long number, ZstdDecompressCtx zstd) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        Arena arena = Arena.ofConfined()) {
      long size = channel.size();
      boolean isLast = !ends.containsKey(number);
      long known = ends.getOrDefault(number, size);
      long end = Math.min(size, known);
      MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
      if (known > size) {
        report(file, size, "the end of the segment", "byte " + known, "the end of the file");
      }
      long at = WalLayout.HEADER_BYTES;
      while (at < end) {
        if (isFrame(bytes, at, end)) {
          readFrame(file, bytes, at, zstd);
          at += frameBytes(bytes, at);
          continue;
        }
        long next = nextFrame(bytes, at + 1, end);
        boolean wasSynced =
            !isLast || (next < end && bytes.get(LONG, next + WalLayout.FRAME_SYNCED) > at);
        if (!wasSynced) {
          return at; // never acknowledged
        }
        report(
            file,
            at,
            "a frame of the log",
            "a frame with its checksum",
            "%d bytes that are none; the appends in them are lost".formatted(next - at));
        at = next;
      }
      return Math.min(at, end);
    }
  }

  private void readFrame(Path file, MemorySegment bytes, long at, ZstdDecompressCtx zstd)
      throws IOException {
    long own = bytes.get(LONG, at + WalLayout.FRAME_SEQUENCE);
    if (own <= sequence) {
      return; // in parts already
    }
    if (own > sequence + 1) {
      report(
          file,
          at,
          "a frame of the log",
          "frame " + (sequence + 1),
          "frame %d; the appends of %d frames are lost".formatted(own, own - sequence - 1));
    }
    sequence = own;
    int records = bytes.get(INT, at + WalLayout.FRAME_RECORDS);
    long position = at + WalLayout.FRAME_BYTES;
    long end = at + frameBytes(bytes, at);
    for (int i = 0; i < records; i++) {
      int length = position + Integer.BYTES > end ? -1 : bytes.get(INT, position);
      position += Integer.BYTES;
      if (length < 0 || length > end - position) {
        report(file, position, "an append", "its length within the frame", "" + length);
        return;
      }
      byte[] record = new byte[length];
      MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, position, record, 0, length);
      position += length;
      try {
        WalRecord read = WalRecord.read(new ByteInput(record, 0, length), zstd);
        sink.record(read, own);
      } catch (ByteInput.MalformedException e) {
        report(file, position - length, "an append", "its rows", String.valueOf(e.getMessage()));
      }
    }
  }

  private static boolean isFrame(MemorySegment bytes, long at, long end) {
    if (at + WalLayout.FRAME_BYTES > end || bytes.get(INT, at) != WalLayout.FRAME_MAGIC) {
      return false;
    }
    int payload = bytes.get(INT, at + WalLayout.FRAME_PAYLOAD);
    if (payload < 0 || payload > end - at - WalLayout.FRAME_BYTES) {
      return false;
    }
    java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
    crc.update(bytes.asSlice(at, WalLayout.FRAME_CRC).asByteBuffer());
    crc.update(bytes.asSlice(at + WalLayout.FRAME_BYTES, payload).asByteBuffer());
    return (int) crc.getValue() == bytes.get(INT, at + WalLayout.FRAME_CRC);
  }

  private static long frameBytes(MemorySegment bytes, long at) {
    return WalLayout.FRAME_BYTES + (long) bytes.get(INT, at + WalLayout.FRAME_PAYLOAD);
  }

  /// Where the next whole frame begins, or `end`.
  private static long nextFrame(MemorySegment bytes, long from, long end) {
    for (long at = from; at + WalLayout.FRAME_BYTES <= end; at++) {
      if (bytes.get(INT, at) == WalLayout.FRAME_MAGIC && isFrame(bytes, at, end)) {
        return at;
      }
    }
    return end;
  }

  private void report(Path file, long offset, String what, String expected, String actual) {
    CorruptionException damage = new CorruptionException(file, offset, what, expected, actual);
    problems.accept(new Problem(file, String.valueOf(damage.getMessage())));
  }
}
