package dev.cordwood.query.lang;

import java.util.List;

/// `stats by (...) function(...) as name, ...`
public record StatsPipe(List<GroupKey> by, List<StatsEntry> entries) implements Pipe {
  public StatsPipe {
    by = List.copyOf(by);
    entries = List.copyOf(entries);
  }

  @Override
  public String toString() {
    return PipePrinter.print(this);
  }
}
