package dev.cordwood.server.config;

import java.util.List;

/// The settings of one item of `redact.patterns`.
public final class RedactPatternKeys {
  public static final ConfigKey<String> ID =
      new ConfigKey<>("id", Kinds.TEXT, "", "What it is called where it is counted.");
  public static final ConfigKey<String> REGEX =
      new ConfigKey<>("regex", Kinds.TEXT, "", "A regular expression (RE2).");
  public static final ConfigKey<String> REPLACEMENT =
      new ConfigKey<>(
          "replacement", Kinds.TEXT, "", "What stands there instead; empty: [redacted:ID].");

  public static final KeySet KEYS = new KeySet("redact.patterns", List.of(ID, REGEX, REPLACEMENT));

  private RedactPatternKeys() {}

  /// `ID=REGEX`.
  static ConfigItem shortForm(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException("write ID=REGEX");
    }
    return ConfigItem.empty(KEYS)
        .with(ID, text.substring(0, equals))
        .with(REGEX, text.substring(equals + 1));
  }
}
