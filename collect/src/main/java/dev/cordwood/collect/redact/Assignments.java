package dev.cordwood.collect.redact;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Finds what is assigned to a name such as `password` in text: `password=x`, `"password": "x"`,
/// `password: x`, `?token=x&`, `user[password]=x`, `--password x`, `<password>x</password>`, also
/// within JSON text within a string.
final class Assignments implements Detector {
  private static final ByteSet NAME = ByteSet.of("A-Za-z0-9_.-");
  private static final ByteSet CONTINUES = ByteSet.of("A-Za-z0-9_");
  private static final ByteSet BLANK = ByteSet.of(" \t");
  private static final ByteSet BEHIND_NAME = ByteSet.of("=:\"'\\ ]`%>");

  /// The last letters of what stands before `key`, such as `api`, see [SecretNames].
  private static final ByteSet LAST_OF_KIND = ByteSet.of("IiSsEeTtHhNnGgDdRr");

  private static final ByteSet BEFORE_LAST_OF_KIND = ByteSet.of("PpSsEeTtNnOoGg");
  private static final ByteSet OPENERS = ByteSet.of("{[(");
  private static final byte[] PEM = Words.bytes("-----BEGIN");
  private static final int AWS_SECRET_LENGTH = 40;
  private static final int MIN_TOKEN_BYTES = 3;

  /// How the value is bound to the name: the weaker, the more the value itself must look like one.
  private enum Bond {
    EQUALS,
    COLON,
    FLAG,
    ELEMENT
  }

  private final Set<BuiltInRule> on;

  /// @param on the rules that are on
  Assignments(Set<BuiltInRule> on) {
    this.on = on.isEmpty() ? EnumSet.noneOf(BuiltInRule.class) : EnumSet.copyOf(on);
  }

  @Override
  public List<Gram> grams() {
    List<Gram> grams = new ArrayList<>();
    if (on.contains(BuiltInRule.PASSWORD)) {
      grams.add(Gram.anyCase("passw").then(ByteSet.of("OoDd")).at(-1));
      grams.add(Gram.anyCase("pwd").then(BEHIND_NAME));
      grams.add(Gram.anyCase("pass").then(ByteSet.of("=\"'\\]%")));
      grams.add(Gram.anyCase("passphr").at(-2));
      grams.add(Gram.anyCase("kennwor").at(-2));
    }
    if (on.contains(BuiltInRule.SECRET)) {
      grams.add(Gram.anyCase("secret").at(-1));
    }
    if (on.contains(BuiltInRule.TOKEN)) {
      grams.add(Gram.anyCase("token"));
    }
    if (on.contains(BuiltInRule.KEY) || on.contains(BuiltInRule.AWS_SECRET_KEY)) {
      ByteSet[] parted = Gram.anyCase("ng_key").bytes();
      parted[0] = BEFORE_LAST_OF_KIND;
      parted[1] = LAST_OF_KIND;
      parted[2] = ByteSet.of("_-");
      grams.add(new Gram(parted, -3));
      ByteSet[] joined = Gram.anyCase("ngkey").then(BEHIND_NAME).bytes();
      joined[0] = parted[0];
      joined[1] = parted[1];
      grams.add(new Gram(joined, -2));
    }
    if (on.contains(BuiltInRule.AUTHORIZATION)) {
      grams.add(Gram.anyCase("authoriz").at(-4));
    }
    if (on.contains(BuiltInRule.COOKIE)) {
      grams.add(Gram.anyCase("cookie").at(-1));
    }
    return grams;
  }

  @Override
  public void find(TextValue value, int at, Spans found) {
    byte[] data = value.data;
    int end = ByteSet.LETTER.run(data, at, Math.min(value.to, at + Limits.MAX_WORD_LETTERS));
    if (end < value.to && CONTINUES.contains(data[end])) {
      return;
    }
    boolean part = end + 1 < value.to && (data[end] == '-' || data[end] == '.');
    if (part && CONTINUES.contains(data[end + 1])) {
      return;
    }
    int start = NAME.runBack(data, end, Math.max(value.from, end - Limits.MAX_NAME_BYTES));
    BuiltInRule rule = SecretNames.ruleOf(data, start, end);
    if (rule == null || !(on.contains(rule) || rule == BuiltInRule.KEY)) {
      return;
    }
    assign(value, rule, start, end, found);
  }

  private void assign(TextValue value, BuiltInRule rule, int start, int end, Spans found) {
    byte[] data = value.data;
    int to = value.to;
    int at = afterName(data, end, to);
    int blanks = at;
    at = BLANK.run(data, at, Math.min(to, at + Limits.MAX_BLANKS));
    Bond bond;
    if (at >= to) {
      return;
    } else if (data[at] == '=') {
      at++;
      if (at < to && data[at] == '=') {
        return; // a comparison
      }
      at += at < to && data[at] == '>' ? 1 : 0;
      bond = Bond.EQUALS;
    } else if (data[at] == ':') {
      at++;
      if (at < to && data[at] == ':') {
        return; // a path of a programming language
      }
      bond = at < to && data[at] == '=' ? Bond.EQUALS : Bond.COLON;
      at += bond == Bond.EQUALS ? 1 : 0;
    } else if (to - at > 2 && data[at] == '%' && data[at + 1] == '3' && data[at + 2] == 'D') {
      at += 3;
      bond = Bond.EQUALS;
    } else if (data[at] == '>' && start > value.from && data[start - 1] == '<') {
      at++;
      bond = Bond.ELEMENT;
    } else if (at > blanks && blanks == end && data[start] == '-' && isFlag(value, start)) {
      bond = Bond.FLAG;
    } else {
      return;
    }
    at = BLANK.run(data, at, Math.min(to, at + Limits.MAX_BLANKS));
    if (at >= to || OPENERS.contains(data[at])) {
      return; // what is within has names of its own
    }
    int limit = on.contains(rule) ? to : Math.min(to, at + 2 * AWS_SECRET_LENGTH);
    AssignedValue assigned = new AssignedValue(data, limit);
    if (bond == Bond.ELEMENT) {
      assigned.readElement(at);
    } else {
      assigned.read(at);
    }
    judge(value, rule, start, end, bond, assigned, found);
  }

  /// Behind the quote or the bracket that closes a name.
  private static int afterName(byte[] data, int end, int to) {
    int at = end;
    while (at < to && data[at] == '\\') {
      at++;
    }
    if (at < to && AssignedValue.isQuote(data[at])) {
      at++;
    } else {
      at = end;
    }
    if (at < to && data[at] == ']') {
      return at + 1;
    }
    boolean encoded = to - at > 2 && data[at] == '%' && data[at + 1] == '5';
    return encoded && data[at + 2] == 'D' ? at + 3 : at;
  }

  private static boolean isFlag(TextValue value, int start) {
    return value.to - start > 2
        && value.data[start + 1] == '-'
        && value.data[start + 2] != '-'
        && !value.precededBy(ByteSet.BASE64_URL, start);
  }

  private void judge(
      TextValue value,
      BuiltInRule rule,
      int nameStart,
      int nameEnd,
      Bond bond,
      AssignedValue assigned,
      Spans found) {
    byte[] data = value.data;
    if (value.startsAt(assigned.start, PEM) && on.contains(BuiltInRule.PRIVATE_KEY)) {
      return; // has a rule of its own, which knows where it ends
    }
    boolean scheme = false;
    if (rule == BuiltInRule.COOKIE) {
      assigned.takeLine();
    } else {
      scheme = assigned.skipScheme(rule == BuiltInRule.AUTHORIZATION);
    }
    int start = assigned.start;
    int end = assigned.end;
    if (SecretText.isNothing(data, start, end)) {
      return;
    }
    boolean weak = !assigned.quoted && (bond == Bond.COLON || bond == Bond.FLAG);
    boolean secret =
        switch (rule) {
          case COOKIE -> true;
          case PASSWORD -> isPassword(data, nameStart, nameEnd, weak, start, end);
          default -> isToken(data, weak, scheme, start, end);
        };
    if (!secret) {
      return;
    }
    BuiltInRule named =
        aws(data, nameStart, nameEnd, start, end) ? BuiltInRule.AWS_SECRET_KEY : rule;
    if (on.contains(named)) {
      found.add(start, end, named.ordinal());
    }
  }

  private static boolean isPassword(
      byte[] data, int nameStart, int nameEnd, boolean weak, int start, int end) {
    if (SecretNames.mayBeFolder(data, nameStart, nameEnd)
        && SecretText.isFolder(data, start, end)) {
      return false;
    }
    if (weak && SecretText.isProse(data, start, end)) {
      return false;
    }
    boolean ofTests = Words.endsWith(data, nameStart, nameEnd, Words.bytes("pass"));
    return !ofTests || !(weak || SecretText.isNumber(data, start, end));
  }

  private static boolean isToken(byte[] data, boolean weak, boolean scheme, int start, int end) {
    if (end - start < MIN_TOKEN_BYTES || SecretText.isNumber(data, start, end)) {
      return false;
    }
    if (!weak || end - start > Limits.MAX_PLAIN_WORD_BYTES) {
      return true;
    }
    return scheme
        ? SecretText.looksLikeCredentials(data, start, end)
        : SecretText.looksRandom(data, start, end);
  }

  private boolean aws(byte[] data, int nameStart, int nameEnd, int start, int end) {
    return end - start == AWS_SECRET_LENGTH
        && on.contains(BuiltInRule.AWS_SECRET_KEY)
        && SecretNames.isAwsSecret(data, nameStart, nameEnd)
        && ByteSet.BASE64.run(data, start, end) == end;
  }
}
