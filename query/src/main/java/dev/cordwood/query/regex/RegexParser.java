package dev.cordwood.query.regex;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads RE2 syntax (<https://github.com/google/re2/wiki/Syntax>).
final class RegexParser {
  private static final CodePoints NO_NEWLINE = CodePoints.of('\n').complement();

  private final String text;
  private int at;
  private int depth;
  private boolean foldCase;
  private boolean multiLine;
  private boolean dotAll;

  private RegexParser(String text) {
    this.text = text;
  }

  static RegexNode parse(String text) throws RegexSyntaxException {
    if (text.length() > RegexLimits.MAX_LENGTH) {
      throw new RegexSyntaxException(
          "it is longer than " + RegexLimits.MAX_LENGTH + " characters", RegexLimits.MAX_LENGTH);
    }
    RegexParser parser = new RegexParser(text);
    RegexNode node = parser.alternatives();
    if (parser.at < text.length()) {
      throw parser.error("there is a `)` without its `(`");
    }
    return node;
  }

  private RegexSyntaxException error(String message) {
    return new RegexSyntaxException(message, Math.min(at, text.length()));
  }

  private boolean more() {
    return at < text.length();
  }

  private boolean looking(String ahead) {
    return text.startsWith(ahead, at);
  }

  private boolean skip(String ahead) {
    if (looking(ahead)) {
      at += ahead.length();
      return true;
    }
    return false;
  }

  private int nextPoint() {
    int point = text.codePointAt(at);
    at += Character.charCount(point);
    return point;
  }

  private RegexNode alternatives() throws RegexSyntaxException {
    if (++depth > RegexLimits.MAX_DEPTH) {
      throw error("it is nested more than " + RegexLimits.MAX_DEPTH + " deep");
    }
    List<RegexNode> branches = new ArrayList<>();
    do {
      branches.add(sequence());
    } while (skip("|"));
    depth--;
    return branches.size() == 1 ? branches.getFirst() : new RegexNode.Alternate(branches);
  }

  private RegexNode sequence() throws RegexSyntaxException {
    List<RegexNode> parts = new ArrayList<>();
    while (more() && !looking("|") && !looking(")")) {
      if (skip("\\Q")) {
        while (more() && !skip("\\E")) {
          parts.add(literal(nextPoint()));
        }
        if (text.startsWith("\\E", at - 2) && more() && isRepetition() && !parts.isEmpty()) {
          parts.add(repeated(parts.removeLast()));
        }
        continue;
      }
      RegexNode atom = atom();
      if (atom != null) {
        parts.add(repeated(atom));
      }
    }
    return parts.size() == 1 ? parts.getFirst() : new RegexNode.Concat(parts);
  }

  private boolean isRepetition() {
    return looking("*") || looking("+") || looking("?") || counts() != null;
  }

  private RegexNode repeated(RegexNode atom) throws RegexSyntaxException {
    RegexNode node = atom;
    int times = 0;
    while (more()) {
      int from = at;
      int[] counts;
      if (skip("*")) {
        counts = new int[] {0, RegexNode.UNBOUNDED};
      } else if (skip("+")) {
        counts = new int[] {1, RegexNode.UNBOUNDED};
      } else if (skip("?")) {
        counts = new int[] {0, 1};
      } else {
        counts = counts();
        if (counts == null) {
          return node;
        }
        at = counts[2];
      }
      if (++times > 1) {
        at = from;
        throw error("a repetition stands right behind another: put the first into parentheses");
      }
      if (counts[0] > RegexLimits.MAX_REPEAT
          || counts[1] > RegexLimits.MAX_REPEAT
          || (counts[1] >= 0 && counts[0] > counts[1])) {
        at = from;
        throw error(
            "a count is above " + RegexLimits.MAX_REPEAT + ", or the first above the second");
      }
      skip("?"); // lazy: the same text matches
      node = new RegexNode.Repeat(node, counts[0], counts[1]);
    }
    return node;
  }

  /// @return least, most and the place behind `{n}`, `{n,}` or `{n,m}`; null when there is none,
  ///   and the brace stands for itself
  private int @Nullable [] counts() {
    if (!looking("{")) {
      return null;
    }
    int[] place = {at + 1};
    int min = number(place);
    int max = min;
    if (min < 0) {
      return null;
    }
    if (place[0] < text.length() && text.charAt(place[0]) == ',') {
      place[0]++;
      max = number(place); // -1 is unbounded
    }
    if (place[0] >= text.length() || text.charAt(place[0]) != '}') {
      return null;
    }
    return new int[] {min, max, place[0] + 1};
  }

  private int number(int[] place) {
    int from = place[0];
    int value = 0;
    while (place[0] < text.length()
        && text.charAt(place[0]) >= '0'
        && text.charAt(place[0]) <= '9') {
      value = Math.min(value * 10 + (text.charAt(place[0]) - '0'), 1_000_000);
      place[0]++;
    }
    return place[0] == from ? -1 : value;
  }

  /// @return null when it is no part of the expression, as `(?i)`
  private @Nullable RegexNode atom() throws RegexSyntaxException {
    int from = at;
    int point = nextPoint();
    return switch (point) {
      case '(' -> group();
      case '[' -> charClass();
      case '.' -> new RegexNode.Chars(dotAll ? CodePoints.ALL : NO_NEWLINE);
      case '^' ->
          new RegexNode.Assert(multiLine ? RegexNode.Place.LINE_START : RegexNode.Place.TEXT_START);
      case '$' ->
          new RegexNode.Assert(multiLine ? RegexNode.Place.LINE_END : RegexNode.Place.TEXT_END);
      case '\\' -> escape();
      case '*', '+', '?' -> {
        at = from;
        throw error("there is nothing to repeat before `" + Character.toString(point) + "`");
      }
      default -> literal(point);
    };
  }

  private RegexNode literal(int point) {
    return chars(CodePoints.of(point));
  }

  private RegexNode chars(CodePoints set) {
    return new RegexNode.Chars(foldCase ? CaseFolding.fold(set) : set);
  }

  private @Nullable RegexNode group() throws RegexSyntaxException {
    boolean fold = foldCase;
    boolean lines = multiLine;
    boolean dot = dotAll;
    if (skip("?")) {
      if (skip("P<") || skip("<")) {
        name();
      } else if (!flags()) {
        return null; // (?i): until the end of the group around it
      }
    }
    RegexNode node = alternatives();
    if (!skip(")")) {
      throw error("there is a `(` without its `)`");
    }
    foldCase = fold;
    multiLine = lines;
    dotAll = dot;
    return node;
  }

  private void name() throws RegexSyntaxException {
    int from = at;
    while (more() && NamedClasses.WORD.contains(text.charAt(at))) {
      at++;
    }
    if (at == from || !skip(">")) {
      throw error("the name of a group must be of letters, digits and `_`, and end with `>`");
    }
  }

  /// @return whether a group follows
  private boolean flags() throws RegexSyntaxException {
    boolean on = true;
    boolean any = false;
    while (more()) {
      char flag = text.charAt(at++);
      switch (flag) {
        case 'i' -> foldCase = on;
        case 'm' -> multiLine = on;
        case 's' -> dotAll = on;
        case 'U' -> {} // lazy and greedy change places: the same text matches
        case '-' -> {
          if (!on) {
            at--;
            throw error("there is a second `-`");
          }
          on = false;
          any = false;
          continue;
        }
        case ':', ')' -> {
          if (!on && !any) {
            throw error("a flag is missing behind `-`");
          }
          return flag == ':';
        }
        default -> {
          at--;
          throw error("`(?" + flag + "` is not known: RE2 has neither look-around nor conditions");
        }
      }
      any = true;
    }
    throw error("the flags do not end");
  }

  private RegexNode escape() throws RegexSyntaxException {
    if (!more()) {
      throw error("a `\\` stands at the end");
    }
    CodePoints set = classEscape();
    if (set != null) {
      return chars(set);
    }
    switch (text.charAt(at)) {
      case 'A' -> {
        at++;
        return new RegexNode.Assert(RegexNode.Place.TEXT_START);
      }
      case 'z' -> {
        at++;
        return new RegexNode.Assert(RegexNode.Place.TEXT_END);
      }
      case 'b' -> {
        at++;
        return new RegexNode.Assert(RegexNode.Place.WORD_BORDER);
      }
      case 'B' -> {
        at++;
        return new RegexNode.Assert(RegexNode.Place.NO_WORD_BORDER);
      }
      default -> {
        return literal(charEscape());
      }
    }
  }

  /// `\d`, `\pN` and the like, after the backslash; null, and nothing read, for others.
  private @Nullable CodePoints classEscape() throws RegexSyntaxException {
    char kind = text.charAt(at);
    CodePoints set =
        switch (kind) {
          case 'd', 'D' -> NamedClasses.DIGIT;
          case 's', 'S' -> NamedClasses.SPACE;
          case 'w', 'W' -> NamedClasses.WORD;
          case 'p', 'P' -> {
            at++;
            yield unicodeClass(kind);
          }
          default -> null;
        };
    if (set == null) {
      return null;
    }
    if (kind != 'p' && kind != 'P') {
      at++;
      if (foldCase) {
        set = CaseFolding.fold(set);
      }
    }
    return Character.isUpperCase(kind) ? set.complement() : set;
  }

  private CodePoints unicodeClass(char kind) throws RegexSyntaxException {
    if (!more()) {
      throw error("a class must follow `\\" + kind + "`");
    }
    boolean negated = false;
    String name;
    int from = at;
    if (skip("{")) {
      int end = text.indexOf('}', at);
      if (end < 0) {
        throw error("a `}` is missing");
      }
      negated = skip("^");
      name = text.substring(at, end);
      at = end + 1;
    } else {
      name = Character.toString(nextPoint());
    }
    CodePoints set = NamedClasses.unicode(name);
    if (set == null) {
      at = from;
      throw error("there is no Unicode class `" + name + "`");
    }
    if (foldCase) {
      set = CaseFolding.fold(set);
    }
    return negated ? set.complement() : set;
  }

  /// One character, after the backslash.
  private int charEscape() throws RegexSyntaxException {
    int from = at;
    int point = nextPoint();
    switch (point) {
      case 'a' -> {
        return 7;
      }
      case 'f' -> {
        return '\f';
      }
      case 't' -> {
        return '\t';
      }
      case 'n' -> {
        return '\n';
      }
      case 'r' -> {
        return '\r';
      }
      case 'v' -> {
        return 0x0B;
      }
      case 'x' -> {
        return hex();
      }
      case '0' -> {
        return octal(0, 2);
      }
      case '1', '2', '3', '4', '5', '6', '7' -> {
        if (more() && text.charAt(at) >= '0' && text.charAt(at) <= '7') {
          return octal(point - '0', 2);
        }
        at = from;
        throw error("a reference to a group is not possible in linear time");
      }
      default -> {
        if (point < 128 && !Character.isLetterOrDigit(point)) {
          return point;
        }
        at = from;
        throw error("`\\" + Character.toString(point) + "` is not known");
      }
    }
  }

  private int octal(int start, int digits) {
    int value = start;
    for (int i = 0; i < digits && more(); i++) {
      int digit = text.charAt(at) - '0';
      if (digit < 0 || digit > 7) {
        break;
      }
      value = value * 8 + digit;
      at++;
    }
    return value;
  }

  private int hex() throws RegexSyntaxException {
    int end = at + 2;
    int from = at;
    if (looking("{")) {
      from = at + 1;
      end = text.indexOf('}', at);
    }
    if (end < 0 || end > text.length() || end == from || end - from > 8) {
      throw error("`\\x` wants two hexadecimal digits, or more in braces");
    }
    long value = 0;
    for (int i = from; i < end; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        throw error("`\\x` wants hexadecimal digits");
      }
      value = value << 4 | digit;
    }
    if (value > CodePoints.MAX) {
      throw error("there is no such character");
    }
    at = text.charAt(from - 1) == '{' && end < text.length() ? end + 1 : end;
    return (int) value;
  }

  private RegexNode charClass() throws RegexSyntaxException {
    int open = at - 1;
    boolean negated = skip("^");
    CodePoints.Builder set = new CodePoints.Builder();
    boolean first = true;
    while (true) {
      if (!more()) {
        at = open;
        throw error("there is a `[` without its `]`");
      }
      if (!first && skip("]")) {
        break;
      }
      first = false;
      if (looking("[:")) {
        CodePoints named = posixClass();
        if (named != null) {
          set.add(named);
          continue;
        }
      }
      if (looking("\\") && at + 1 < text.length()) {
        at++;
        CodePoints escaped = classEscape();
        if (escaped != null) {
          set.add(escaped);
          continue;
        }
        at--;
      }
      int low = member();
      int high = low;
      if (looking("-") && !text.startsWith("-]", at) && at + 1 < text.length()) {
        at++;
        high = member();
        if (high < low) {
          throw error("a range in a class goes backwards");
        }
      }
      CodePoints range = CodePoints.range(low, high);
      set.add(foldCase ? CaseFolding.fold(range) : range);
    }
    CodePoints members = set.build();
    return new RegexNode.Chars(negated ? members.complement() : members);
  }

  private int member() throws RegexSyntaxException {
    if (skip("\\")) {
      if (!more()) {
        throw error("a `\\` stands at the end");
      }
      return charEscape();
    }
    if (!more()) {
      throw error("there is a `[` without its `]`");
    }
    return nextPoint();
  }

  /// `[:alpha:]`, `[:^alpha:]`; null, and nothing read, when it is none.
  private @Nullable CodePoints posixClass() throws RegexSyntaxException {
    int end = text.indexOf(":]", at + 2);
    if (end < 0) {
      return null;
    }
    String name = text.substring(at + 2, end);
    boolean negated = name.startsWith("^");
    CodePoints set = NamedClasses.posix(negated ? name.substring(1) : name);
    if (set == null) {
      throw error("there is no class `[:" + name + ":]`");
    }
    at = end + 2;
    if (foldCase) {
      set = CaseFolding.fold(set);
    }
    return negated ? set.complement() : set;
  }
}
