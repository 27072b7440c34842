package dev.cordwood.query.pipe;

import dev.cordwood.query.QueryContext;
import dev.cordwood.query.Subqueries;
import dev.cordwood.query.lang.TimeRange;

/// What pipes need to know of the query they are in.
///
/// @param timeRange the time the query is about, as far as its filter and the caller say
public record PipeContext(QueryContext query, Subqueries subqueries, TimeRange timeRange) {}
