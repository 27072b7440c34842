package dev.cordwood.collect.redact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What is redacted. Immutable; start from [#DEFAULTS] and change what differs.
///
/// @param enabled false for nothing at all
/// @param on rules to switch on that are off by default
/// @param off rules to switch off
/// @param fields further fields whose values are secrets: the whole name, or its last dotted part,
///   in capital or small letters
/// @param keepFields fields that are never touched, named as in `fields`
public record RedactOptions(
    boolean enabled,
    Set<String> on,
    Set<String> off,
    Set<String> fields,
    Set<String> keepFields,
    List<RedactPattern> patterns) {
  public static final RedactOptions DEFAULTS =
      new RedactOptions(true, Set.of(), Set.of(), Set.of(), Set.of(), List.of());

  public static final RedactOptions NONE =
      new RedactOptions(false, Set.of(), Set.of(), Set.of(), Set.of(), List.of());

  /// @throws IllegalArgumentException with a message for the user
  public RedactOptions {
    on = Set.copyOf(on);
    off = Set.copyOf(off);
    fields = Set.copyOf(fields);
    keepFields = Set.copyOf(keepFields);
    patterns = List.copyOf(patterns);
    checkRules("redact.on", on);
    checkRules("redact.off", off);
    for (String id : on) {
      if (off.contains(id)) {
        throw new IllegalArgumentException(
            "the rule '%s' is both in redact.on and in redact.off".formatted(id));
      }
    }
    checkFields("redact.fields", fields);
    checkFields("redact.keep_fields", keepFields);
    checkPatterns(patterns);
  }

  private static void checkRules(String key, Set<String> ids) {
    List<String> known = Arrays.stream(BuiltInRule.values()).map(rule -> rule.id).toList();
    for (String id : ids) {
      if (!known.contains(id)) {
        throw new IllegalArgumentException(
            "%s: there is no rule '%s'; the rules are %s"
                .formatted(key, id, String.join(", ", known)));
      }
    }
  }

  private static void checkFields(String key, Set<String> names) {
    if (names.size() > Limits.MAX_FIELDS) {
      throw new IllegalArgumentException(
          "%s: %d names, at most %d are allowed".formatted(key, names.size(), Limits.MAX_FIELDS));
    }
    if (names.contains("")) {
      throw new IllegalArgumentException(key + ": a name is empty");
    }
  }

  private static void checkPatterns(List<RedactPattern> patterns) {
    if (patterns.size() > Limits.MAX_PATTERNS) {
      throw new IllegalArgumentException(
          "redact.patterns: %d patterns, at most %d are allowed"
              .formatted(patterns.size(), Limits.MAX_PATTERNS));
    }
    Set<String> ids = new HashSet<>();
    for (BuiltInRule rule : BuiltInRule.values()) {
      ids.add(rule.id);
    }
    for (RedactPattern pattern : patterns) {
      if (!ids.add(pattern.id())) {
        throw new IllegalArgumentException(
            "redact.patterns: the id '%s' is taken".formatted(pattern.id()));
      }
    }
  }

  public RedactOptions withOn(String... ids) {
    return new RedactOptions(enabled, Set.of(ids), off, fields, keepFields, patterns);
  }

  public RedactOptions withOff(String... ids) {
    return new RedactOptions(enabled, on, Set.of(ids), fields, keepFields, patterns);
  }

  public RedactOptions withFields(String... names) {
    return new RedactOptions(enabled, on, off, Set.of(names), keepFields, patterns);
  }

  public RedactOptions withKeepFields(String... names) {
    return new RedactOptions(enabled, on, off, fields, Set.of(names), patterns);
  }

  /// Adds a pattern.
  public RedactOptions withPattern(String id, String regex, String replacement) {
    List<RedactPattern> more = new ArrayList<>(patterns);
    more.add(new RedactPattern(id, regex, replacement));
    return new RedactOptions(enabled, on, off, fields, keepFields, more);
  }

  boolean isOn(BuiltInRule rule) {
    return enabled && (rule.byDefault || on.contains(rule.id)) && !off.contains(rule.id);
  }
}
