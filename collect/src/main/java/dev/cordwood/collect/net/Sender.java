package dev.cordwood.collect.net;

import dev.cordwood.event.Timestamps;

/// What is remembered of one sender between its batches.
final class Sender {
  private static final byte[] NO_CHUNK = {};

  private final String remoteIp;

  /// The time of its last line that had one.
  long lastTime = Timestamps.NONE;

  /// What its lines look like, as the parser puts it.
  String formatState = "";

  private byte[] chunk = NO_CHUNK;
  private String failure = "";

  /// @param remoteIp empty when it has none
  Sender(String remoteIp) {
    this.remoteIp = remoteIp;
  }

  void chunk(byte[] wanted) {
    chunk = wanted;
  }

  /// Takes what it wants acknowledged; empty for nothing.
  byte[] takeChunk() {
    byte[] taken = chunk;
    chunk = NO_CHUNK;
    return taken;
  }

  /// It has sent what cannot be read, so that what follows cannot be trusted either.
  void fail(String what) {
    failure = what;
  }

  /// What it has sent that cannot be read, or empty.
  String failure() {
    return failure;
  }

  String remoteIp() {
    return remoteIp;
  }
}
