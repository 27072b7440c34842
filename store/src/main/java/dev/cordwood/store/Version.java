package dev.cordwood.store;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// An unchanging list of parts. Snapshots hold on to the version they were taken from, which is one
/// counter to change however many parts there are.
final class Version {
  private final List<LivePart> parts;

  /// The store itself is one user of its current version.
  private final AtomicInteger users = new AtomicInteger(1);

  Version(List<LivePart> parts) {
    this.parts = List.copyOf(parts);
    this.parts.forEach(LivePart::acquire);
  }

  List<LivePart> parts() {
    return parts;
  }

  /// @return false when the version is gone already; then a newer one is current
  boolean tryAcquire() {
    while (true) {
      int count = users.get();
      if (count == 0) {
        return false;
      }
      if (users.compareAndSet(count, count + 1)) {
        return true;
      }
    }
  }

  void release() {
    if (users.decrementAndGet() == 0) {
      parts.forEach(LivePart::release);
    }
  }
}
