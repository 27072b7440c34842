package dev.cordwood.collect.net;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.Intake;
import dev.cordwood.event.IngestOptions;
import java.io.IOException;

/// Opens listeners.
public final class Listeners {
  private Listeners() {}

  /// Opens a listener; it takes lines when this returns.
  ///
  /// @param options of all inputs; the listener's own settings go over them
  /// @throws IOException when the address is not to be had, or a file of its TLS settings cannot be
  ///   used; the message names it and the listener
  public static RunningListener start(ListenerSpec spec, Intake intake, IngestOptions options)
      throws IOException {
    return start(spec, intake, options, new IngestCounters(spec.name()));
  }

  /// As above, counted with the counters of the caller.
  public static RunningListener start(
      ListenerSpec spec, Intake intake, IngestOptions options, IngestCounters counters)
      throws IOException {
    return start(spec, intake, options, counters, ReceiveBudget.SHARED, PendingBytes.SHARED);
  }

  static RunningListener start(
      ListenerSpec spec,
      Intake intake,
      IngestOptions options,
      IngestCounters counters,
      ReceiveBudget budget,
      PendingBytes pending)
      throws IOException {
    return new ListenerStart(spec, intake, options, counters, budget, pending).open();
  }
}
