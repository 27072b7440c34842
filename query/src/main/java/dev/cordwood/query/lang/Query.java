package dev.cordwood.query.lang;

import java.util.List;

/// A parsed query: which rows, then what to do with them.
public record Query(QueryOptions options, Filter filter, List<Pipe> pipes) {
  public Query {
    pipes = List.copyOf(pipes);
  }
}
