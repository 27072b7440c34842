package dev.cordwood.collect.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Unpacks a compressed file to its end once before anything is taken from it: whether it is whole,
/// how much is in it, and which of some positions are places in it. A piece at a time, so that
/// other files need not wait.
final class PackedScan implements AutoCloseable {
  private static final int STEP_BYTES = 8 << 20;
  private static final int PIECE_BYTES = 64 << 10;

  /// @param size of what is in it
  /// @param end the position behind all that is in it
  /// @param matches the keys of the positions that are places in it
  record Result(long size, FilePosition end, Set<String> matches) {}

  private final InputStream stream;
  private final FileStamp stamp;
  private final String source;
  private final List<Map.Entry<String, FilePosition>> candidates;
  private final Map<Integer, Long> heads = new HashMap<>();
  private final Set<String> matches = new HashSet<>();

  /// What was unpacked last, behind the bytes before it.
  private final byte[] piece = new byte[Evidence.TAIL_BYTES + PIECE_BYTES];

  private byte[] head = {};
  private byte[] tail = {};
  private long at;
  private int next;
  private @Nullable Result result;

  PackedScan(FileStamp stamp, Packing packing, String source, Map<String, FilePosition> candidates)
      throws IOException {
    this.stamp = stamp;
    this.source = source;
    this.candidates = new ArrayList<>(candidates.entrySet());
    this.candidates.removeIf(each -> each.getValue().offset() == 0); // that is a place in any file
    this.candidates.sort(Comparator.comparingLong(each -> each.getValue().offset()));
    stream = packing.unpack(stamp.stream());
  }

  FileStamp stamp() {
    return stamp;
  }

  /// Null until it is done.
  @Nullable Result result() {
    return result;
  }

  /// Goes on for a little while.
  ///
  /// @throws IOException when it cannot be unpacked
  void step() throws IOException {
    long until = at + STEP_BYTES;
    while (at < until && result == null) {
      System.arraycopy(tail, 0, piece, 0, tail.length);
      int length = stream.readNBytes(piece, tail.length, PIECE_BYTES);
      int known = tail.length;
      if (head.length < Evidence.HEAD_BYTES) {
        int more = Math.min(length, Evidence.HEAD_BYTES - head.length);
        int before = head.length;
        head = Arrays.copyOf(head, before + more);
        System.arraycopy(piece, known, head, before, more);
      }
      check(known, length);
      at += length;
      int total = known + length;
      tail = Arrays.copyOfRange(piece, Math.max(0, total - Evidence.TAIL_BYTES), total);
      if (length < PIECE_BYTES) {
        finish();
      }
    }
  }

  /// Looks at the candidates whose place lies in the piece.
  private void check(int known, int length) {
    while (next < candidates.size() && candidates.get(next).getValue().offset() <= at + length) {
      FilePosition position = candidates.get(next).getValue();
      int end = known + (int) (position.offset() - at);
      int start = end - position.tailLength();
      if (start >= 0
          && position.headLength() <= head.length
          && Evidence.hash(piece, start, end) == position.tailHash()
          && headHash(position.headLength()) == position.headHash()) {
        matches.add(candidates.get(next).getKey());
      }
      next++;
    }
  }

  private long headHash(int length) {
    return heads.computeIfAbsent(length, wanted -> Evidence.hash(head, 0, wanted));
  }

  private void finish() {
    FilePosition end =
        FilePosition.start(stamp, source)
            .withEvidence(at, head.length, Evidence.hash(head), tail.length, Evidence.hash(tail))
            .in(stamp, at);
    result = new Result(at, end, matches);
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      // nothing was written through it
    }
  }
}
