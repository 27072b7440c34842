package dev.cordwood.query.lang;

/// One `from as to` of `copy` and `rename`. Either both are fields or both are prefixes: `a* as b*`
/// replaces the prefix `a` by `b`.
public record FieldPair(FieldMatch from, FieldMatch to) {}
