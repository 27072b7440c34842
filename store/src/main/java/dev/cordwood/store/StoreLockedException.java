package dev.cordwood.store;

import java.io.IOException;
import java.nio.file.Path;

/// Another process has the store open.
public final class StoreLockedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient LockHolder holder;

  public StoreLockedException(Path directory, LockHolder holder) {
    super(message(directory, holder));
    this.holder = holder;
  }

  public LockHolder holder() {
    return holder;
  }

  private static String message(Path directory, LockHolder holder) {
    String who = holder.pid() == 0 ? "another process" : "process " + holder.pid();
    String where = holder.address().isEmpty() ? "" : ", which serves it at " + holder.address();
    return directory
        + " is in use by "
        + who
        + where
        + (holder.address().isEmpty() ? "; stop it first" : "; ask that address, or stop it first");
  }
}
