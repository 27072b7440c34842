package dev.cordwood.query.lang;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// An IPv6 address (RFC 4291) as an unsigned number of 128 bits.
public record Ipv6(long high, long low) implements Comparable<Ipv6> {
  static final int BITS = 128;
  private static final int GROUPS = 8;
  private static final int MIN_LENGTH = 2;
  private static final int MAX_LENGTH = 45;

  static @Nullable Ipv6 parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return parse(bytes, 0, bytes.length);
  }

  /// `2001:db8::1`, `::ffff:10.0.0.1`; without a zone and without brackets.
  ///
  /// @return null when the text is no such address
  public static @Nullable Ipv6 parse(byte[] text, int start, int end) {
    if (end - start < MIN_LENGTH || end - start > MAX_LENGTH) {
      return null;
    }
    int[] groups = new int[GROUPS];
    int count = 0;
    int gap = -1; // how many groups stand before `::`
    int at = start;
    if (text[at] == ':') {
      if (text[at + 1] != ':') {
        return null;
      }
      gap = 0;
      at += 2;
    }
    while (at < end) {
      int groupStart = at;
      int group = 0;
      while (at < end && at - groupStart < 4 && Character.digit(text[at], 16) >= 0) {
        group = group << 4 | Character.digit(text[at], 16);
        at++;
      }
      if (at < end && text[at] == '.') {
        long quad = Ipv4Text.parse(ascii(text, groupStart, end));
        if (quad < 0 || count > GROUPS - 2) {
          return null;
        }
        groups[count++] = (int) (quad >> 16);
        groups[count++] = (int) (quad & 0xffff);
        break;
      }
      if (at == groupStart || count == GROUPS) {
        return null;
      }
      groups[count++] = group;
      if (at == end) {
        break;
      }
      if (text[at++] != ':' || at == end) {
        return null;
      }
      if (text[at] == ':') {
        if (gap >= 0) {
          return null;
        }
        gap = count;
        at++;
      }
    }
    return gap < 0 && count < GROUPS || gap >= 0 && count == GROUPS
        ? null
        : of(groups, count, gap < 0 ? count : gap);
  }

  /// @param gap where the groups that were left out belong
  private static Ipv6 of(int[] groups, int count, int gap) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < GROUPS; i++) {
      int behind = i - (GROUPS - count);
      long group = i < gap ? groups[i] : behind >= gap ? groups[behind] : 0;
      if (i < GROUPS / 2) {
        high = high << 16 | group;
      } else {
        low = low << 16 | group;
      }
    }
    return new Ipv6(high, low);
  }

  private static String ascii(byte[] text, int start, int end) {
    return new String(text, start, end - start, StandardCharsets.ISO_8859_1);
  }

  /// The first address of the network that this one is in.
  Ipv6 first(int prefixBits) {
    return new Ipv6(high & mask(prefixBits), low & mask(prefixBits - 64));
  }

  /// The last address of the network that this one is in.
  Ipv6 last(int prefixBits) {
    return new Ipv6(high | ~mask(prefixBits), low | ~mask(prefixBits - 64));
  }

  private static long mask(int bits) {
    return bits <= 0 ? 0 : bits >= 64 ? -1 : -1L << (64 - bits);
  }

  @Override
  public int compareTo(Ipv6 other) {
    int order = Long.compareUnsigned(high, other.high);
    return order != 0 ? order : Long.compareUnsigned(low, other.low);
  }

  /// All eight groups.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < GROUPS; i++) {
      long half = i < GROUPS / 2 ? high : low;
      text.append(i == 0 ? "" : ":").append(Long.toHexString(half >>> (48 - i % 4 * 16) & 0xffff));
    }
    return text.toString();
  }
}
