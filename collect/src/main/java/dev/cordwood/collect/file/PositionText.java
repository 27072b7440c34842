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
/// * Version 3, where the file was reached by a link: as version 2, with `targetLength target`
///   before the source.
final class PositionText {
  private final String text;
  private int at;

  private PositionText(String text, int at) {
    this.text = text;
    this.at = at;
  }

  static String encode(FilePosition position) {
    String target = position.target();
    return "%d %d %d %d:%x %d:%x %d %d %d %d %s %d %d %s %s%s"
        .formatted(
            target.isEmpty() ? 2 : 3,
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
            target.isEmpty() ? "" : target.length() + " " + target + " ",
            position.source());
  }

  static @Nullable FilePosition decode(String state) {
    try {
      FilePosition position =
          state.startsWith("1 ")
              ? new PositionText(state, 2).first()
              : state.startsWith("2 ")
                  ? new PositionText(state, 2).later(false)
                  : state.startsWith("3 ") ? new PositionText(state, 2).later(true) : null;
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
        "",
        text.substring(at));
  }

  private FilePosition later(boolean hasTarget) {
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
    String format = counted();
    String target = hasTarget ? counted() : "";
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
        target,
        text.substring(at));
  }

  /// A text with its length before it and a blank behind it.
  private String counted() {
    int length = Math.toIntExact(number());
    String part = text.substring(at, at + length);
    at += length + 1;
    return part;
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
