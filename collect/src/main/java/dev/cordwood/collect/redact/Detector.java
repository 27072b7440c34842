package dev.cordwood.collect.redact;

import java.util.List;

/// Knows one kind of secret. Safe for several threads.
///
/// What it costs must be bounded whatever is in a value: a detector may look at a bounded number of
/// bytes around the place it is told, or at what it then reports as found, which is not looked at
/// again.
interface Detector {
  /// Where to look.
  List<Gram> grams();

  /// Adds what is secret around this place.
  ///
  /// @param at where one of the grams stands, less its offset; may lie outside of the value
  void find(TextValue value, int at, Spans found);
}
