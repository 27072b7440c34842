package dev.cordwood.store;

/// What "acknowledged" means for an append.
public enum SyncMode {
  /// On disk. Appends that wait at the same time share one sync.
  GROUP,
  /// On disk, one sync for every append: never faster than [#GROUP], for those who must be able to
  /// say so.
  EVERY,
  /// With the operating system: survives the end of the process, not of the machine. Synced about
  /// once a second; after a power failure the newest second or so may be missing, never a hole
  /// before it.
  NONE
}
