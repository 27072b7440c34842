package dev.cordwood.query.lang;

/// One `expression as field` of `math`; later entries see earlier ones.
public record MathEntry(MathExpression expression, String name) {}
