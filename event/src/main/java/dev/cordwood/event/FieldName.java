package dev.cordwood.event;

import dev.cordwood.event.EventBatchBuilder.Column;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A field's name as a parser remembers it across lines and batches: what the field is for, which
/// column it goes to, and which name followed it last time.
public final class FieldName {
  final byte[] key;
  final int hash;

  /// Whether the name stands between quotes as it is, so that bytes can be compared before the name
  /// was scanned.
  final boolean plain;

  /// What the field is for, null for most.
  final @Nullable FieldRole role;

  @Nullable FieldName next;

  /// Which name followed it before that: lines of two shapes often alternate.
  @Nullable FieldName other;

  private @Nullable FieldName bare;
  private @Nullable EventBatchBuilder owner;
  private int generation;
  private @Nullable Column column;

  FieldName(byte[] key, int hash, @Nullable FieldRole role) {
    this.key = key;
    this.hash = hash;
    this.role = role;
    boolean allPlain = true;
    for (byte c : key) {
      allPlain &= c != '"' && c != '\\' && (c < 0 || c >= 0x20);
    }
    plain = allPlain;
  }

  /// The name without its first character.
  FieldName bare(FieldNames names) {
    FieldName known = bare;
    if (known == null) {
      known = names.get(key, 1, key.length - 1);
      bare = known;
    }
    return known;
  }

  boolean isNamed(String name) {
    return Arrays.equals(key, name.getBytes(StandardCharsets.UTF_8));
  }

  /// Whether exactly this name and a closing quote stand in the line.
  boolean standsAt(byte[] line, int at, int end) {
    int quote = at + key.length;
    return plain
        && quote < end
        && line[quote] == '"'
        && Arrays.equals(key, 0, key.length, line, at, quote);
  }

  Column column(EventBatchBuilder builder) {
    Column known = column;
    if (known == null || owner != builder || generation != builder.generation()) {
      known = builder.column(key, 0, key.length);
      column = known;
      owner = builder;
      generation = builder.generation();
    }
    return known;
  }
}
