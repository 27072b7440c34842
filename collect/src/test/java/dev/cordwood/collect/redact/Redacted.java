package dev.cordwood.collect.redact;

import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.EventColumn;
import dev.cordwood.event.ValueType;

/// Single values through a redactor, and secrets that no scanner of repositories takes for real.
final class Redacted {
  static final Redactor DEFAULT = new Redactor(RedactOptions.DEFAULTS);

  private Redacted() {}

  static String text(String text) {
    return field(DEFAULT, "_msg", ValueType.STRING, text);
  }

  static String text(Redactor redactor, String text) {
    return field(redactor, "_msg", ValueType.STRING, text);
  }

  static String field(String name, String text) {
    return field(DEFAULT, name, ValueType.STRING, text);
  }

  static String field(Redactor redactor, String name, ValueType type, String text) {
    EventBatchBuilder builder = new EventBatchBuilder();
    builder.beginRow();
    builder.add(name, type, text);
    builder.endRow(1);
    EventBatch batch = redactor.redact(builder.build());
    EventColumn column = batch.columns().getFirst();
    return column.text(0);
  }

  /// Letters and digits that look random and are the same in each run.
  static String random(int length) {
    return random(length, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
  }

  static String random(int length, String alphabet) {
    StringBuilder text = new StringBuilder();
    long state = 88_172_645_463_325_252L;
    for (int i = 0; i < length; i++) {
      state = state * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
      text.append(alphabet.charAt((int) ((state >>> 33) % alphabet.length())));
    }
    return text.toString();
  }

  static String hex(int length) {
    return random(length, "0123456789abcdef");
  }

  /// A number with the check digit that its other digits ask for.
  static String card(String prefix, int length) {
    String body = prefix + random(length - 1 - prefix.length(), "0123456789");
    for (char digit = '0'; ; digit++) {
      if (isChecked(body + digit)) {
        return body + digit;
      }
    }
  }

  static boolean isChecked(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighed = i % 2 == 1 ? digit * 2 : digit;
      sum += weighed / 10 + weighed % 10;
    }
    return sum % 10 == 0;
  }
}
