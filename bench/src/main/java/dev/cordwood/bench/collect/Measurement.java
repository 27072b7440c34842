package dev.cordwood.bench.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a run took.
///
/// @param seconds from the start of the process, or of more work, until the last line was there
/// @param cpuSeconds of the process in that time, all threads
/// @param peakResidentBytes its largest resident set
record Measurement(double seconds, double cpuSeconds, long peakResidentBytes) {
  private static final double TICKS_PER_SECOND = 100;

  /// Of a process that still runs, since its start.
  static Measurement of(long startNanos, long pid) throws IOException {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    return new Measurement(seconds, cpuSeconds(pid), peakResidentBytes(pid));
  }

  /// What came after an earlier measurement of the same process.
  ///
  /// @param startNanos when that began
  Measurement since(long startNanos, long pid) throws IOException {
    double later = (System.nanoTime() - startNanos) / 1e9;
    return new Measurement(later, cpuSeconds(pid) - cpuSeconds, peakResidentBytes(pid));
  }

  private static double cpuSeconds(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  private static long peakResidentBytes(long pid) throws IOException {
    long peak = 0;
    for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
      if (line.startsWith("VmHWM:")) {
        peak = Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
      }
    }
    return peak;
  }
}
