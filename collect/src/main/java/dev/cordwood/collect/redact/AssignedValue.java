package dev.cordwood.collect.redact;

/// Finds where the value ends that begins behind `=`, `:`, `>` or a blank. One a look; the result
/// is in the fields.
final class AssignedValue {
  private static final byte[][] SCHEMES =
      Words.list(
          "bearer",
          "basic",
          "token",
          "digest",
          "negotiate",
          "ntlm",
          "apikey",
          "key",
          "hmac",
          "aws4-hmac-sha256",
          "splunk",
          "sharedkey",
          "hawk",
          "bot");
  private static final ByteSet NOT_PRINTABLE = ByteSet.of("!-~").complement();
  private static final ByteSet CLOSERS = ByteSet.of(")]}");
  private static final ByteSet BLANK = ByteSet.of(" \t");

  private final byte[] data;
  private final int to;

  /// The value without its quotes.
  int start;

  int end;
  boolean quoted;

  AssignedValue(byte[] data, int to) {
    this.data = data;
    this.to = to;
  }

  /// @param at behind blanks
  void read(int at) {
    int backslashes = at;
    while (backslashes < to && data[backslashes] == '\\') {
      backslashes++;
    }
    quoted =
        backslashes < to && backslashes - at <= Limits.MAX_ESCAPES && isQuote(data[backslashes]);
    if (quoted) {
      start = backslashes + 1;
      end = endOfQuoted(start, data[backslashes], backslashes - at);
    } else {
      start = at;
      end = endOfWord(at);
    }
  }

  /// The text of an element, up to the next tag.
  void readElement(int at) {
    quoted = true;
    start = at;
    end = at;
    while (end < to && data[end] != '<') {
      end++;
    }
  }

  /// Leaves a scheme of HTTP authorization at the value's beginning out, and takes the word behind
  /// it in.
  ///
  /// @return whether there was one
  boolean skipScheme(boolean restOfLine) {
    int word = start;
    while (word < to && data[word] > ' ' && !isQuote(data[word]) && word - start < 32) {
      word++;
    }
    if (!Words.isOneOf(data, start, word, SCHEMES)) {
      return false;
    }
    int next = BLANK.run(data, word, Math.min(to, word + Limits.MAX_BLANKS));
    if (next == word || next >= to) {
      return false;
    }
    if (quoted) {
      start = Math.min(next, end);
    } else {
      boolean parameters = restOfLine && isOfParameters(start, word);
      start = next;
      end = parameters ? endOfLine(next) : endOfWord(next);
    }
    return true;
  }

  /// Everything up to the end of the line.
  void takeLine() {
    if (!quoted) {
      end = endOfLine(start);
    }
  }

  private boolean isOfParameters(int from, int word) {
    return Words.isOneOf(data, from, word, Words.list("digest", "aws4-hmac-sha256", "hawk"));
  }

  private int endOfQuoted(int from, byte quote, int depth) {
    int backslashes = 0;
    for (int i = from; i < to; i++) {
      byte c = data[i];
      if (c == '\\') {
        backslashes++;
        continue;
      }
      if (c == quote && (depth == 0 ? backslashes % 2 == 0 : backslashes <= depth)) {
        return depth == 0 ? i : i - backslashes;
      }
      backslashes = 0;
    }
    return to; // cut off
  }

  private int endOfWord(int from) {
    int i = from;
    while (i < to && !endsWord(i)) {
      i++;
    }
    while (i > from && CLOSERS.contains(data[i - 1])) {
      i--;
    }
    return i;
  }

  private boolean endsWord(int at) {
    return switch (data[at]) {
      case '&', ',', ';', '"', '\'', '`', '<', '>' -> true;
      case '\\' -> isEscape(at);
      default -> data[at] >= 0 && NOT_PRINTABLE.contains(data[at]);
    };
  }

  private int endOfLine(int from) {
    int i = from;
    while (i < to
        && data[i] != '\n'
        && data[i] != '\r'
        && !isQuote(data[i])
        && !(data[i] == '\\' && isEscape(i))) {
      i++;
    }
    return i;
  }

  /// Whether the backslash belongs to text that is escaped once more: a line end or a quote, or the
  /// six characters that JSON may write for an ampersand.
  private boolean isEscape(int at) {
    if (at + 1 >= to) {
      return true;
    }
    return switch (data[at + 1]) {
      case 'n', 'r', 't', '"', '\'' -> true;
      case 'u' -> at + 3 < to && data[at + 2] == '0' && data[at + 3] == '0';
      case '\\' -> true;
      default -> false;
    };
  }

  static boolean isQuote(byte c) {
    return c == '"' || c == '\'' || c == '`';
  }
}
