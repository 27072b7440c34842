package dev.cordwood.collect.net;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.SourceStatus;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// A listener that is open.
public final class RunningListener implements AutoCloseable {
  private final ListenerSpec spec;
  private final String address;
  private final Optional<InetSocketAddress> socketAddress;
  private final IngestCounters counters;
  private final List<AutoCloseable> parts;

  /// @param parts to be closed, in this order
  RunningListener(
      ListenerSpec spec,
      String address,
      Optional<InetSocketAddress> socketAddress,
      IngestCounters counters,
      List<AutoCloseable> parts) {
    this.spec = spec;
    this.address = address;
    this.socketAddress = socketAddress;
    this.counters = counters;
    this.parts = List.copyOf(parts);
  }

  public ListenerSpec spec() {
    return spec;
  }

  public String name() {
    return spec.name();
  }

  /// Where it really listens, also when port 0 was asked for: `127.0.0.1:5514`, or a path.
  public String address() {
    return address;
  }

  /// Empty for one that listens at a path.
  public Optional<InetSocketAddress> socketAddress() {
    return socketAddress;
  }

  public IngestCounters counters() {
    return counters;
  }

  /// How it is doing.
  public SourceStatus status() {
    return counters.status(spec.name(), spec.kind().id(), address);
  }

  /// Takes no more, stores what was received, and closes connections, within some seconds whatever
  /// senders do.
  @Override
  public void close() {
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        System.getLogger(RunningListener.class.getName())
            .log(System.Logger.Level.WARNING, "closing listener '%s'".formatted(name()), e);
      }
    }
  }
}
