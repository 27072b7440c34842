package dev.cordwood.collect.format;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What is known of a source's lines beforehand. Immutable.
///
/// @param format `auto`, or what every line is: see [#knownFormats()], or the name of a pattern
/// @param patterns formats of one's own; with `auto` they are tried before all others
/// @param hash whether each row gets the SHA-256 of its line as `sha256`
public record ParseOptions(String format, List<LinePattern> patterns, boolean hash) {
  /// Formats are found by looking at the lines.
  public static final ParseOptions DEFAULTS = new ParseOptions("auto", List.of(), false);

  /// @throws IllegalArgumentException with a message for the user
  public ParseOptions {
    patterns = List.copyOf(patterns);
    if (patterns.size() > Limits.MAX_PATTERNS) {
      throw new IllegalArgumentException(
          "%d patterns, at most %d are allowed".formatted(patterns.size(), Limits.MAX_PATTERNS));
    }
    Set<String> names = new HashSet<>();
    for (LinePattern pattern : patterns) {
      if (knownFormats().contains(pattern.name())) {
        throw new IllegalArgumentException(
            "there is a format '%s' already; give the pattern another name"
                .formatted(pattern.name()));
      }
      if (!names.add(pattern.name())) {
        throw new IllegalArgumentException(
            "two patterns are called '%s'".formatted(pattern.name()));
      }
      CompiledPattern.check(pattern);
    }
    if (!knownFormats().contains(format) && !names.contains(format)) {
      throw new IllegalArgumentException(
          "there is no format '%s'; known are %s%s"
              .formatted(
                  format,
                  String.join(", ", knownFormats()),
                  names.isEmpty() ? "" : ", and the patterns " + String.join(", ", names)));
    }
  }

  /// The names that [#format] may have beside those of patterns.
  public static List<String> knownFormats() {
    return TextFormats.NAMES;
  }

  public static ParseOptions of(LineFormat format) {
    return DEFAULTS.withFormat(format.name().toLowerCase(Locale.ROOT));
  }

  public ParseOptions withFormat(String id) {
    return new ParseOptions(id, patterns, hash);
  }

  public ParseOptions withPatterns(List<LinePattern> all) {
    return new ParseOptions(format, all, hash);
  }

  public ParseOptions withHash(boolean wanted) {
    return new ParseOptions(format, patterns, wanted);
  }
}
