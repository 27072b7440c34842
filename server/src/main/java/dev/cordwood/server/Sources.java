package dev.cordwood.server;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.SourceStatus;
import dev.cordwood.collect.file.FileFollower;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Everything that lines come from, for the API and the metrics. Safe for several threads.
public final class Sources {
  private record Entry(String kind, String address, IngestCounters counters) {}

  private final CopyOnWriteArrayList<Entry> entries = new CopyOnWriteArrayList<>();
  private volatile @Nullable Supplier<FileFollower.Status> following;

  /// Adds a source.
  ///
  /// @param name what it is called; a number is added when another is called so
  /// @param kind `syslog-udp`, `loki`
  /// @param address where it listens, or empty
  /// @return what it has to count with
  public synchronized IngestCounters add(String name, String kind, String address) {
    String free = name;
    for (int number = 2; find(free).isPresent(); number++) {
      free = name + "-" + number;
    }
    IngestCounters counters = new IngestCounters(free);
    entries.add(new Entry(kind, address, counters));
    return counters;
  }

  /// The one source of its kind, such as the lines of `POST /insert/jsonline`; added when it is
  /// asked for first.
  public synchronized IngestCounters of(String kind) {
    return find(kind).orElseGet(() -> add(kind, kind, ""));
  }

  private Optional<IngestCounters> find(String name) {
    return entries.stream()
        .map(Entry::counters)
        .filter(counters -> counters.input().equals(name))
        .findFirst();
  }

  /// In the order in which they were added.
  public List<IngestCounters> counters() {
    return entries.stream().map(Entry::counters).toList();
  }

  public List<SourceStatus> statuses() {
    return entries.stream()
        .map(each -> each.counters.status(each.counters.input(), each.kind, each.address))
        .toList();
  }

  void follow(Supplier<FileFollower.Status> status) {
    following = status;
  }

  /// The state of the followed files, when there are any.
  public Optional<FileFollower.Status> following() {
    Supplier<FileFollower.Status> status = following;
    return status == null ? Optional.empty() : Optional.of(status.get());
  }
}
