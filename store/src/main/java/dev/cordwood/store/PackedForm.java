package dev.cordwood.store;

/// How a number stands for a text. Forms are equal when every number has the same text in both; in
/// one form, different numbers have different texts.
public interface PackedForm {
  /// UTF-8, never empty.
  byte[] text(long number);
}
