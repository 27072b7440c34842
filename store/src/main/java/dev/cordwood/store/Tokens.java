package dev.cordwood.store;

import java.nio.charset.StandardCharsets;

/// What a word is, and its hash. A word is a maximal run of ASCII letters, digits, `_`, and letters
/// and digits beyond ASCII as Unicode knows them. Words are compared with case folded (simple
/// lower-case, code point by code point).
///
/// The store's token filter and the query's word and phrase filters must agree on this to the byte:
/// changing it is a change of the part format.
public final class Tokens {
  /// Receives a word's place and its case-folded hash.
  public interface Sink {
    void token(int start, int end, long hash);
  }

  private static final byte[] CLASS = new byte[256];
  private static final byte SEPARATOR = 0;
  private static final byte WORD = 1;
  private static final byte BEYOND_ASCII = 2;

  static {
    for (int c = 0; c < 256; c++) {
      boolean word =
          (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      CLASS[c] = c >= 128 ? BEYOND_ASCII : word ? WORD : SEPARATOR;
    }
  }

  /// Word bytes in lower case, 0 for separators, negative beyond ASCII.
  private static final byte[] FOLD = new byte[256];

  /// Of all ASCII word bytes only digits have this bit clear.
  private static final int DIGIT_CLEAR = 0x40;

  static {
    for (int c = 0; c < 256; c++) {
      FOLD[c] = (byte) (CLASS[c] == WORD ? lower(c) : CLASS[c] == SEPARATOR ? 0 : -1);
    }
  }

  private static final long SEED = 0x9E3779B97F4A7C15L;
  private static final long PRIME = 0x100000001B3L;

  private Tokens() {}

  /// Calls the sink for each word of valid UTF-8 text.
  public static void forEach(byte[] text, int start, int end, Sink sink) {
    int i = start;
    while (i < end) {
      byte kind = CLASS[text[i] & 0xff];
      if (kind == SEPARATOR) {
        i++;
        continue;
      }
      int from = i;
      long hash = SEED;
      while (i < end) {
        int c = text[i];
        kind = CLASS[c & 0xff];
        if (kind == WORD) {
          hash = (hash ^ lower(c)) * PRIME;
          i++;
        } else if (kind == BEYOND_ASCII) {
          int point = codePoint(text, i, end);
          if (!Character.isLetterOrDigit(point)) {
            break;
          }
          hash = mixPoint(hash, Character.toLowerCase(point));
          i += length(text[i]);
        } else {
          break;
        }
      }
      if (i > from) {
        sink.token(from, Math.min(i, end), finish(hash));
      } else {
        i += length(text[i]); // a separator beyond ASCII
      }
    }
  }

  /// Finds all words as [#forEach] does, into arrays instead of through calls: what encoding a
  /// block spends most of its time on.
  static void split(byte[] text, int start, int end, Words words) {
    words.begin(end - start);
    int[] starts = words.starts;
    int[] ends = words.ends;
    long[] hashes = words.hashes;
    boolean[] digits = words.digits;
    byte[] fold = FOLD;
    int count = 0;
    int i = start;
    while (i < end) {
      int folded = fold[text[i] & 0xff];
      if (folded == 0) {
        i++;
        continue;
      }
      int from = i;
      long hash = SEED;
      int common = -1;
      while (folded > 0) {
        common &= folded;
        hash = (hash ^ folded) * PRIME;
        folded = ++i < end ? fold[text[i] & 0xff] : 0;
      }
      while (folded != 0) {
        if (folded > 0) {
          common &= folded;
          hash = (hash ^ folded) * PRIME;
          i++;
        } else {
          int point = codePoint(text, i, end);
          if (!Character.isLetterOrDigit(point)) {
            break;
          }
          hash = mixPoint(hash, Character.toLowerCase(point));
          i += length(text[i]);
        }
        folded = i < end ? fold[text[i] & 0xff] : 0;
      }
      if (i > from) {
        starts[count] = from;
        ends[count] = Math.min(i, end);
        hashes[count] = finish(hash);
        digits[count++] = (common & DIGIT_CLEAR) == 0;
      } else {
        i += length(text[i]);
      }
    }
    words.count = count;
  }

  /// Reads one word of ASCII with a digit in it, hashed as [#split] does.
  ///
  /// @param words receives the word's end and hash at `index`
  /// @return whether there is one at `from`, which must not be inside a word
  static boolean variable(byte[] text, int from, int end, Words words, int index) {
    byte[] fold = FOLD;
    long hash = SEED;
    int common = -1;
    int i = from;
    int folded = i < end ? fold[text[i] & 0xff] : 0;
    while (folded > 0) {
      common &= folded;
      hash = (hash ^ folded) * PRIME;
      folded = ++i < end ? fold[text[i] & 0xff] : 0;
    }
    if (folded < 0 || i == from || (common & DIGIT_CLEAR) != 0) {
      return false;
    }
    words.ends[index] = i;
    words.hashes[index] = finish(hash);
    return true;
  }

  /// The hashes of all words of the text, in order, repeated as often as they stand there.
  public static long[] hashes(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long[][] found = {new long[8]};
    int[] count = {0};
    forEach(
        bytes,
        0,
        bytes.length,
        (from, to, hash) -> {
          if (count[0] == found[0].length) {
            found[0] = java.util.Arrays.copyOf(found[0], count[0] * 2);
          }
          found[0][count[0]++] = hash;
        });
    return java.util.Arrays.copyOf(found[0], count[0]);
  }

  /// Whether the byte at `index` of valid UTF-8 text belongs to a word.
  public static boolean isWordAt(byte[] text, int index, int start, int end) {
    byte kind = CLASS[text[index] & 0xff];
    if (kind != BEYOND_ASCII) {
      return kind == WORD;
    }
    int lead = index;
    while (lead > start && (text[lead] & 0xC0) == 0x80) {
      lead--;
    }
    return Character.isLetterOrDigit(codePoint(text, lead, end));
  }

  private static int lower(int c) {
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
  }

  private static long mixPoint(long hash, int point) {
    if (point < 128) {
      return (hash ^ point) * PRIME; // K (Kelvin sign) folds to k
    }
    return (hash ^ point) * PRIME * PRIME;
  }

  private static long finish(long hash) {
    hash ^= hash >>> 32;
    hash *= 0xD6E8FEB86659FD93L;
    hash ^= hash >>> 32;
    return hash == 0 ? 1 : hash;
  }

  private static int length(byte lead) {
    int c = lead & 0xff;
    return c < 0x80 || c < 0xC0 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
  }

  private static int codePoint(byte[] text, int i, int end) {
    int c = text[i] & 0xff;
    int length = length(text[i]);
    if (length == 1 || i + length > end) {
      return 0xFFFD;
    }
    int point = c & (0xff >> (length + 1));
    for (int k = 1; k < length; k++) {
      point = (point << 6) | (text[i + k] & 0x3F);
    }
    return point;
  }
}
