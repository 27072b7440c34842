package dev.cordwood.query;

import java.util.concurrent.Semaphore;

/// Lets as many query threads work at a time as there are cores, in turn, block by block: so that a
/// long query slows a short one down but does not hold it up. Whoever waits for something else (a
/// slow reader, a subquery) is outside meanwhile.
final class CpuGate {
  private final Semaphore permits;
  private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);

  CpuGate(int cores) {
    this.permits = new Semaphore(cores, true);
  }

  void enter() {
    permits.acquireUninterruptibly();
    inside.set(true);
  }

  void leave() {
    inside.set(false);
    permits.release();
  }

  /// Runs something that waits. Works whether the thread is inside or not.
  void outside(Runnable work) {
    if (!inside.get()) {
      work.run();
      return;
    }
    leave();
    try {
      work.run();
    } finally {
      enter();
    }
  }
}
