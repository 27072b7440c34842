package dev.cordwood.collect.format;

/// What a source's lines are.
public enum LineFormat {
  /// Line by line: what starts with `{` is JSON, all else is text.
  AUTO,
  /// Every line is a JSON object; one that is not is kept as a message with `_error`.
  JSON,
  /// Every line is a message.
  TEXT
}
