package dev.cordwood.collect.file;

import java.util.Map;

/// Writes numbered lines, from its start until it is stopped, while their files are rotated.
interface SoakWriter {
  int BURST = 20;
  long PAUSE_NANOS = 4_000_000;

  /// Stops, and waits until all is written, rotated and compressed.
  ///
  /// @return how many numbers were written under which names
  Map<String, Integer> stop() throws Exception;
}
