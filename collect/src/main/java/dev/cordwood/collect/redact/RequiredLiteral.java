package dev.cordwood.collect.redact;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Finds a text that stands in everything a regular expression finds, so that the expression need
/// not be tried where the text is not. Understands only what is simple, and says so by finding
/// none.
final class RequiredLiteral {
  private final String regex;
  private int at;
  private boolean ignoreCase;
  private boolean tooComplex;
  private byte[] best = {};
  private final ByteArrayOutputStream run = new ByteArrayOutputStream();

  private RequiredLiteral(String regex) {
    this.regex = regex;
  }

  /// @return null when there is none of three bytes or more
  static @Nullable Gram of(String regex) {
    RequiredLiteral search = new RequiredLiteral(regex);
    if (regex.startsWith("(?i)")) {
      search.ignoreCase = true;
      search.at = 4;
    }
    byte[] found = search.sequence(0);
    if (search.tooComplex || search.at < regex.length() || found.length < Gram.MIN_BYTES) {
      return null;
    }
    byte[] kept = Arrays.copyOf(found, Math.min(found.length, Gram.MAX_BYTES));
    return search.ignoreCase
        ? Gram.anyCase(new String(kept, StandardCharsets.US_ASCII))
        : Gram.exact(kept);
  }

  /// Reads to the end or to a closing parenthesis.
  ///
  /// @return the longest text that is required, empty for none
  private byte[] sequence(int depth) {
    byte[] outerBest = best;
    best = new byte[0];
    boolean alternatives = false;
    while (at < regex.length() && !tooComplex) {
      char c = regex.charAt(at);
      if (c == ')') {
        break;
      }
      at++;
      switch (c) {
        case '|' -> {
          alternatives = true;
          endRun();
        }
        case '(' -> group(depth);
        case '[' -> {
          endRun();
          skipClass();
          skipCount();
        }
        case '.', '^', '$' -> {
          endRun();
          skipCount();
        }
        case '\\' -> escape();
        case '*', '+', '?', '{' -> tooComplex = true; // counts of nothing
        default -> literal(c);
      }
    }
    endRun();
    byte[] found = alternatives ? new byte[0] : best;
    best = outerBest;
    return found;
  }

  private void group(int depth) {
    endRun();
    if (regex.startsWith("?:", at)) {
      at += 2;
    } else if (regex.startsWith("?P<", at) || regex.startsWith("?<", at)) {
      at = regex.indexOf('>', at) + 1;
    } else if (regex.startsWith("?", at)) {
      tooComplex = true;
      return;
    }
    if (depth == 100) {
      tooComplex = true;
      return;
    }
    byte[] within = sequence(depth + 1);
    run.reset();
    if (at >= regex.length()) {
      tooComplex = true;
      return;
    }
    at++; // the parenthesis
    boolean optional = at < regex.length() && "?*{".indexOf(regex.charAt(at)) >= 0;
    skipCount();
    if (!optional && within.length > best.length) {
      best = within;
    }
  }

  private void escape() {
    if (at >= regex.length()) {
      tooComplex = true;
      return;
    }
    char c = regex.charAt(at++);
    if (c < 0x80 && !Character.isLetterOrDigit(c)) {
      literal(c);
      return;
    }
    endRun();
    if ("dDwWsSbBAzntrfav".indexOf(c) < 0) {
      tooComplex = true; // classes by name, codes of characters, quoting
    }
    skipCount();
  }

  private void literal(char c) {
    // in Unicode two more characters count as k and s when case is ignored
    boolean folds =
        ignoreCase
            && (c >= 0x80 || Character.toLowerCase(c) == 'k' || Character.toLowerCase(c) == 's');
    if (folds || Character.isSurrogate(c)) {
      endRun();
      skipCount();
      return;
    }
    char count = at < regex.length() ? regex.charAt(at) : 0;
    if (count == '?' || count == '*' || count == '{') {
      endRun();
      skipCount();
      return;
    }
    run.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
    if (count == '+') {
      endRun();
      skipCount();
    }
  }

  private void endRun() {
    if (run.size() > best.length) {
      best = run.toByteArray();
    }
    run.reset();
  }

  private void skipClass() {
    if (regex.startsWith("^", at)) {
      at++;
    }
    boolean first = true;
    while (at < regex.length()) {
      char c = regex.charAt(at++);
      if (c == ']' && !first) {
        return;
      }
      first = false;
      if (c == '\\') {
        at++;
      } else if (c == '[' && regex.startsWith(":", at)) {
        int end = regex.indexOf(":]", at);
        at = end < 0 ? at : end + 2;
      }
    }
    tooComplex = true;
  }

  private void skipCount() {
    if (at >= regex.length()) {
      return;
    }
    char c = regex.charAt(at);
    if (c == '{') {
      int end = regex.indexOf('}', at);
      if (end < 0) {
        tooComplex = true;
        return;
      }
      at = end + 1;
    } else if (c == '*' || c == '+' || c == '?') {
      at++;
    } else {
      return;
    }
    if (at < regex.length() && regex.charAt(at) == '?') {
      at++;
    }
  }
}
