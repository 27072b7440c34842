package dev.cordwood.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;

/// Collects the token filters of a part's blocks and writes them bit-sliced: filters of one size
/// form a group, and of a group first come the bits number 0 of all its blocks, then all bits
/// number 1, and so on, without gaps. So a look-up reads a few bytes a hash for many blocks at once
/// instead of a few places in every block's filter.
///
/// Filters wait in memory until they are [#MAX_WAITING_BYTES], and then go out as one stripe of
/// groups between the blocks.
final class FilterWriter {
  static final int MAX_WAITING_BYTES = 8 << 20;

  /// Up to so many blocks their bits are spread one by one.
  private static final int MAX_SPREAD = 12;

  private record Waiting(int block, long[] filter) {}

  /// One section in the file.
  interface Output {
    /// @return where the bytes were put
    long write(byte[] bytes, int length) throws java.io.IOException;
  }

  private final List<Waiting> waiting = new ArrayList<>();
  private final ByteSink directory = new ByteSink(1 << 10);
  private final ByteSink matrix = new ByteSink(1 << 12);
  private final long[] square = new long[64];
  private final CRC32C crc = new CRC32C();
  private long waitingBytes;
  private int groups;

  void add(int block, TokenSet tokens) {
    if (tokens.size() > 0) {
      add(block, TokenFilter.build(tokens));
    }
  }

  /// @param filter the words of a filter, none without tokens
  void add(int block, long[] filter) {
    if (filter.length > 0) {
      waiting.add(new Waiting(block, filter));
      waitingBytes += filter.length * 8L;
    }
  }

  boolean isStripeFull() {
    return waitingBytes >= MAX_WAITING_BYTES;
  }

  int directoryBytes() {
    return directory.length;
  }

  /// Writes what is waiting.
  void writeStripe(Output output) throws java.io.IOException {
    waiting.sort(
        Comparator.comparingInt((Waiting one) -> one.filter.length)
            .thenComparingInt(Waiting::block));
    int from = 0;
    while (from < waiting.size()) {
      int to = from + 1;
      while (to < waiting.size()
          && waiting.get(to).filter.length == waiting.get(from).filter.length) {
        to++;
      }
      writeGroup(waiting.subList(from, to), output);
      from = to;
    }
    waiting.clear();
    waitingBytes = 0;
  }

  /// The filter directory's bytes: all groups.
  void writeDirectory(ByteSink sink) {
    sink.varint(groups);
    sink.put(directory.bytes, 0, directory.length);
  }

  private void writeGroup(List<Waiting> group, Output output) throws java.io.IOException {
    matrix.clear();
    matrix.ensure(
        (int) (((long) group.getFirst().filter.length * 64 * group.size() + 7) >>> 3) + 8);
    if (group.size() <= MAX_SPREAD) {
      spread(group);
    } else {
      slice(group);
    }
    long place = output.write(matrix.bytes, matrix.length);
    groups++;
    directory.varint(place);
    directory.varint(group.getFirst().filter.length);
    directory.u8(TokenFilter.HASHES);
    directory.varint(group.size());
    int before = 0;
    for (Waiting one : group) {
      directory.varint(one.block - before);
      before = one.block;
    }
    for (int at = 0; at < matrix.length; at += PartLayout.FILTER_PAGE) {
      crc.reset();
      crc.update(matrix.bytes, at, Math.min(PartLayout.FILTER_PAGE, matrix.length - at));
      directory.i32((int) crc.getValue());
    }
  }

  /// What [#slice] does, for few blocks: a word of each becomes as many words together, in which
  /// the bits of one block stand that far apart.
  private void spread(List<Waiting> group) {
    int blocks = group.size();
    long[] masks = new long[blocks * blocks];
    int[] skip = new int[blocks * blocks];
    for (int out = 0; out < blocks; out++) {
      for (int block = 0; block < blocks; block++) {
        int first = Math.ceilDiv(out * 64 - block, blocks);
        skip[out * blocks + block] = first;
        for (int at = first * blocks + block; at < (out + 1) * 64; at += blocks) {
          masks[out * blocks + block] |= 1L << at;
        }
      }
    }
    int words = group.getFirst().filter.length;
    for (int word = 0; word < words; word++) {
      for (int out = 0; out < blocks; out++) {
        long bits = 0;
        for (int block = 0; block < blocks; block++) {
          int pair = out * blocks + block;
          bits |= Long.expand(group.get(block).filter[word] >>> skip[pair], masks[pair]);
        }
        matrix.i64(bits);
      }
    }
  }

  /// Turns rows of bits a block into rows of bits a place.
  private void slice(List<Waiting> group) {
    int blocks = group.size();
    int words = group.getFirst().filter.length;
    int tiles = (blocks + 63) >>> 6;
    long[] turned = new long[tiles * 64];
    long pending = 0;
    int pendingBits = 0;
    for (int word = 0; word < words; word++) {
      for (int tile = 0; tile < tiles; tile++) {
        for (int i = 0; i < 64; i++) {
          int index = tile * 64 + i;
          square[i] = index < blocks ? group.get(index).filter[word] : 0;
        }
        transpose(square);
        System.arraycopy(square, 0, turned, tile * 64, 64);
      }
      for (int place = 0; place < 64; place++) {
        for (int tile = 0; tile < tiles; tile++) {
          long bits = turned[tile * 64 + place];
          int count = Math.min(64, blocks - tile * 64);
          pending |= bits << pendingBits;
          if (pendingBits + count >= 64) {
            matrix.i64(pending);
            int used = 64 - pendingBits;
            pending = used == 64 ? 0 : bits >>> used;
            pendingBits = pendingBits + count - 64;
          } else {
            pendingBits += count;
          }
        }
      }
    }
    while (pendingBits > 0) {
      matrix.u8((int) pending);
      pending >>>= 8;
      pendingBits -= 8;
    }
  }

  /// Turns a square of 64 by 64 bits around its diagonal: bit `j` of word `i` becomes bit `i` of
  /// word `j`.
  static void transpose(long[] square) {
    long mask = 0x00000000FFFFFFFFL;
    for (int width = 32; width != 0; width >>>= 1, mask ^= mask << width) {
      for (int i = 0; i < 64; i = ((i | width) + 1) & ~width) {
        long swap = ((square[i] >>> width) ^ square[i | width]) & mask;
        square[i] ^= swap << width;
        square[i | width] ^= swap;
      }
    }
  }
}
