package dev.cordwood.query.lang;

import java.util.Locale;

/// @param text a word as it is written, what stands in quotes without them and unescaped, or a
///   symbol's character
/// @param start index of the first character in the source
/// @param spaceBefore whether white space, a comment or the source's start stands before it
record Token(Kind kind, String text, int start, int end, boolean spaceBefore) {
  enum Kind {
    WORD,
    QUOTED,
    SYMBOL,
    END
  }

  boolean isSymbol(char symbol) {
    return kind == Kind.SYMBOL && text.charAt(0) == symbol;
  }

  /// Keywords are the same in any case, and none of them when quoted.
  boolean isKeyword(String keyword) {
    return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
  }

  /// A word or something in quotes.
  boolean isText() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }

  boolean isEnd() {
    return kind == Kind.END;
  }

  boolean isQuoted() {
    return kind == Kind.QUOTED;
  }

  boolean isGlued() {
    return !spaceBefore && kind != Kind.END;
  }

  String lower() {
    return text.toLowerCase(Locale.ROOT);
  }

  /// For messages.
  String describe() {
    return switch (kind) {
      case END -> "the end of the query";
      case QUOTED -> "the text " + Quoting.quote(shortened());
      case WORD, SYMBOL -> "'" + shortened() + "'";
    };
  }

  private String shortened() {
    int max = 40;
    return text.length() <= max ? text : text.substring(0, max) + "…";
  }
}
