package dev.cordwood.store;

import dev.cordwood.event.EventBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// A [Store] in a directory.
final class DirectoryStore implements Store {
  private final Path directory;
  private final DirectoryLock lock;
  private final MemoryTable memory = new MemoryTable();
  private final Map<String, String> positions = new HashMap<>();
  private final Subscriptions subscriptions = new Subscriptions();
  private long appends;
  private long appendedBytes;

  private DirectoryStore(Path directory, DirectoryLock lock) {
    this.directory = directory;
    this.lock = lock;
  }

  static DirectoryStore open(Path directory, StoreOptions options) throws IOException {
    options.disk().createDirectories(directory);
    DirectoryLock lock =
        options.readOnly() ? DirectoryLock.shared(directory) : DirectoryLock.exclusive(directory);
    return new DirectoryStore(directory, lock);
  }

  @Override
  public synchronized void append(EventBatch batch, List<SourcePosition> newPositions) {
    for (SourcePosition position : newPositions) {
      if (position.state().isEmpty()) {
        positions.remove(position.source());
      } else {
        positions.put(position.source(), position.state());
      }
    }
    subscriptions.publish(List.of(batch), () -> memory.add(batch));
    appends++;
    appendedBytes += Batches.rawBytes(batch);
  }

  @Override
  public CompletableFuture<Void> appendAsync(EventBatch batch, List<SourcePosition> newPositions) {
    append(batch, newPositions);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized Map<String, String> positions() {
    return Map.copyOf(positions);
  }

  @Override
  public Snapshot snapshot() {
    MemoryTable.Contents contents = memory.contents();
    List<Segment> segments =
        contents.rows() == 0 ? List.of() : List.of(new OpenSegment(contents.blocks()));
    return new Snapshot() {
      @Override
      public List<Segment> segments() {
        return segments;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Subscription subscribe(Consumer<EventBatch> listener) {
    return subscriptions.subscribe(listener, this::snapshot);
  }

  @Override
  public void flush() {}

  @Override
  public void backup(Path target) throws IOException {
    throw new IOException("cannot back up to " + target + ": rows are in memory only");
  }

  @Override
  public synchronized StoreStats stats() {
    MemoryTable.Contents contents = memory.contents();
    return new StoreStats(
        contents.rows(),
        appendedBytes,
        0,
        0,
        0,
        contents.rows(),
        contents.footprint(),
        0,
        contents.rows(),
        appendedBytes,
        appends,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        true,
        "",
        new TreeMap<>());
  }

  @Override
  public List<Problem> problems() {
    return List.of();
  }

  @Override
  public void publishAddress(String url) throws IOException {
    lock.publish(url);
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
