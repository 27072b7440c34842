package dev.cordwood.store;

/// What a finished part holds.
///
/// @param rawBytes the bytes of all values plus 8 a row for the time
/// @param fileBytes the length of the part's file
record PartSummary(
    long rows, int blocks, long minTime, long maxTime, long rawBytes, long fileBytes) {}
