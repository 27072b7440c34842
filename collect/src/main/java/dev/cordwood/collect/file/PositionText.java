package dev.cordwood.collect.file;

import dev.cordwood.event.Timestamps;
import org.jspecify.annotations.Nullable;

/// A [FilePosition] as text: a version and fields between blanks, the last two of which may have
/// blanks in them, so that the length of the first of these stands before it.
///
/// * Version 1: `1 offset headLength:headHash tailLength:tailHash born modified source`, with heads
///   of at most 256 bytes.
/// * Version 2: `2 offset size headLength:headHash tailLength:tailHash born modified packedSize
///   lastTime encoding continued formatLength format source`.
final class PositionText {
  private final String text;
  private int at;

  private PositionText(String text, int at) {
    this.text = text;
    this.at = at;
  }

  static String encode(FilePosition position) {
    return "2 %d %d %d:%x %d:%x %d %d %d %d %s %d %d %s %s"
        .formatted(
            position.offset(),
            position.size(),
            position.headLength(),
            position.headHash(),
            position.tailLength(),
            position.tailHash(),
            position.born(),
            position.modified(),
            position.packedSize(),
            position.lastTime(),
            position.encoding().id(),
            position.continued() ? 1 : 0,
            position.format().length(),
            position.format(),
            position.source());
  }

  static @Nullable FilePosition decode(String state) {
    try {
      FilePosition position =
          state.startsWith("1 ")
              ? new PositionText(state, 2).first()
              : state.startsWith("2 ") ? new PositionText(state, 2).second() : null;
      return position != null && isValid(position) ? position : null;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return null;
    }
  }

  private static boolean isValid(FilePosition position) {
    return position.offset() >= 0
        && position.headLength() >= 0
        && position.headLength() <= Math.min(position.offset(), Evidence.HEAD_BYTES)
        && position.tailLength() >= 0
        && position.tailLength() <= Math.min(position.offset(), Evidence.TAIL_BYTES);
  }

  private FilePosition first() {
    long offset = number();
    int headLength = length();
    long headHash = hash();
    int tailLength = length();
    long tailHash = hash();
    long born = number();
    long modified = number();
    return new FilePosition(
        offset,
        offset, // it does not say how much was there
        headLength,
        headHash,
        tailLength,
        tailHash,
        born,
        modified,
        -1,
        Timestamps.NONE,
        Encoding.AUTO,
        false,
        "",
        text.substring(at));
  }

  private FilePosition second() {
    long offset = number();
    long size = number();
    int headLength = length();
    long headHash = hash();
    int tailLength = length();
    long tailHash = hash();
    long born = number();
    long modified = number();
    long packedSize = number();
    long lastTime = number();
    Encoding encoding = Encoding.of(until(' '));
    boolean continued = number() != 0;
    int formatEnd = Math.toIntExact(number());
    formatEnd += at;
    String format = text.substring(at, formatEnd);
    return new FilePosition(
        offset,
        size,
        headLength,
        headHash,
        tailLength,
        tailHash,
        born,
        modified,
        packedSize,
        lastTime,
        encoding,
        continued,
        format,
        text.substring(formatEnd + 1));
  }

  private String until(char end) {
    int to = text.indexOf(end, at);
    String part = text.substring(at, to);
    at = to + 1;
    return part;
  }

  private long number() {
    return Long.parseLong(until(' '));
  }

  private int length() {
    return Integer.parseInt(until(':'));
  }

  private long hash() {
    return Long.parseUnsignedLong(until(' '), 16);
  }
}
