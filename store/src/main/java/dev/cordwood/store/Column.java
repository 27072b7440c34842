package dev.cordwood.store;

import dev.cordwood.event.ValueType;
import java.nio.charset.StandardCharsets;

/// One field of a decoded [Block], in one of the shapes a filter can work on fast. A row without
/// the field is *absent*: it differs from a row whose value is the empty string.
///
/// Columns are immutable and safe to share between threads.
public sealed interface Column permits DictionaryColumn, NumberColumn, TextColumn, TemplateColumn {
  int rows();

  boolean isPresent(int row);

  /// The type of a present row's value.
  ValueType type(int row);

  /// The text of a present row's value, UTF-8, exactly as it was stored.
  byte[] bytes(int row);

  default String text(int row) {
    return new String(bytes(row), StandardCharsets.UTF_8);
  }
}
