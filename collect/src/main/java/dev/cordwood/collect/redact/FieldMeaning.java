package dev.cordwood.collect.redact;

import org.jspecify.annotations.Nullable;

/// What a field's name says about its values.
///
/// @param kept they are never touched
/// @param secret the rule by which all of them are secrets, null when only their text can tell
record FieldMeaning(boolean kept, @Nullable BuiltInRule secret, CardField cards) {}
