package dev.cordwood.collect.format;

import dev.cordwood.event.TimeParser;
import dev.cordwood.event.Timestamps;
import java.util.Arrays;

/// Learns in which word of a source's lines Unix seconds stand. A number of ten digits may be
/// anything; where each of the last lines has one in the same word, and all are close together, it
/// is the time. Not safe for several threads.
final class EpochColumn {
  private static final int MAX_WORD = 6;
  private static final int LEARNED_FROM = 4;
  private static final int MAX_OFFSET = 200;
  private static final int DIGITS = 10;

  /// How far a line's time may be from that of the line before.
  private static final long NEAR_NANOS = 40L * 86_400 * 1_000_000_000L;

  private final long[] before = new long[MAX_WORD + 1];
  private final int[] runs = new int[MAX_WORD + 1];
  private int end;

  void reset() {
    Arrays.fill(runs, 0);
  }

  int end() {
    return end;
  }

  /// The time of a line that has none at its start, or [Timestamps#NONE].
  long find(byte[] line, int start, int limit) {
    int stop = Math.min(limit, start + MAX_OFFSET);
    long found = Timestamps.NONE;
    int at = start;
    for (int word = 0; word <= MAX_WORD; word++) {
      int to = Ascii.wordEnd(line, at, stop);
      long time = to - at == DIGITS ? seconds(line, at, to) : Timestamps.NONE;
      if (time == Timestamps.NONE) {
        runs[word] = 0;
      } else {
        boolean near = runs[word] > 0 && Math.abs(time - before[word]) < NEAR_NANOS;
        runs[word] = near ? runs[word] + 1 : 1;
        before[word] = time;
        if (found == Timestamps.NONE && runs[word] >= LEARNED_FROM) {
          found = time;
          end = to;
        }
      }
      at = Ascii.skipBlanks(line, to, stop);
      if (at >= stop) {
        for (int rest = word + 1; rest <= MAX_WORD; rest++) {
          runs[rest] = 0;
        }
        break;
      }
    }
    return found;
  }

  private static long seconds(byte[] line, int at, int to) {
    return Ascii.skipDigits(line, at, to) == to ? TimeParser.unix(line, at, to) : Timestamps.NONE;
  }
}
