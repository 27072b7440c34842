package dev.cordwood.query.match;

/// What is known about the rows of a template without looking at their variables.
public enum TemplateVerdict {
  /// Every row matches.
  ALL,
  /// No row matches.
  NONE,
  /// It depends on the variables.
  LOOK
}
