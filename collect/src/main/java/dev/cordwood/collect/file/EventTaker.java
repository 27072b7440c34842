package dev.cordwood.collect.file;

import dev.cordwood.collect.BatchMaker;
import dev.cordwood.collect.format.LineJoiner;
import dev.cordwood.collect.format.LineParser;
import dev.cordwood.event.Lines;
import dev.cordwood.event.Utf8;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// Takes events out of files, at most one buffer full at a time. What it does not take is read
/// again later: lines without an LF, and events that may go on.
final class EventTaker {
  /// Whether more can come.
  enum End {
    /// The last line and the last event may go on.
    OPEN,
    /// Nothing came for a while: the last event counts as complete, the last line does not.
    QUIET,
    /// Nothing will come: what stands behind the last LF is a line.
    SEALED
  }

  private static final int MIN_BUFFER = 1 << 20;
  private static final long OLD_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final FileRows rows;
  private final int maxLineBytes;
  private final byte[] buffer;
  private final LineCursor cursor = new LineCursor();
  private final TextDecoder decoder = new TextDecoder();
  private byte[] joined = {};

  // the event that was begun
  private boolean begun;
  private int eventStart;
  private int eventStop;
  private int eventFrom;
  private int eventNext;

  EventTaker(FileRows rows, int maxLineBytes) {
    this.rows = rows;
    this.maxLineBytes = maxLineBytes;
    // an event, and one line behind it that is too long to go on with it
    buffer = new byte[Math.max(MIN_BUFFER, 2 * maxLineBytes + (64 << 10))];
  }

  /// @return whether anything was taken; if not there is nothing whole (yet), or the file has lost
  ///   what was read of it
  boolean take(FollowedFile file, End end) throws IOException {
    if (file.longLine.isOpen()) {
      return skipLongLine(file, end);
    }
    int length = file.fill(buffer);
    if (length < 0) {
      return false;
    }
    int begin = file.margin();
    if (file.offset() == 0) {
      begin = EncodingDetector.markLength(buffer, 0, length);
    }
    if (length == buffer.length && Zeros.skip(buffer, begin, length) == length) {
      return skipHole(file);
    }
    long modified = file.stamp.modified();
    long now = BatchMaker.now();
    rows.arrival(now - modified > OLD_NANOS ? modified : now);
    LineParser parser = file.owner.parsers().of(file);
    LineJoiner joiner = file.owner.joiner(file.encoding);
    long before = rows.lines();
    int taken = lines(file, parser, joiner, begin, length, end);
    joiner.reset();
    file.lastTime = parser.lastTime();
    file.format = parser.state();
    file.formatName = parser.format();
    file.rate.add((int) (rows.lines() - before), System.nanoTime());
    if (file.longLine.isOpen()) {
      return true;
    }
    if (taken > file.margin()) {
      file.advance(buffer, taken);
      return true;
    }
    return false;
  }

  /// @return up to where the buffer was taken
  private int lines(
      FollowedFile file, LineParser parser, LineJoiner joiner, int begin, int length, End end) {
    boolean atEnd = length < buffer.length;
    cursor.open(buffer, begin, length, file.encoding, atEnd);
    begun = false;
    file.waiting = false;
    int taken = file.margin();
    while (true) {
      if (rows.isFull()) {
        // what was begun and what follows comes with the next batch
        return begun ? eventFrom : Math.max(taken, file.margin());
      }
      boolean found = cursor.advance();
      if (!found && atEnd && end == End.SEALED) {
        found = cursor.rest();
      }
      if (!found) {
        break;
      }
      boolean tooLong = cursor.stop - cursor.start > maxLineBytes;
      if (begun) {
        if (!tooLong && !cursor.apart && joiner.continues(cursor.text, cursor.start, cursor.stop)) {
          eventStop = cursor.stop;
          eventNext = cursor.next;
          continue;
        }
        finish(file, parser, joiner);
        taken = eventNext;
      }
      if (tooLong) {
        int lineEnd = cursor.next == length ? 0 : file.encoding.isWide() ? 2 : 1;
        long bytes = (long) cursor.next - cursor.from - lineEnd;
        cut(file, parser, cursor.text, cursor.start, cursor.stop, bytes);
        joiner.reset();
        taken = cursor.next;
        continue;
      }
      begin(file, joiner);
      if (!joiner.mayContinue()) {
        finish(file, parser, joiner);
        taken = eventNext;
      }
    }
    if (begun) {
      boolean complete = atEnd ? end != End.OPEN : eventFrom <= file.margin();
      if (!complete) {
        file.waiting = true;
        return eventFrom;
      }
      finish(file, parser, joiner);
      taken = eventNext;
    }
    if (cursor.next > taken && Zeros.skip(buffer, taken, cursor.next) == cursor.next) {
      taken = cursor.next; // over a hole
    }
    if (!atEnd && taken <= begin) {
      int kept = file.encoding.isWide() ? 2 * maxLineBytes : maxLineBytes;
      int from = Math.max(taken, begin);
      file.longLine.open(
          buffer,
          from,
          Math.min(length, from + kept),
          file.offset() + ((length - file.margin()) & ~1));
      file.longLine.from = file.offset() + (from - file.margin());
    }
    return taken;
  }

  private void begin(FollowedFile file, LineJoiner joiner) {
    begun = true;
    joiner.begin(cursor.text, cursor.start, cursor.stop);
    eventStart = cursor.start;
    eventStop = cursor.stop;
    eventFrom = cursor.from;
    eventNext = cursor.next;
    if (joiner.isRest()) {
      file.continued = true;
    }
  }

  /// Hands over the event that was begun.
  private void finish(FollowedFile file, LineParser parser, LineJoiner joiner) {
    begun = false;
    byte[] text = cursor.text;
    int start = eventStart;
    int stop = eventStop;
    if (decoder.convert(text, start, stop, file.encoding)) {
      text = decoder.bytes;
      start = 0;
      stop = decoder.length;
    }
    if (joiner.lines() > 1) {
      int length = withoutReturns(text, start, stop);
      if (length >= 0) {
        text = joined;
        start = 0;
        stop = length;
      }
    }
    if (file.continued) {
      parser.continued();
      file.continued = false;
    }
    rows.event(parser, text, start, stop, eventNext - eventFrom);
  }

  /// The lines of an event without the CRs before their LFs.
  ///
  /// @return the length of the result, or -1 when there are none
  private int withoutReturns(byte[] text, int start, int stop) {
    int length = -1;
    int at = start;
    for (int i = start + 1; i < stop; i++) {
      if (text[i] == '\n' && text[i - 1] == '\r') {
        if (length < 0) {
          length = 0;
          if (joined.length < stop - start) {
            joined = new byte[stop - start];
          }
        }
        System.arraycopy(text, at, joined, length, i - 1 - at);
        length += i - 1 - at;
        at = i;
      }
    }
    if (length >= 0) {
      System.arraycopy(text, at, joined, length, stop - at);
      length += stop - at;
    }
    return length;
  }

  private void cut(
      FollowedFile file, LineParser parser, byte[] text, int start, int stop, long length) {
    int kept = Math.min(stop, start + maxLineBytes);
    if (file.encoding == Encoding.AUTO || file.encoding == Encoding.UTF_8) {
      kept = Utf8.whole(text, start, kept);
    }
    file.continued = false;
    if (decoder.convert(text, start, kept, file.encoding)) {
      rows.cut(parser, decoder.bytes, 0, Math.min(decoder.length, maxLineBytes), length);
    } else {
      rows.cut(parser, text, start, kept, length);
    }
  }

  private boolean skipLongLine(FollowedFile file, End end) throws IOException {
    LongLine line = file.longLine;
    boolean wide = file.encoding.isWide();
    int length = file.bytes().read(line.scanned, buffer, buffer.length);
    int feed = feed(length, file.encoding);
    long stop;
    long next;
    if (feed >= 0) {
      stop = line.scanned + feed;
      next = stop + (wide ? 2 : 1);
    } else if (length < buffer.length && end == End.SEALED) {
      stop = line.scanned + length;
      next = stop;
    } else {
      line.scanned += length & ~1;
      return length > 1;
    }
    byte[] text = line.start;
    int kept = text.length;
    if (wide) {
      cursor.open(text, 0, text.length, file.encoding, true);
      kept = cursor.rest() ? cursor.stop : 0;
      text = cursor.text;
    }
    LineParser parser = file.owner.parsers().of(file);
    rows.arrival(BatchMaker.now());
    cut(file, parser, text, 0, kept, stop - line.from);
    file.lastTime = parser.lastTime();
    file.format = parser.state();
    file.jump(next);
    return true;
  }

  private int feed(int length, Encoding encoding) {
    if (!encoding.isWide()) {
      return Lines.indexOfLineFeed(buffer, 0, length);
    }
    for (int i = 0; i + 1 < length; i += 2) {
      if (TextDecoder.unit(buffer, i, encoding == Encoding.UTF_16LE) == '\n') {
        return i;
      }
    }
    return -1;
  }

  /// Moves to the end of a hole of any size. Zeros up to the end of the file are no hole: they may
  /// be room that the writer made in advance.
  private boolean skipHole(FollowedFile file) throws IOException {
    long at = file.offset() + buffer.length - file.margin();
    while (true) {
      int length = file.bytes().read(at, buffer, buffer.length);
      int zeros = Zeros.skip(buffer, 0, length);
      at += zeros;
      if (zeros < length) {
        file.jump(at);
        return true;
      }
      if (length == 0) {
        return false;
      }
    }
  }
}
