package dev.cordwood.query.regex;

import dev.cordwood.query.regex.RegexNode.Place;

/// Which assertions hold between two bytes.
final class Surroundings {
  /// Stands for "no byte": before the text and behind it.
  static final int OUTSIDE = 256;

  private static final int AFTER_WORD = 1;
  private static final int AFTER_NEWLINE = 2;
  private static final int AT_START = 4;

  private final boolean words;
  private final boolean lines;
  private final boolean texts;

  Surroundings(RegexProgram program) {
    words = program.asks(Place.WORD_BORDER) || program.asks(Place.NO_WORD_BORDER);
    lines = program.asks(Place.LINE_START);
    texts = program.asks(Place.TEXT_START) || lines;
  }

  /// What must be remembered of a byte for the place behind it, as far as the expression asks.
  int flagsAfter(int c) {
    int flags = 0;
    if (words && RegexProgram.isWordByte(c)) {
      flags |= AFTER_WORD;
    }
    if (lines && c == '\n') {
      flags |= AFTER_NEWLINE;
    }
    if (texts && c == OUTSIDE) {
      flags |= AT_START;
    }
    return flags;
  }

  /// Bits of the places between what `flags` remember and the byte `next`.
  static int places(int flags, int next) {
    if (next >= 0x80 && next < 0xC0) {
      return 0; // within a character
    }
    int places = 0;
    if ((flags & AT_START) != 0) {
      places |= bit(Place.TEXT_START) | bit(Place.LINE_START);
    }
    if ((flags & AFTER_NEWLINE) != 0) {
      places |= bit(Place.LINE_START);
    }
    if (next == OUTSIDE) {
      places |= bit(Place.TEXT_END) | bit(Place.LINE_END);
    }
    if (next == '\n') {
      places |= bit(Place.LINE_END);
    }
    boolean border = ((flags & AFTER_WORD) != 0) != RegexProgram.isWordByte(next);
    return places | bit(border ? Place.WORD_BORDER : Place.NO_WORD_BORDER);
  }

  private static int bit(Place place) {
    return 1 << place.ordinal();
  }
}
