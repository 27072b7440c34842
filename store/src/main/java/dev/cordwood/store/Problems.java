package dev.cordwood.store;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The problems that were found since the store was opened. Safe for several threads.
final class Problems {
  private static final System.Logger LOG = System.getLogger("dev.cordwood.store");

  private final Set<Problem> found = new LinkedHashSet<>();
  private String lastRetry = "";

  void add(Problem problem) {
    synchronized (found) {
      if (found.size() < Limits.MAX_PROBLEMS ? !found.add(problem) : found.contains(problem)) {
        return;
      }
    }
    LOG.log(System.Logger.Level.WARNING, problem.toString());
  }

  /// Tells of something that did not work and will be tried again: logged, each text once in a row,
  /// but no problem of the store.
  void retrying(String message) {
    synchronized (found) {
      if (message.equals(lastRetry)) {
        return;
      }
      lastRetry = message;
    }
    LOG.log(System.Logger.Level.WARNING, message);
  }

  List<Problem> list() {
    synchronized (found) {
      return List.copyOf(found);
    }
  }
}
