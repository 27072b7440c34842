package dev.cordwood.collect.redact;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.nio.charset.StandardCharsets;

/// A rule of the user's own.
///
/// @param id what it is called where it is counted: small letters, digits, `.`, `_`, `-`
/// @param regex RE2, which takes linear time whatever it is given. All that it finds is replaced,
///   or only the group named `secret` where it has one
/// @param replacement what stands there instead; empty for `[redacted:ID]`
public record RedactPattern(String id, String regex, String replacement) {
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]*");

  /// @throws IllegalArgumentException with a message for the user
  public RedactPattern {
    if (id.length() > Limits.MAX_ID_LENGTH || !ID.matches(id)) {
      throw new IllegalArgumentException(
          "redact.patterns: the id '%s' must be 1 to %d small letters, digits, '.', '_' or '-'"
              .formatted(
                  id.length() > Limits.MAX_ID_LENGTH
                      ? id.substring(0, Limits.MAX_ID_LENGTH) + "…"
                      : id,
                  Limits.MAX_ID_LENGTH));
    }
    check(id, "regex", regex, Limits.MAX_REGEX_BYTES);
    check(id, "replacement", replacement, Limits.MAX_REPLACEMENT_BYTES);
    if (regex.isEmpty()) {
      throw new IllegalArgumentException("redact.patterns: '%s' has no regex".formatted(id));
    }
    Pattern pattern = compile(id, regex);
    if (pattern.programSize() > Limits.MAX_REGEX_PROGRAM) {
      throw new IllegalArgumentException(
          "redact.patterns: the regex of '%s' is too large: its counts make %d instructions of it, at most %d are allowed"
              .formatted(id, pattern.programSize(), Limits.MAX_REGEX_PROGRAM));
    }
    if (pattern.matches("")) {
      throw new IllegalArgumentException(
          "redact.patterns: the regex of '%s' matches the empty text; write it so that it needs at least one character"
              .formatted(id));
    }
  }

  private static void check(String id, String what, String text, int limit) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > limit) {
      throw new IllegalArgumentException(
          "redact.patterns: the %s of '%s' has %d bytes, at most %d are allowed"
              .formatted(what, id, bytes, limit));
    }
  }

  private static Pattern compile(String id, String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "redact.patterns: the regex of '%s' is wrong: %s".formatted(id, e.getMessage()), e);
    }
  }

  Pattern compiled() {
    return compile(id, regex);
  }
}
