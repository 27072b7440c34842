package dev.cordwood.collect.file;

import java.util.concurrent.TimeUnit;

/// How long is waited for what, all in nanoseconds.
///
/// @param seal see [dev.cordwood.collect.Limits#SEAL_MILLIS]
/// @param packed how long a compressed file must be unchanged before it is looked into
/// @param gap how long something is looked for that was not read to its end, before it counts as
///   lost
/// @param copy how long a copy of a live file is left alone, in case the live one is about to be
///   truncated
/// @param gone how long a deleted file is kept open after its last growth; its space is not free
///   until then
record Timings(long seal, long packed, long gap, long copy, long gone) {
  static Timings of(long sealMillis) {
    long seal = TimeUnit.MILLISECONDS.toNanos(sealMillis);
    return new Timings(
        seal,
        Math.min(seal, TimeUnit.SECONDS.toNanos(2)),
        Math.min(6 * seal, TimeUnit.MINUTES.toNanos(1)),
        TimeUnit.SECONDS.toNanos(30),
        TimeUnit.SECONDS.toNanos(30));
  }
}
