package dev.cordwood.query.lang;

/// One member of `stats by (...)`. The answer's column is named after the field alone.
public record GroupKey(String field, Bucket bucket) {}
