package dev.cordwood.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which parts to merge next. Size-tiered: parts of one day and of about the same size are merged
/// when there are [#fanIn] of them, so that a row is rewritten about once for each factor of
/// `fanIn` that its day grows. A day that no longer grows is merged down to few parts.
///
/// Of the parts of a tier those are taken that follow each other in time: then whole blocks can be
/// taken as they are, and few have to be in memory at once.
final class MergeChoice {
  /// Sizes within one tier differ by this factor at most.
  private static final int TIER = 4;

  /// Smaller parts count as being of this size.
  private static final long SMALLEST_BYTES = 1 << 20;

  /// While much comes in, merges wait until so many times more parts than usual are there.
  private static final int BUSY_FACTOR = 4;

  private final int fanIn;
  private final int maxOverlapping;
  private final long maxPartBytes;

  /// @param maxOverlapping how many of the parts may have rows of the same time, at least 2: so
  ///   many blocks are in memory decoded
  MergeChoice(int fanIn, int maxOverlapping, long maxPartBytes) {
    this.fanIn = fanIn;
    this.maxOverlapping = maxOverlapping;
    this.maxPartBytes = maxPartBytes;
  }

  /// @param parts all that may be merged
  /// @param today the UTC day that is growing, in days since the epoch
  /// @param busy whether much is coming in, so that only what cannot wait is to be merged
  /// @return two or more parts of one day, or none
  List<LivePart> choose(List<LivePart> parts, int today, boolean busy) {
    Map<Integer, List<LivePart>> days = new HashMap<>();
    for (LivePart part : parts) {
      if (part.entry().fileBytes() < maxPartBytes / 2) {
        days.computeIfAbsent(part.entry().day(), day -> new ArrayList<>()).add(part);
      }
    }
    List<LivePart> best = List.of();
    for (Map.Entry<Integer, List<LivePart>> day : days.entrySet()) {
      boolean quiet = !busy && day.getKey() != PartEntry.MIXED_DAYS && day.getKey() < today - 1;
      int enough = quiet ? 2 : busy ? BUSY_FACTOR * fanIn : fanIn;
      List<LivePart> found = ofDay(day.getValue(), enough);
      if (found.size() > best.size()) {
        best = found;
      }
    }
    return best;
  }

  /// @param enough how many parts of a tier are a reason to merge
  private List<LivePart> ofDay(List<LivePart> parts, int enough) {
    List<LivePart> bySize = new ArrayList<>(parts);
    bySize.sort(Comparator.comparingLong(part -> part.entry().fileBytes()));
    for (int from = 0; from + enough <= bySize.size(); from++) {
      long limit = size(bySize.get(from)) * TIER;
      int to = from;
      while (to < bySize.size() && size(bySize.get(to)) <= limit) {
        to++;
      }
      if (to - from >= enough) {
        List<LivePart> found = following(bySize.subList(from, to));
        if (found.size() >= 2) {
          return found;
        }
      }
    }
    return List.of();
  }

  /// The longest run of parts in the order of time that is within the bounds of one merge.
  private List<LivePart> following(List<LivePart> tier) {
    List<LivePart> byTime = new ArrayList<>(tier);
    byTime.sort(
        Comparator.comparingLong((LivePart part) -> part.entry().minTime())
            .thenComparingLong(part -> part.entry().id()));
    List<LivePart> best = List.of();
    for (int from = 0; from < byTime.size() && best.size() < fanIn; from++) {
      List<LivePart> run = new ArrayList<>();
      long total = 0;
      for (LivePart part : byTime.subList(from, Math.min(from + fanIn, byTime.size()))) {
        total += part.entry().fileBytes();
        if (total > maxPartBytes || overlapping(run, part) >= maxOverlapping) {
          break;
        }
        run.add(part);
      }
      if (run.size() > best.size()) {
        best = run;
      }
    }
    return List.copyOf(best);
  }

  /// How many of the earlier parts have not ended when this one begins.
  private static int overlapping(List<LivePart> earlier, LivePart part) {
    int count = 0;
    for (LivePart other : earlier) {
      count += other.entry().maxTime() >= part.entry().minTime() ? 1 : 0;
    }
    return count;
  }

  private static long size(LivePart part) {
    return Math.max(SMALLEST_BYTES, part.entry().fileBytes());
  }
}
