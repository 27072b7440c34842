package dev.cordwood.collect.net;

import dev.cordwood.collect.HostName;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.Row;
import java.util.function.BiConsumer;

/// What rows get of where they came from: `remote_ip`, and as `host`, unless the sender says
/// another or one is configured, the same or this machine's name.
final class RemoteDefaults {
  private static final String HOST = HostName.get();

  private final boolean setsHost;
  private String current = "";
  private boolean isSet;

  /// @param options those of the listener; a host among its default fields stays
  RemoteDefaults(IngestOptions options) {
    setsHost = !options.defaultFields().containsKey("host");
  }

  void apply(Row row, Sender sender) {
    apply(row::setDefault, sender);
  }

  /// @param setter takes the name and value of a default field
  void apply(BiConsumer<String, String> setter, Sender sender) {
    if (isSet && sender.remoteIp().equals(current)) {
      return;
    }
    isSet = true;
    current = sender.remoteIp();
    if (!current.isEmpty()) {
      setter.accept("remote_ip", current);
    }
    if (setsHost) {
      setter.accept("host", current.isEmpty() ? HOST : current);
    }
  }
}
