package dev.cordwood.collect.net;

import dev.cordwood.event.Timestamps;

/// What is remembered of one sender between its batches.
final class Sender {
  private final String remoteIp;

  /// The time of its last line that had one.
  long lastTime = Timestamps.NONE;

  /// What its lines look like, as the parser puts it.
  String formatState = "";

  /// @param remoteIp empty when it has none
  Sender(String remoteIp) {
    this.remoteIp = remoteIp;
  }

  String remoteIp() {
    return remoteIp;
  }
}
