package dev.cordwood.store;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The problems that were found since the store was opened. Safe for several threads.
final class Problems {
  private static final System.Logger LOG = System.getLogger("dev.cordwood.store");

  private final Set<Problem> found = new LinkedHashSet<>();

  void add(Problem problem) {
    synchronized (found) {
      if (found.size() < Limits.MAX_PROBLEMS ? !found.add(problem) : found.contains(problem)) {
        return;
      }
    }
    LOG.log(System.Logger.Level.WARNING, problem.toString());
  }

  List<Problem> list() {
    synchronized (found) {
      return List.copyOf(found);
    }
  }
}
