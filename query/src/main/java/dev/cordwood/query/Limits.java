package dev.cordwood.query;

/// Bounds of running queries that are not for configuration. What can be configured is in
/// [QueryLimits].
final class Limits {
  /// Bytes of rows that wait for the reader of a [LogTail]; further batches are lost, and counted.
  static final long MAX_TAIL_BYTES = 16 << 20;

  private Limits() {}
}
