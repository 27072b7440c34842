package dev.cordwood.collect.format;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/// Which lines make one event.
///
/// @param pattern for [Mode#START] and [Mode#CONTINUE], else empty; found anywhere in a line unless
///   anchored
/// @param maxLines of one event, see [Limits#MAX_EVENT_LINES]
public record MultiLine(Mode mode, String pattern, int maxLines) {
  /// What decides.
  public enum Mode {
    /// Stack traces of the usual languages and indented lines belong to the line before them.
    AUTO,
    /// Every line is an event.
    NONE,
    /// A line that matches begins an event, all others continue it.
    START,
    /// A line that matches continues the event before it, all others begin one.
    CONTINUE
  }

  public static final MultiLine AUTO = new MultiLine(Mode.AUTO, "", Limits.MAX_EVENT_LINES);
  public static final MultiLine NONE = new MultiLine(Mode.NONE, "", Limits.MAX_EVENT_LINES);

  /// @throws IllegalArgumentException with a message for the user
  public MultiLine {
    if (maxLines < 1 || maxLines > Limits.MAX_CONFIGURABLE_EVENT_LINES) {
      throw new IllegalArgumentException(
          "multi-line: an event may have 1 to %d lines, not %d"
              .formatted(Limits.MAX_CONFIGURABLE_EVENT_LINES, maxLines));
    }
    boolean needsPattern = mode == Mode.START || mode == Mode.CONTINUE;
    if (needsPattern == pattern.isEmpty()) {
      throw new IllegalArgumentException(
          needsPattern
              ? "multi-line: a pattern is missing, such as ^\\d{4}-"
              : "multi-line: a pattern needs to say whether lines that match start or continue an"
                  + " event");
    }
    if (needsPattern) {
      compile(pattern);
    }
  }

  /// A line in which the regular expression (RE2) is found begins an event.
  public static MultiLine startingWith(String regex) {
    return new MultiLine(Mode.START, regex, Limits.MAX_EVENT_LINES);
  }

  /// A line in which the regular expression (RE2) is found continues the event before it.
  public static MultiLine continuedBy(String regex) {
    return new MultiLine(Mode.CONTINUE, regex, Limits.MAX_EVENT_LINES);
  }

  public MultiLine withMaxLines(int lines) {
    return new MultiLine(mode, pattern, lines);
  }

  static Pattern compile(String regex) {
    if (regex.length() > Limits.MAX_PATTERN_CHARS) {
      throw new IllegalArgumentException(
          "multi-line: the pattern has %d characters, at most %d are allowed"
              .formatted(regex.length(), Limits.MAX_PATTERN_CHARS));
    }
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "multi-line: the pattern %s is not valid: %s at '%s'"
              .formatted(regex, e.getDescription(), e.getPattern()),
          e);
    }
  }
}
