package dev.cordwood.store;

import dev.cordwood.event.EventBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The listeners of a store. Making rows visible, telling of them and beginning a subscription
/// exclude each other, so that a subscriber gets each row either in its snapshot or announced.
final class Subscriptions {
  private static final System.Logger LOG = System.getLogger("dev.cordwood.store");

  private final List<Listening> listening = new ArrayList<>();

  /// Makes the batches visible and tells of them. A listener that throws, against its contract, is
  /// told of nothing further: the rows are stored, whatever it thinks of them.
  synchronized void publish(List<EventBatch> batches, Runnable makeVisible) {
    makeVisible.run();
    for (Listening one : List.copyOf(listening)) {
      try {
        batches.forEach(one.listener);
      } catch (RuntimeException e) {
        listening.remove(one);
        LOG.log(System.Logger.Level.ERROR, "a listener failed and is told of no more rows", e);
      }
    }
  }

  synchronized Subscription subscribe(Consumer<EventBatch> listener, Supplier<Snapshot> snapshots) {
    Listening one = new Listening(snapshots.get(), listener);
    listening.add(one);
    return one;
  }

  /// One subscription; the same listener may have several.
  private final class Listening implements Subscription {
    private final Snapshot snapshot;
    private final Consumer<EventBatch> listener;

    Listening(Snapshot snapshot, Consumer<EventBatch> listener) {
      this.snapshot = snapshot;
      this.listener = listener;
    }

    @Override
    public Snapshot snapshot() {
      return snapshot;
    }

    @Override
    public void close() {
      synchronized (Subscriptions.this) {
        listening.remove(this);
      }
    }
  }
}
