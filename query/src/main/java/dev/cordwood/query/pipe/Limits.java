package dev.cordwood.query.pipe;

/// Bounds of pipes on what they find in log content, and what happens beyond them.
final class Limits {
  /// Objects and arrays within each other in `unpack_json`; a deeper value is left as JSON text,
  /// and text that nests deeper than [#MAX_JSON_NESTING] is not JSON to us.
  static final int MAX_JSON_DEPTH = 32;

  static final int MAX_JSON_NESTING = 512;

  /// Fields that one value is unpacked into; the rest of the value is left alone.
  static final int MAX_UNPACKED_FIELDS = 1000;

  /// Bytes, roughly, of a field's name made from log content; fields with longer ones are left out.
  static final int MAX_FIELD_NAME = 512;

  /// Rows that `unroll` makes of one row; further elements are left out.
  static final int MAX_UNROLLED = 100_000;

  /// Rows that `stream_context` looks around; a query that finds more fails and says so.
  static final int MAX_CONTEXT_ROWS = 10_000;

  private Limits() {}
}
