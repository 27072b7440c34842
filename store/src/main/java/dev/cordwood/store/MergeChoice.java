package dev.cordwood.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which parts to merge next. Size-tiered: parts of one day and of about the same size are merged
/// when there are [#fanIn] of them, so that a row is rewritten about once for each factor of
/// `fanIn` that its day grows. A day that no longer grows is merged down to few parts.
final class MergeChoice {
  /// Sizes within one tier differ by this factor at most.
  private static final int TIER = 4;

  /// Smaller parts count as being of this size.
  private static final long SMALLEST_BYTES = 1 << 20;

  /// While much comes in, merges wait until so many times more parts than usual are there.
  private static final int BUSY_FACTOR = 4;

  private final int fanIn;
  private final long maxPartBytes;

  MergeChoice(int fanIn, long maxPartBytes) {
    this.fanIn = fanIn;
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
      List<LivePart> found = ofDay(day.getValue(), quiet, busy ? BUSY_FACTOR * fanIn : fanIn);
      if (found.size() > best.size()) {
        best = found;
      }
    }
    return best;
  }

  /// @param enough how many parts of a tier are a reason to merge
  private List<LivePart> ofDay(List<LivePart> parts, boolean quiet, int enough) {
    List<LivePart> bySize = new ArrayList<>(parts);
    bySize.sort(Comparator.comparingLong(part -> part.entry().fileBytes()));
    for (int from = 0; from < bySize.size(); from++) {
      long limit = size(bySize.get(from)) * TIER;
      long total = 0;
      int to = from;
      while (to < bySize.size()
          && to - from < fanIn
          && size(bySize.get(to)) <= limit
          && total + bySize.get(to).entry().fileBytes() <= maxPartBytes) {
        total += bySize.get(to).entry().fileBytes();
        to++;
      }
      int inTier = to;
      while (inTier < bySize.size() && size(bySize.get(inTier)) <= limit) {
        inTier++;
      }
      boolean full = to - from == fanIn && inTier - from >= enough;
      if (full || (quiet && to - from >= 2)) {
        return List.copyOf(bySize.subList(from, to));
      }
    }
    return List.of();
  }

  private static long size(LivePart part) {
    return Math.max(SMALLEST_BYTES, part.entry().fileBytes());
  }
}
