package dev.cordwood.query;

/// How far a running query has come.
///
/// @param blocksDone blocks scanned or found not to matter
/// @param blocksTotal blocks of all segments the query's time range touches
/// @param rowsScanned rows of the blocks that were looked into
/// @param rowsTotal rows of `blocksTotal`
/// @param bytesScanned decoded bytes looked at
/// @param rowsMatched rows that passed the filter
public record QueryProgress(
    long blocksDone,
    long blocksTotal,
    long rowsScanned,
    long rowsTotal,
    long bytesScanned,
    long rowsMatched) {}
