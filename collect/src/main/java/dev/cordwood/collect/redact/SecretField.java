package dev.cordwood.collect.redact;

import java.nio.charset.StandardCharsets;

/// The value of a field whose name says that it is a secret.
final class SecretField {
  private SecretField() {}

  /// Adds the value, or what of it is secret.
  static void find(byte[] data, int start, int end, String name, BuiltInRule rule, Spans found) {
    if (SecretText.isNothing(data, start, end)) {
      return;
    }
    int from = start;
    if (rule == BuiltInRule.AUTHORIZATION) {
      AssignedValue value = new AssignedValue(data, end);
      value.read(start);
      value.quoted = false;
      if (value.skipScheme(true)) {
        from = value.start;
      }
      if (SecretText.isNothing(data, from, end)) {
        return;
      }
    }
    if (rule != BuiltInRule.PASSWORD
        && rule != BuiltInRule.FIELD
        && SecretText.isNumber(data, start, end)) {
      return;
    }
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (rule == BuiltInRule.PASSWORD
        && SecretNames.mayBeFolder(bytes, 0, bytes.length)
        && SecretText.isFolder(data, start, end)) {
      return;
    }
    found.addBeside(from, end, rule.ordinal());
  }
}
