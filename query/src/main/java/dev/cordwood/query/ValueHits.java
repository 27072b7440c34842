package dev.cordwood.query;

/// A field's name, a value or a stream, and how many rows have it.
public record ValueHits(String value, long hits) {}
