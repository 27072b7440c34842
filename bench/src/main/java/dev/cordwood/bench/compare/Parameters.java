package dev.cordwood.bench.compare;

/// What the questions ask for, chosen by looking at the corpus.
///
/// @param traceId one that occurs
record Parameters(String traceId) {}
