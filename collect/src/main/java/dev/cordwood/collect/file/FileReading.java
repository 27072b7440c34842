package dev.cordwood.collect.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Reads what is new in the followed files, turn by turn. Rotated files come first, and a live file
/// waits for those that had its name before, so that lines keep their order over a rotation.
final class FileReading {
  /// A file that was read from so recently is looked at each time, others when something is said of
  /// them.
  private static final long BUSY_NANOS = TimeUnit.SECONDS.toNanos(10);

  /// Buffers that are read from a rotated file before others have their turn.
  private static final int TURN = 16;

  private final FileTracker tracker;
  private final EventTaker taker;
  private final FileRows rows;
  private final Commits commits;
  private final Timings timings;
  private boolean looksWrong;

  FileReading(
      FileTracker tracker, EventTaker taker, FileRows rows, Commits commits, Timings timings) {
    this.tracker = tracker;
    this.taker = taker;
    this.rows = rows;
    this.commits = commits;
    this.timings = timings;
  }

  /// Whether a file is not what it was, which the next look at all of them sorts out.
  boolean looksWrong() {
    return looksWrong;
  }

  /// @return whether there is more to read right now
  boolean readAll(BooleanSupplier stopping) {
    looksWrong = false;
    List<FollowedFile> live = new ArrayList<>();
    List<FollowedFile> rotated = new ArrayList<>();
    long now = System.nanoTime();
    for (FollowedFile file : tracker.files()) {
      if (isDue(file, now)) {
        (file.rotated ? rotated : live).add(file);
      }
    }
    boolean more = false;
    Set<String> unfinished = new HashSet<>();
    boolean unpacking = false;
    for (FollowedFile file : rotated) {
      if (unfinished.contains(file.source) || (file.isPacked() && unpacking)) {
        more = true;
        continue;
      }
      boolean moreInFile = true;
      for (int turn = 0; turn < TURN && moreInFile && !stopping.getAsBoolean(); turn++) {
        moreInFile = readOrReport(file);
      }
      if (moreInFile) {
        more = true;
        unfinished.add(file.source);
        unpacking |= file.isPacked();
      }
    }
    for (FollowedFile file : live) {
      if (stopping.getAsBoolean()) {
        break;
      }
      more |= unfinished.contains(file.source) || readOrReport(file);
    }
    commits.commit();
    return more && !stopping.getAsBoolean();
  }

  private boolean isDue(FollowedFile file, long now) {
    return file.changed
        || file.waiting
        || now - file.activeNanos < BUSY_NANOS
        || ((file.rotated || file.gone) && (file.behind() > 0 || file.isOpen()));
  }

  private boolean readOrReport(FollowedFile file) {
    boolean more = false;
    try {
      more = read(file);
      if (!more) {
        if (file.isPacked()) {
          file.close();
        } else {
          tracker.closeIfMany(file);
        }
      }
    } catch (IOException e) {
      tracker.problem(file, e);
    }
    if (rows.isFull()) {
      commits.commit();
    }
    return more;
  }

  private boolean read(FollowedFile file) throws IOException {
    file.changed = false;
    if (file.isPacked() && file.behind() == 0) {
      file.rest();
      return false;
    }
    long size = file.size();
    if (!file.isIntact(size)) {
      return wrong(file);
    }
    if (size <= file.offset()) {
      release(file);
      return false;
    }
    if (file.offset() == 0 && !file.longLine.isOpen() && !recognise(file)) {
      return false;
    }
    EventTaker.End end = end(file);
    if (taker.take(file, end)) {
      tracker.touched().add(file);
      return true;
    }
    if (!file.isIntact(size)) {
      return wrong(file);
    }
    if (end == EventTaker.End.SEALED && file.offset() < size) {
      file.jump(size); // room that was made in advance and is not needed any more
      tracker.touched().add(file);
    }
    return false;
  }

  private boolean wrong(FollowedFile file) {
    file.changed = true;
    looksWrong = true;
    return false;
  }

  /// @return whether it is text
  private boolean recognise(FollowedFile file) throws IOException {
    Encoding wanted = file.owner.spec().encoding();
    if (wanted != Encoding.AUTO) {
      file.encoding = wanted;
      file.isText = true;
      return true;
    }
    byte[] start = file.bytes().read(0, EncodingDetector.SAMPLE_BYTES);
    int zeros = Zeros.skip(start, 0, start.length);
    int text = Zeros.find(start, zeros, start.length);
    if (zeros == start.length) { // nothing but a hole so far; what stands behind it counts
      file.encoding = Encoding.AUTO;
      return true;
    }
    if (start.length < 4 && text < start.length) {
      return false; // too little to say
    }
    @Nullable Encoding found = EncodingDetector.detect(start, 0, start.length);
    if (found == null && (zeros > 1 || text > 3)) { // a hole, text, and room for more
      boolean onlyRoom = Zeros.skip(start, text, start.length) == start.length;
      int end = onlyRoom ? text : start.length;
      found = EncodingDetector.detect(start, zeros, end - zeros);
    }
    if (found == null && !file.isText) {
      tracker.ignore(file, "binary: it has NUL bytes");
      return false;
    }
    file.encoding = found == null ? Encoding.AUTO : found;
    file.isText = true;
    return true;
  }

  /// A rotated or deleted file that has been quiet for a while gets no more lines: what stands
  /// after its last LF is one.
  private EventTaker.End end(FollowedFile file) {
    if (file.isPacked()) {
      return EventTaker.End.SEALED;
    }
    long quiet = System.nanoTime() - file.grownNanos;
    if (file.rotated && quiet >= timings.seal()) {
      return EventTaker.End.SEALED;
    }
    return quiet >= file.owner.spec().multiLineTimeout().toNanos()
        ? EventTaker.End.QUIET
        : EventTaker.End.OPEN;
  }

  private void release(FollowedFile file) {
    long quiet = System.nanoTime() - file.activeNanos;
    boolean finished = file.gone ? quiet > timings.gone() : quiet > IDLE_TARGET_NANOS;
    if (file.gone && finished) {
      tracker.release(file);
    } else if (file.rotated && finished) {
      file.close();
    }
  }

  private static final long IDLE_TARGET_NANOS = TimeUnit.MINUTES.toNanos(1);
}
