package dev.cordwood.collect.redact;

/// Finds numbers of payment cards among digits: the length and the first digits of an issuer, a
/// right check digit, groups as they are written on cards or none, and nothing around that says it
/// is another number.
final class CardNumbers {
  static final ByteSet RUN = ByteSet.of("0-9 -");
  private static final ByteSet NOT_BEFORE = ByteSet.of("A-Za-z0-9_./@+-");
  private static final ByteSet NOT_AFTER = ByteSet.of("A-Za-z0-9_@");
  private static final ByteSet BETWEEN = ByteSet.of(" =:\"'#\\>");
  private static final byte[][] OTHER_NUMBERS =
      Words.list(
          "id",
          "ids",
          "trace",
          "span",
          "hash",
          "nonce",
          "seq",
          "sequence",
          "offset",
          "time",
          "timestamp",
          "ts",
          "epoch",
          "nanos",
          "micros",
          "millis",
          "ns",
          "us",
          "ms",
          "size",
          "bytes",
          "count",
          "ref",
          "reference",
          "tracking",
          "serial",
          "phone",
          "tel",
          "isbn",
          "ean",
          "barcode",
          "sku",
          "version",
          "build",
          "order",
          "invoice",
          "imei",
          "lsn");
  private static final byte[][] CARDS =
      Words.list("card", "pan", "visa", "master", "amex", "credit", "debit", "karte", "cc");
  private static final int MAX_BACK = 32;
  private static final int MAX_WORD = 24;
  private static final int CONTEXT = 40;
  static final int MIN_DIGITS = 13;
  private static final int MAX_DIGITS = 19;
  private static final int MAX_GROUPED = MAX_DIGITS + 4;

  private CardNumbers() {}

  /// Looks at the digits, blanks and dashes around a place.
  ///
  /// @return where they end
  static int find(TextValue value, int at, Spans found) {
    byte[] data = value.data;
    int start = RUN.runBack(data, at, Math.max(value.from, at - MAX_BACK));
    int end = RUN.run(data, at, value.to);
    if (value.cards == CardField.NEVER) {
      return end;
    }
    int group = start;
    while (group < end) {
      if (!ByteSet.DIGIT.contains(data[group])) {
        group++;
        continue;
      }
      int groupEnd = ByteSet.DIGIT.run(data, group, end);
      int number = numberEnd(value, group, groupEnd, end);
      if (number > 0) {
        found.addBeside(group, number, BuiltInRule.CARD.ordinal());
        groupEnd = number;
      }
      group = groupEnd;
    }
    return end;
  }

  /// @return where the number ends that begins with this group of digits, or -1
  private static int numberEnd(TextValue value, int start, int groupEnd, int runEnd) {
    byte[] data = value.data;
    int length = groupEnd - start;
    int end = length == 4 ? grouped(data, start, runEnd) : length >= MIN_DIGITS ? groupEnd : -1;
    if (end < 0 || groupEnd - start > MAX_DIGITS || !standsAlone(value, start, end)) {
      return -1;
    }
    byte[] digits = new byte[MAX_GROUPED];
    int count = 0;
    for (int i = start; i < end; i++) {
      if (data[i] >= '0') {
        digits[count++] = (byte) (data[i] - '0');
      }
    }
    boolean plain = end == groupEnd;
    if (!isIssued(digits, count) || !isChecked(digits, count)) {
      return -1;
    }
    boolean usual = !plain || (count >= 14 && count <= 16);
    boolean likely = value.cards == CardField.LIKELY || speaksOfCards(value, start);
    return likely || (usual && !isNamedOtherwise(value, start)) ? end : -1;
  }

  /// Where groups of 4-4-4-4, 4-4-4-4-3, 4-6-5 or 4-6-4 digits with the same single separator end.
  private static int grouped(byte[] data, int start, int runEnd) {
    byte separator = start + 4 < runEnd ? data[start + 4] : 0;
    int second = groupBehind(data, start + 4, runEnd, separator);
    int third = second < 0 ? -1 : groupBehind(data, second, runEnd, separator);
    if (third < 0) {
      return -1;
    }
    int secondLength = second - start - 5;
    int thirdLength = third - second - 1;
    if (secondLength == 6 && (thirdLength == 5 || thirdLength == 4)) {
      return isFollowedByGroup(data, third, runEnd, separator) ? -1 : third;
    }
    int fourth = groupBehind(data, third, runEnd, separator);
    if (secondLength != 4 || thirdLength != 4 || fourth - third != 5) {
      return -1;
    }
    int fifth = groupBehind(data, fourth, runEnd, separator);
    if (fifth - fourth == 4 && separator == '-') {
      return isFollowedByGroup(data, fifth, runEnd, separator) ? -1 : fifth;
    }
    return isFollowedByGroup(data, fourth, runEnd, separator) ? -1 : fourth;
  }

  private static int groupBehind(byte[] data, int at, int runEnd, byte separator) {
    if (at >= runEnd || data[at] != separator) {
      return -1;
    }
    int end = ByteSet.DIGIT.run(data, at + 1, Math.min(runEnd, at + 8));
    return end > at + 1 ? end : -1;
  }

  /// Whether the groups go on as they were, so that they are a table or a longer number. Behind a
  /// blank another number may follow, such as a date.
  private static boolean isFollowedByGroup(byte[] data, int at, int runEnd, byte separator) {
    int next = groupBehind(data, at, runEnd, separator);
    return next > 0 && (separator == '-' || next - at == 5);
  }

  private static boolean standsAlone(TextValue value, int start, int end) {
    byte[] data = value.data;
    if (value.precededBy(NOT_BEFORE, start)) {
      return false;
    }
    if (start - value.from >= 5
        && data[start - 1] == ' '
        && ByteSet.DIGIT.runBack(data, start - 1, start - 5) == start - 5
        && end - start > MAX_DIGITS - 1
        && data[start + 4] == ' ') {
      return false; // a table
    }
    if (end >= value.to) {
      return true;
    }
    byte next = data[end];
    boolean more = end + 1 < value.to && ByteSet.ALPHANUMERIC.contains(data[end + 1]);
    return !NOT_AFTER.contains(next) && !((next == '-' || next == '.') && more);
  }

  private static boolean isNamedOtherwise(TextValue value, int start) {
    int wordEnd = BETWEEN.runBack(value.data, start, Math.max(value.from, start - 6));
    int word =
        ByteSet.LETTER.runBack(value.data, wordEnd, Math.max(value.from, wordEnd - MAX_WORD));
    return Words.isOneOf(value.data, word, wordEnd, OTHER_NUMBERS)
        || (wordEnd - word > 2 && isId(value.data, word, wordEnd));
  }

  private static boolean speaksOfCards(TextValue value, int start) {
    for (int at = Math.max(value.from, start - CONTEXT); at < start; at++) {
      for (byte[] word : CARDS) {
        if (start - at >= word.length
            && Words.equal(value.data, at, word)
            && (at == value.from || !ByteSet.LETTER.contains(value.data[at - 1]))) {
          return true;
        }
      }
    }
    return false;
  }

  /// Whether a name ends as those of identifiers do.
  private static boolean isId(byte[] name, int start, int end) {
    return Words.endsWith(name, start, end, Words.bytes("id")) && name[end - 2] == 'I';
  }

  /// What the name of a field says of the numbers in it.
  static CardField fieldNamed(byte[] name, int start, int end) {
    int word = ByteSet.LETTER.runBack(name, end, start);
    if (Words.isOneOf(name, word, end, OTHER_NUMBERS)
        || (end - word > 2 && isId(name, word, end))) {
      return CardField.NEVER;
    }
    for (int at = start; at < end; at++) {
      boolean first = at == start || !ByteSet.LETTER.contains(name[at - 1]);
      if (first && Words.startsWithOneOf(name, at, end, CARDS)) {
        return CardField.LIKELY;
      }
    }
    return CardField.MAYBE;
  }

  private static boolean isChecked(byte[] digits, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      int digit = digits[count - 1 - i];
      int weighed = i % 2 == 0 ? digit : digit * 2;
      sum += weighed > 9 ? weighed - 9 : weighed;
    }
    return sum % 10 == 0;
  }

  private static boolean isIssued(byte[] digits, int count) {
    int two = digits[0] * 10 + digits[1];
    int four = two * 100 + digits[2] * 10 + digits[3];
    int three = four / 10;
    return switch (digits[0]) {
      case 4 -> count == 13 || count == 16 || count == 19;
      case 5 -> (two >= 51 && two <= 55 && count == 16) || isMaestro(four);
      case 2 -> four >= 2221 && four <= 2720 && count == 16;
      case 3 ->
          (two == 34 || two == 37)
              ? count == 15
              : four >= 3528 && four <= 3589
                  ? count >= 16
                  : ((three >= 300 && three <= 305) || two == 36 || two == 38 || two == 39)
                      && count == 14;
      case 6 ->
          ((four == 6011 || (three >= 644 && three <= 649) || two == 65 || two == 62)
                  && count >= 16)
              || isMaestro(four);
      default -> false;
    };
  }

  private static boolean isMaestro(int four) {
    return switch (four) {
      case 5018, 5020, 5038, 5893, 6304, 6759, 6761, 6762, 6763 -> true;
      default -> false;
    };
  }
}
