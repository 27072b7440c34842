package dev.cordwood.query.pipe;

import dev.cordwood.query.lang.SelectPipe;
import dev.cordwood.query.rows.StoredRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/// The matched lines of one stream and the lines around them. A line belongs only to the match
/// right before and the match right after it: if it is too far from those, it is too far from all
/// others too. So memory is bounded by matches times neighbours, however long the stream.
final class StreamSurroundings {
  /// Equal only to itself: the same text at the same time may stand there twice.
  private static final class Line {
    private final long time;
    private final StoredRow row;

    Line(long time, StoredRow row) {
      this.time = time;
      this.row = row;
    }

    long time() {
      return time;
    }
  }

  /// A match and the gap that follows it.
  private static final class Match {
    private final Line line;
    private final PriorityQueue<Line> before =
        new PriorityQueue<>(Comparator.comparingLong(Line::time));
    private final PriorityQueue<Line> after =
        new PriorityQueue<>(Comparator.comparingLong(Line::time).reversed());
    private long linesBefore;

    Match(Line line) {
      this.line = line;
    }
  }

  private final SelectPipe.StreamContext pipe;
  private final List<Match> matches = new ArrayList<>();

  StreamSurroundings(SelectPipe.StreamContext pipe) {
    this.pipe = pipe;
  }

  void addMatch(long time, StoredRow row) {
    matches.add(new Match(new Line(time, row)));
  }

  void sortMatches() {
    matches.sort(Comparator.comparingLong(match -> match.line.time));
  }

  long firstTime() {
    return matches.getFirst().line.time;
  }

  long lastTime() {
    return matches.getLast().line.time;
  }

  /// Takes any line of the stream, matches included, in any order.
  ///
  /// @return how many bytes more are kept
  long addNeighbour(long time, Supplier<StoredRow> source) {
    int following = firstAfter(time);
    StoredRow row = null;
    for (int i = following - 1; i >= 0 && matches.get(i).line.time == time; i--) {
      row = row == null ? source.get() : row;
      if (matches.get(i).line.row.sameValues(row)) {
        return 0; // the match itself
      }
    }
    if (!isNear(following - 1, time) && !isNear(following, time)) {
      return 0;
    }
    long bytes = 0;
    Line line = new Line(time, row == null ? source.get() : row);
    if (following > 0) {
      Match match = matches.get(following - 1);
      if (isNear(following - 1, time)) {
        bytes += keep(match.after, line, pipe.after());
      }
    }
    if (following < matches.size()) {
      Match match = matches.get(following);
      if (isNear(following, time)) {
        match.linesBefore++;
        bytes += keep(match.before, line, pipe.before());
      }
    }
    return bytes;
  }

  private boolean isNear(int match, long time) {
    return match >= 0
        && match < matches.size()
        && Math.abs(time - matches.get(match).line.time) <= pipe.windowNanos();
  }

  private static long keep(PriorityQueue<Line> lines, Line line, long most) {
    if (most == 0) {
      return 0;
    }
    lines.add(line);
    long bytes = line.row.bytes();
    if (lines.size() > most) {
      bytes -= lines.remove().row.bytes();
    }
    return bytes;
  }

  private int firstAfter(long time) {
    int low = 0;
    int high = matches.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (matches.get(middle).line.time <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The lines in order of time, cut where lines were left out.
  List<List<StoredRow>> chunks() {
    List<List<StoredRow>> chunks = new ArrayList<>();
    List<StoredRow> chunk = new ArrayList<>();
    List<Line> pending = List.of();
    for (int i = 0; i < matches.size(); i++) {
      Match match = matches.get(i);
      List<Line> before = sorted(match.before);
      List<Line> gap = new ArrayList<>(pending);
      before.stream().filter(line -> !gap.contains(line)).forEach(gap::add);
      boolean whole = i == 0 || (isNear(i - 1, match.line.time) && match.linesBefore <= gap.size());
      if (whole) {
        gap.forEach(line -> chunk.add(line.row));
      } else {
        pending.forEach(line -> chunk.add(line.row));
        chunks.add(new ArrayList<>(chunk));
        chunk.clear();
        before.forEach(line -> chunk.add(line.row));
      }
      chunk.add(match.line.row);
      pending = sorted(match.after);
    }
    pending.forEach(line -> chunk.add(line.row));
    chunks.add(chunk);
    return chunks;
  }

  private static List<Line> sorted(PriorityQueue<Line> lines) {
    return lines.stream().sorted(Comparator.comparingLong(Line::time)).toList();
  }
}
