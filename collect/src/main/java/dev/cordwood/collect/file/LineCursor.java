package dev.cordwood.collect.file;

import dev.cordwood.event.Lines;

/// Goes over the whole lines in a piece of a file. Lines of UTF-16 are decoded, one behind the
/// other with LFs between, so that several in a row are one range of text in any encoding.
final class LineCursor {
  private final TextDecoder decoder = new TextDecoder();
  private byte[] raw = {};
  private int end;
  private boolean wide;
  private boolean little;
  private boolean hasZeros;
  private boolean atEnd;

  /// Where in the piece the line begins.
  int from;

  /// Where in the piece the next line begins, if there is one.
  int next;

  /// The line, `[start, stop)` of this, without its LF.
  byte[] text = {};

  int start;
  int stop;

  /// The line does not stand right behind the one before it: there was a hole.
  boolean apart;

  /// @param ends whether the file has nothing behind the piece
  void open(byte[] bytes, int begin, int finish, Encoding encoding, boolean ends) {
    raw = bytes;
    end = finish;
    atEnd = ends;
    wide = encoding.isWide();
    little = encoding == Encoding.UTF_16LE;
    next = begin;
    from = begin;
    hasZeros = !wide && Zeros.find(raw, begin, end) < end;
    if (wide) {
      decoder.length = 0;
    } else {
      text = raw;
    }
  }

  /// @return false when there is no whole line any more; [#next] is then where one may begin
  boolean advance() {
    if (wide) {
      return advanceWide();
    }
    apart = false;
    if (hasZeros && next < end && raw[next] == 0) {
      // the hole that a writer leaves who goes on at his old place in a truncated file
      int behind = Zeros.skip(raw, next, end);
      if (behind == end) {
        return false; // or room that the writer made in advance
      }
      next = behind;
      apart = true;
    }
    int feed = Lines.indexOfLineFeed(raw, next, end);
    if (hasZeros) {
      int zero = Zeros.find(raw, next, feed < 0 ? end : feed);
      if (zero < (feed < 0 ? end : feed)) {
        return upToHole(zero);
      }
    }
    if (feed < 0) {
      return false;
    }
    from = next;
    start = next;
    stop = feed;
    next = feed + 1;
    return true;
  }

  /// A line that was never finished, with a hole behind it.
  private boolean upToHole(int zero) {
    int behind = Zeros.skip(raw, zero, end);
    if (behind == end && atEnd) {
      return false; // or room that the writer made in advance
    }
    from = next;
    start = next;
    stop = zero;
    next = behind;
    return true;
  }

  private boolean advanceWide() {
    int at = next;
    while (at + 1 < end) {
      if (TextDecoder.unit(raw, at, little) == '\n') {
        decode(at, at + 2);
        return true;
      }
      at += 2;
    }
    return false;
  }

  /// What stands behind the last whole line, as a line.
  ///
  /// @return whether there is anything
  boolean rest() {
    int zeros = hasZeros ? Zeros.find(raw, next, end) : end;
    if (zeros == next) {
      return false;
    }
    if (wide) {
      decode(end - (end - next) % 2, end);
    } else {
      from = next;
      start = next;
      stop = zeros;
      next = end;
    }
    apart = false;
    return true;
  }

  private void decode(int to, int then) {
    from = next;
    if (decoder.length > 0) {
      decoder.addLineFeed();
    }
    start = decoder.length;
    decoder.addWide(raw, next, to, little);
    text = decoder.bytes;
    stop = decoder.length;
    next = then;
  }
}
