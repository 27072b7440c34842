package dev.cordwood.collect.format;

import dev.cordwood.event.IngestOptions;

/// What an instance of a [TextFormat] is made with.
///
/// @param fields where it looks up the names of its fields; it is also what it will fill
/// @param times shared by the formats of a parser
record FormatSetup(LineFields fields, IngestOptions options, TimeMatcher times) {}
