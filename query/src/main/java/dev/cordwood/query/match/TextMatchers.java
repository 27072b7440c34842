package dev.cordwood.query.match;

import dev.cordwood.query.lang.Ipv6;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Conditions on the value as a whole: its start, its order, its length, whether there is one.
final class TextMatchers {
  private TextMatchers() {}

  /// A value that is not "".
  static ValueMatcher notEmpty() {
    return new ValueMatcher() {
      @Override
      public boolean matches(byte[] text, int start, int end) {
        return end > start;
      }

      @Override
      public boolean matchesAllButEmpty() {
        return true;
      }

      @Override
      public TemplateVerdict matchesTemplate(byte[] text, int holes) {
        return text.length > 0 ? TemplateVerdict.ALL : TemplateVerdict.NONE;
      }

      @Override
      public int cost() {
        return 1;
      }
    };
  }

  /// "" or no value.
  static ValueMatcher empty() {
    return new ValueMatcher() {
      @Override
      public boolean matches(byte[] text, int start, int end) {
        return end == start;
      }

      @Override
      public TemplateVerdict matchesTemplate(byte[] text, int holes) {
        return text.length > 0 ? TemplateVerdict.NONE : TemplateVerdict.ALL;
      }

      @Override
      public int cost() {
        return 1;
      }
    };
  }

  static ValueMatcher exactPrefix(String prefix) {
    byte[] wanted = prefix.getBytes(StandardCharsets.UTF_8);
    boolean hasDigit = prefix.chars().anyMatch(c -> c >= '0' && c <= '9');
    boolean openEnd = !prefix.isEmpty() && isWord(prefix.codePointBefore(prefix.length()));
    long[][] tokens = PhraseMatcher.tokens(prefix, false, openEnd);
    return new ValueMatcher() {
      @Override
      public boolean matches(byte[] text, int start, int end) {
        return end - start >= wanted.length
            && Arrays.equals(text, start, start + wanted.length, wanted, 0, wanted.length);
      }

      @Override
      public TemplateVerdict matchesTemplate(byte[] text, int holes) {
        int fixed = holes == 0 || !hasDigit ? text.length : 0;
        if (fixed == 0) {
          return TemplateVerdict.LOOK;
        }
        if (matches(text, 0, text.length)) {
          return TemplateVerdict.ALL;
        }
        return holes == 0 || !openEnd ? TemplateVerdict.NONE : TemplateVerdict.LOOK;
      }

      @Override
      public long[][] tokens() {
        return tokens;
      }

      @Override
      public int cost() {
        return 1;
      }
    };
  }

  private static boolean isWord(int point) {
    return point == '_' || Character.isLetterOrDigit(point);
  }

  /// A value within bounds, in the order of code points. A bound that is null is open.
  static ValueMatcher between(
      @Nullable String low, boolean lowIncluded, @Nullable String high, boolean highIncluded) {
    byte[] least = low == null ? new byte[0] : low.getBytes(StandardCharsets.UTF_8);
    byte[] most = high == null ? new byte[0] : high.getBytes(StandardCharsets.UTF_8);
    return new ValueMatcher() {
      @Override
      public boolean matches(byte[] text, int start, int end) {
        if (low != null) {
          int compared = Arrays.compareUnsigned(text, start, end, least, 0, least.length);
          if (lowIncluded ? compared < 0 : compared <= 0) {
            return false;
          }
        }
        if (high != null) {
          int compared = Arrays.compareUnsigned(text, start, end, most, 0, most.length);
          return highIncluded ? compared <= 0 : compared < 0;
        }
        return true;
      }

      @Override
      public int cost() {
        return 2;
      }
    };
  }

  /// A value of so many characters.
  static ValueMatcher length(long min, long max) {
    return new ValueMatcher() {
      @Override
      public boolean matches(byte[] text, int start, int end) {
        int bytes = end - start;
        if (bytes < min || (bytes + 3) / 4 > max) {
          return false; // a character takes one to four bytes
        }
        int characters = Utf8.count(text, start, end);
        return characters >= min && characters <= max;
      }

      @Override
      public int cost() {
        return 3;
      }
    };
  }

  /// An IPv6 address within bounds, both included.
  static ValueMatcher ipv6(Ipv6 min, Ipv6 max) {
    return new ValueMatcher() {
      @Override
      public boolean matches(byte[] text, int start, int end) {
        Ipv6 address = Ipv6.parse(text, start, end);
        return address != null && address.compareTo(min) >= 0 && address.compareTo(max) <= 0;
      }

      @Override
      public int cost() {
        return 3;
      }
    };
  }

  /// An IPv4 address within bounds, both included.
  static ValueMatcher ipv4(long min, long max) {
    return new ValueMatcher() {
      @Override
      public boolean matches(byte[] text, int start, int end) {
        long address = Ipv4.parse(text, start, end);
        return address >= 0 && address >= min && address <= max;
      }

      @Override
      public int cost() {
        return 2;
      }
    };
  }
}
