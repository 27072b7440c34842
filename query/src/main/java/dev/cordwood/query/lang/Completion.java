package dev.cordwood.query.lang;

/// One thing that may be written at the cursor.
///
/// @param label what to show
/// @param insert what to put in place of the characters from `start` to `end`
/// @param detail a short explanation, or ""
public record Completion(
    String label, String insert, Kind kind, String detail, int start, int end) {
  public enum Kind {
    FIELD,
    VALUE,
    FUNCTION,
    PIPE,
    KEYWORD,
    TIME
  }
}
