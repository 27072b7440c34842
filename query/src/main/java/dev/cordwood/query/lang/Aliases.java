package dev.cordwood.query.lang;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Names people know from other systems for `_time` and `_msg`. A name in quotes is always meant
/// literally, and so is one that a pipe before has made: after `unpack_syslog` there is a field
/// `message`.
final class Aliases {
  private static final Map<String, String> NAMES =
      Map.of(
          "time", Fields.TIME,
          "@timestamp", Fields.TIME,
          "msg", Fields.MESSAGE,
          "message", Fields.MESSAGE);

  private final Set<String> made = new HashSet<>();
  private boolean anyMade;

  String resolve(Token name) {
    if (name.isQuoted() || anyMade || made.contains(name.text())) {
      return name.text();
    }
    return NAMES.getOrDefault(name.text(), name.text());
  }

  /// A pipe makes this field.
  void made(String field) {
    made.add(field);
  }

  /// A pipe makes fields that only the data knows.
  void anyMade() {
    anyMade = true;
  }
}
