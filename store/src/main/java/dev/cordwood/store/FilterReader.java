package dev.cordwood.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// Looks tokens up in a part's bit-sliced filter. A page of it is checked when it is first touched;
/// then a look-up reads a few bytes a hash and group straight from the mapped file.
final class FilterReader {
  private record Group(long place, int bits, int hashes, int[] blocks, int[] pageCrcs) {
    long length() {
      return ((long) bits * blocks.length + 7) >>> 3;
    }
  }

  private final PartFile file;
  private final List<Group> groups = new ArrayList<>();

  /// One flag a page and group; a lost update only means that a page is checked twice.
  private final List<boolean[]> checked = new ArrayList<>();

  FilterReader(PartFile file, byte[] directory, int partBlocks) {
    this.file = file;
    ByteSource source = new ByteSource(directory);
    int count = source.count(partBlocks, "the number of filter groups");
    for (int i = 0; i < count; i++) {
      long place = source.varint();
      int words = source.count(Integer.MAX_VALUE >>> 6, "a filter's size");
      int hashes = source.count(TokenFilter.MAX_HASHES, "the number of hashes");
      int[] blocks = new int[source.count(partBlocks, "the number of blocks")];
      int block = 0;
      for (int b = 0; b < blocks.length; b++) {
        block += source.count(partBlocks, "a block");
        if (block >= partBlocks) {
          throw new MalformedException("block " + block + " of " + partBlocks);
        }
        blocks[b] = block;
      }
      Group sized = new Group(place, words * 64, hashes, blocks, new int[0]);
      long pages = (sized.length() + PartLayout.FILTER_PAGE - 1) / PartLayout.FILTER_PAGE;
      if (words == 0 || blocks.length == 0 || pages > source.remaining() / 4) {
        throw new MalformedException("a filter group of " + pages + " pages");
      }
      int[] crcs = new int[(int) pages];
      for (int p = 0; p < crcs.length; p++) {
        crcs[p] = source.i32();
      }
      groups.add(new Group(place, words * 64, hashes, blocks, crcs));
      checked.add(new boolean[crcs.length]);
    }
    source.end();
  }

  /// The blocks among the candidates that may hold all tokens.
  BitSet blocksWith(int[] tokens, BitSet candidates) throws IOException {
    BitSet found = new BitSet();
    for (int g = 0; g < groups.size(); g++) {
      Group group = groups.get(g);
      boolean wanted = false;
      for (int block : group.blocks) {
        wanted |= candidates.get(block);
      }
      if (wanted) {
        look(g, tokens, found);
      }
    }
    return found;
  }

  private void look(int number, int[] tokens, BitSet found) throws IOException {
    Group group = groups.get(number);
    int blocks = group.blocks.length;
    long[] all = new long[(blocks + 63) >>> 6];
    Arrays.fill(all, -1L);
    for (int token : tokens) {
      long mixed = TokenFilter.mix(token);
      for (int k = 0; k < group.hashes; k++) {
        long first = (long) TokenFilter.place(mixed, k, group.bits) * blocks;
        long any = 0;
        for (int w = 0; w < all.length; w++) {
          long from = first + w * 64L;
          all[w] &= bits(number, from, Math.min(64, blocks - w * 64));
          any |= all[w];
        }
        if (any == 0) {
          return;
        }
      }
    }
    for (int b = 0; b < blocks; b++) {
      if ((all[b >>> 6] & (1L << b)) != 0) {
        found.set(group.blocks[b]);
      }
    }
  }

  /// Up to 64 bits of the matrix, the first lowest.
  private long bits(int number, long from, int count) throws IOException {
    Group group = groups.get(number);
    long first = from >>> 3;
    long last = (from + count - 1) >>> 3;
    check(number, (int) (first / PartLayout.FILTER_PAGE));
    check(number, (int) (last / PartLayout.FILTER_PAGE));
    int shift = (int) (from & 7);
    long bits = (file.at(group.place + first) & 0xffL) >>> shift;
    int have = 8 - shift;
    for (long at = first + 1; at <= last; at++) {
      bits |= (file.at(group.place + at) & 0xffL) << have;
      have += 8;
    }
    return count == 64 ? bits : bits & ((1L << count) - 1);
  }

  private void check(int number, int page) throws IOException {
    boolean[] done = checked.get(number);
    if (!done[page]) {
      checkPage(groups.get(number), page);
      done[page] = true;
    }
  }

  private void checkPage(Group group, int page) throws IOException {
    long at = (long) page * PartLayout.FILTER_PAGE;
    long length = Math.min(PartLayout.FILTER_PAGE, group.length() - at);
    byte[] bytes = file.read(group.place + at, length, "a page of the token filter");
    file.check(bytes, group.place + at, group.pageCrcs[page], "a page of the token filter");
  }

  /// The words of one block's filter, as [TokenFilter] builds them; none when the block has no
  /// tokens.
  long[] filterOf(int block) throws IOException {
    for (int g = 0; g < groups.size(); g++) {
      Group group = groups.get(g);
      int index = Arrays.binarySearch(group.blocks, block);
      if (index >= 0) {
        return filterOf(g, index);
      }
    }
    return new long[0];
  }

  private long[] filterOf(int number, int index) throws IOException {
    Group group = groups.get(number);
    for (int page = 0; page < group.pageCrcs.length; page++) {
      check(number, page);
    }
    long[] filter = new long[group.bits >>> 6];
    long at = index;
    for (int place = 0; place < group.bits; place++) {
      long bit = (file.at(group.place + (at >>> 3)) >>> (at & 7)) & 1L;
      filter[place >>> 6] |= bit << (place & 63);
      at += group.blocks.length;
    }
    return filter;
  }

  /// Whether all filters have [TokenFilter#HASHES].
  boolean isUsual() {
    for (Group group : groups) {
      if (group.hashes != TokenFilter.HASHES) {
        return false;
      }
    }
    return true;
  }

  long bytes() {
    long bytes = 0;
    for (Group group : groups) {
      bytes += group.length();
    }
    return bytes;
  }

  void verify(java.util.function.Consumer<CorruptionException> problems) throws IOException {
    for (Group group : groups) {
      for (int page = 0; page < group.pageCrcs.length; page++) {
        try {
          checkPage(group, page);
        } catch (CorruptionException damage) {
          problems.accept(damage);
        }
      }
    }
  }
}
