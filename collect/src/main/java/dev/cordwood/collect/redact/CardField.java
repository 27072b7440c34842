package dev.cordwood.collect.redact;

/// What a field's name says about long numbers in it.
enum CardField {
  /// Identifiers, times: never a card's number.
  NEVER,
  /// Nothing.
  MAYBE,
  /// It is named after cards.
  LIKELY
}
