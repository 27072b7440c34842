package dev.cordwood.collect;

import dev.cordwood.event.Timestamps;
import java.util.Map;

/// How one source of lines is doing, for people. Times are nanoseconds since the epoch, or
/// [Timestamps#NONE] when there is none yet.
///
/// @param name as configured: `office-routers`
/// @param kind `syslog-udp`, `loki`
/// @param address where it listens: `127.0.0.1:5514`, a path; empty when it has none of its own
/// @param lastLineReceived when the last line came
/// @param lastRowTime the time that stands in it
/// @param lastLineText the start of its message, at most [Limits#MAX_SAMPLE_BYTES]
/// @param linesPerSecond over the last minute
/// @param lastError what went wrong last, empty when nothing did
/// @param refusals how many things were refused, by reason
public record SourceStatus(
    String name,
    String kind,
    String address,
    long connections,
    IngestCounters.Snapshot counts,
    long lastLineReceived,
    long lastRowTime,
    String lastLineText,
    double linesPerSecond,
    String lastError,
    long lastErrorTime,
    Map<RefusalReason, Long> refusals) {

  /// How far the source's newest line is behind the clock; [Timestamps#NONE] before the first.
  public long lagNanos(long now) {
    return lastRowTime == Timestamps.NONE ? Timestamps.NONE : now - lastRowTime;
  }
}
