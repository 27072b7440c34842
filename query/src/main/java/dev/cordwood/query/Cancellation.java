package dev.cordwood.query;

/// The handle by which somebody ends a running query: the person who asked, or the connection that
/// was closed. May be shared by several queries.
public final class Cancellation {
  private volatile boolean cancelled;

  /// Running work stops at its next check, some ten milliseconds later.
  public void cancel() {
    cancelled = true;
  }

  public boolean isCancelled() {
    return cancelled;
  }
}
