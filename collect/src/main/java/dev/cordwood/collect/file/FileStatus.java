package dev.cordwood.collect.file;

/// How it stands with one followed file.
///
/// @param source the name of its [SourceSpec]
/// @param format of its lines as far as it is known, else empty
/// @param encoding as far as it is known, else `auto`
/// @param size in bytes, after decompression
/// @param offset up to which it has been read
/// @param lagBytes written and not yet stored
/// @param lastLineTime the time of its last line that had one, in nanoseconds since the epoch, or
///   [dev.cordwood.event.Timestamps#NONE]
/// @param linesPerSecond over the last minute
/// @param error why it cannot be read, else empty
public record FileStatus(
    String path,
    String source,
    String format,
    String encoding,
    long size,
    long offset,
    long lagBytes,
    long lastLineTime,
    double linesPerSecond,
    String error) {}
