package dev.cordwood.query.lang;

/// One function of `stats`.
///
/// @param condition only the rows that match count; [Filter#ALL] when there is no `if`
/// @param name the answer's column
public record StatsEntry(StatsFunction function, Filter condition, String name) {}
