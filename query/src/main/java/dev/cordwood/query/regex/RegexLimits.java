package dev.cordwood.query.regex;

/// Bounds of regular expressions: what one may be, and what running it may take.
final class RegexLimits {
  /// Characters; a longer expression is refused.
  static final int MAX_LENGTH = 8 << 10;

  /// Parentheses and repetitions within each other; deeper is refused.
  static final int MAX_DEPTH = 200;

  /// Largest count in `x{n,m}`; more is refused.
  static final int MAX_REPEAT = 1000;

  /// Instructions, with counted repetitions written out; more is refused.
  static final int MAX_INSTRUCTIONS = 20_000;

  /// Memory for the states of one automaton; when it is full, the states are dropped and found
  /// anew.
  static final int MAX_STATE_BYTES = 2 << 20;

  /// With fewer bytes of text a dropped state set than this, the automaton is slower than the
  /// simulation that needs no states.
  static final int MIN_BYTES_PER_DROP = 20_000;

  /// Bytes of text, or instructions followed, after which a matcher asks whether to go on: about a
  /// millisecond.
  static final int WORK_PER_CHECK = 1 << 18;

  private RegexLimits() {}
}
