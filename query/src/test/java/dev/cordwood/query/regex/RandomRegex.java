package dev.cordwood.query.regex;

import java.util.Random;

/// Expressions over a small alphabet, and texts over the same, so that many match.
final class RandomRegex {
  private static final String[] ATOMS = {
    "a",
    "b",
    "k",
    "s",
    "é",
    "日",
    "😀",
    ".",
    "\\d",
    "\\w",
    "\\W",
    "\\s",
    "\\S",
    "\\D",
    "[ab]",
    "[^a]",
    "[a-k]",
    "[^\\w]",
    "[[:alpha:]]",
    "[[:^digit:]]",
    "\\pL",
    "\\PL",
    "\\p{Lu}",
    "\\p{Greek}",
    "\\x41",
    "\\x{1F600}",
    "\\n",
    "\\.",
    "[-a]",
    "[]b]",
    "[é-ω]",
    "K",
    "S",
    "0",
    " ",
    "_",
    "\\Qa.\\E",
    "Σ"
  };
  private static final String[] PLACES = {"^", "$", "\\A", "\\z", "\\b", "\\B"};
  private static final String[] REPEATS = {
    "*", "+", "?", "*?", "+?", "??", "{2}", "{0}", "{1,3}", "{2,}", "{0,2}?"
  };
  private static final String[] FLAGS = {"(?i)", "(?s)", "(?m)", "(?im)", "(?-i)", "(?i-s)"};
  private static final String[] TEXT = {
    "a", "b", "k", "s", "A", "B", "K", "S", "é", "É", "日", "😀", "0", "7", " ", "\n", "_", ".", "-",
    "\u212A", "\u017F", "\u0130", "σ", "ς", "Σ", "\0", "\t"
  };

  private final Random random;

  RandomRegex(Random random) {
    this.random = random;
  }

  String expression(int depth) {
    StringBuilder text = new StringBuilder();
    if (random.nextInt(5) == 0) {
      text.append(pick(FLAGS));
    }
    append(depth, text);
    return text.toString();
  }

  private void append(int depth, StringBuilder text) {
    switch (depth == 0 ? random.nextInt(4) : random.nextInt(8)) {
      case 0, 1, 2 -> text.append(pick(ATOMS));
      case 3 -> text.append(pick(PLACES));
      case 4 -> {
        text.append(random.nextBoolean() ? "(?:" : random.nextBoolean() ? "(" : "(?i:");
        append(depth - 1, text);
        text.append(')').append(pick(REPEATS));
      }
      case 5 -> {
        text.append('(');
        append(depth - 1, text);
        text.append('|');
        append(depth - 1, text);
        text.append(')');
      }
      default -> {
        for (int i = 0; i < 2 + random.nextInt(3); i++) {
          append(depth - 1, text);
        }
      }
    }
  }

  String text() {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(12);
    for (int i = 0; i < length; i++) {
      text.append(pick(TEXT));
    }
    return text.toString();
  }

  private String pick(String[] from) {
    return from[random.nextInt(from.length)];
  }
}
