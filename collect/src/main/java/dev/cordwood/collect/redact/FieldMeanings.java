package dev.cordwood.collect.redact;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Finds out once what a field's name says. Safe for several threads.
final class FieldMeanings {
  private final Set<BuiltInRule> on;
  private final Set<String> fields;
  private final Set<String> keepFields;
  private final ConcurrentHashMap<String, FieldMeaning> known = new ConcurrentHashMap<>();

  FieldMeanings(Set<BuiltInRule> on, RedactOptions options) {
    this.on = EnumSet.copyOf(on);
    fields = lower(options.fields());
    keepFields = lower(options.keepFields());
  }

  private static Set<String> lower(Set<String> names) {
    Set<String> lower = new HashSet<>();
    names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
    return lower;
  }

  FieldMeaning of(String name) {
    FieldMeaning meaning = known.get(name);
    if (meaning == null) {
      if (known.size() >= Limits.MAX_CACHED_NAMES) {
        known.clear();
      }
      meaning = find(name);
      known.put(name, meaning);
    }
    return meaning;
  }

  private FieldMeaning find(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String last = lower.substring(lower.lastIndexOf('.') + 1);
    byte[] bytes = Words.bytes(name);
    int start = Words.bytes(name.substring(0, name.lastIndexOf('.') + 1)).length;
    CardField cards = CardNumbers.fieldNamed(bytes, start, bytes.length);
    if (keepFields.contains(lower) || keepFields.contains(last)) {
      return new FieldMeaning(true, null, cards);
    }
    boolean listed = fields.contains(lower) || fields.contains(last);
    if (listed && on.contains(BuiltInRule.FIELD)) {
      return new FieldMeaning(false, BuiltInRule.FIELD, cards);
    }
    BuiltInRule rule = SecretNames.ruleOf(bytes, start, bytes.length);
    return new FieldMeaning(false, rule != null && on.contains(rule) ? rule : null, cards);
  }
}
