package dev.cordwood.store;

import dev.cordwood.event.EventBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The listeners of a store. Making rows visible, telling of them and beginning a subscription
/// exclude each other, so that a subscriber gets each row either in its snapshot or announced.
final class Subscriptions {
  private final List<Consumer<EventBatch>> listeners = new ArrayList<>();

  /// Makes the batches visible and tells of them.
  synchronized void publish(List<EventBatch> batches, Runnable makeVisible) {
    makeVisible.run();
    for (Consumer<EventBatch> listener : listeners) {
      for (EventBatch batch : batches) {
        listener.accept(batch);
      }
    }
  }

  synchronized Subscription subscribe(Consumer<EventBatch> listener, Supplier<Snapshot> snapshots) {
    Snapshot snapshot = snapshots.get();
    listeners.add(listener);
    return new Subscription() {
      @Override
      public Snapshot snapshot() {
        return snapshot;
      }

      @Override
      public void close() {
        synchronized (Subscriptions.this) {
          listeners.remove(listener); // one of them, if it subscribed twice
        }
      }
    };
  }
}
