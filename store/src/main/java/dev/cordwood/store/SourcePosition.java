package dev.cordwood.store;

/// How far a source (a file, an agent, a partition) has been read. Becomes durable together with
/// the batch it is appended with.
///
/// @param source the source's key, at most [Limits#MAX_SOURCE_BYTES] bytes of UTF-8
/// @param state whatever the source needs to go on from there, at most [Limits#MAX_POSITION_BYTES];
///   empty forgets the source
public record SourcePosition(String source, String state) {}
