package dev.cordwood.query.lang;

/// Values are compared naturally: as numbers where both are numbers, else as text.
public record SortKey(String field, boolean descending) {}
