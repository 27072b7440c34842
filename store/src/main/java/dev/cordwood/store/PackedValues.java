package dev.cordwood.store;

/// Values that are kept as numbers. So they can be told apart and counted without their text.
///
/// @param numbers one a row; of no meaning where the row is absent
public record PackedValues(PackedForm form, long[] numbers) {}
