package dev.cordwood.store;

/// Appends of one sender of which none is stored after one was refused. So what is stored is a
/// beginning of what was sent, and the sender knows where to go on.
public final class AppendSequence {
  private volatile boolean brokenOff;

  /// Refuses all further appends of this sequence.
  public void breakOff() {
    brokenOff = true;
  }

  public boolean isBrokenOff() {
    return brokenOff;
  }
}
