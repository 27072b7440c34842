package dev.cordwood.collect;

/// How taking in one body or file ended. Whatever the status, `storedLines` are durable.
///
/// @param receivedLines complete lines read, empty ones included
/// @param receivedBytes after decompression
/// @param storedLines durable rows
/// @param brokenLines of the stored ones, kept as text with `_error`
/// @param cutLines of the stored ones, cut because too long
/// @param emptyLines nothing to store
/// @param message what happened and what to do, for people; empty when all went well
public record IngestResult(
    Status status,
    long receivedLines,
    long receivedBytes,
    long storedLines,
    long brokenLines,
    long cutLines,
    long emptyLines,
    String message) {

  /// With the HTTP status that tells a sender the same.
  public enum Status {
    /// All lines are durable.
    STORED(200),
    /// The body was larger than allowed, compressed or not. Lines before the limit are stored.
    TOO_LARGE(413),
    /// The body is not the gzip or zstd it says it is, or it ends too early.
    BROKEN_BODY(400),
    /// No such content encoding.
    UNSUPPORTED_ENCODING(415),
    /// The store takes no more rows. Lines after `storedLines` must be sent again.
    STORE_FULL(507),
    /// The store failed.
    FAILED(500);

    private final int httpStatus;

    Status(int httpStatus) {
      this.httpStatus = httpStatus;
    }

    public int httpStatus() {
      return httpStatus;
    }
  }
}
