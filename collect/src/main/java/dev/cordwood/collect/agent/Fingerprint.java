package dev.cordwood.collect.agent;

import java.util.Map;

/// A number that tells one set of states from another, whatever their order: agent and server
/// compare it now and then, so that an agent with nothing to send notices too that its server was
/// set back.
final class Fingerprint {
  private Fingerprint() {}

  static long of(Map<String, String> states) {
    long sum = states.size();
    for (Map.Entry<String, String> each : states.entrySet()) {
      sum += mix(hash(hash(0xcbf29ce484222325L, each.getKey()) ^ 0xff, each.getValue()));
    }
    return sum;
  }

  /// FNV-1a over the characters.
  private static long hash(long seed, String text) {
    long hash = seed;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  private static long mix(long value) {
    long mixed = (value ^ value >>> 32) * 0xD6E8FEB86659FD93L;
    return mixed ^ mixed >>> 32;
  }
}
