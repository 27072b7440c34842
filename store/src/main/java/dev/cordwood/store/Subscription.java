package dev.cordwood.store;

/// Somebody who is told of every batch that becomes visible, until it is closed.
public interface Subscription extends AutoCloseable {
  /// The rows that were visible when the subscription began: together with the batches that the
  /// listener gets, every row once. To be closed by the subscriber, as soon as it is not needed.
  Snapshot snapshot();

  /// Ends the calls of the listener; one that runs is waited for. Does not close the snapshot.
  @Override
  void close();
}
