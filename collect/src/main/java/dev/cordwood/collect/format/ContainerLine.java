package dev.cordwood.collect.format;

import java.util.Arrays;

/// A line as container runtimes write what a container printed: `2026-11-21T04:14:54.1Z stdout F …`
/// (CRI) or `{"log":"…\n","stream":"stdout","time":"…"}` (Docker's json-file). Finds where in it
/// the container's own text is, and whether that text ends there or goes on in the next line. Made
/// to be reused; not safe for several threads.
final class ContainerLine {
  /// How the line is wrapped.
  enum Kind {
    BARE,
    CRI,
    DOCKER
  }

  private static final byte[] DOCKER = Ascii.bytes("{\"log\":\"");
  private static final byte[] STREAM = Ascii.bytes("\"stream\":\"std");
  private static final byte[] STDOUT = Ascii.bytes(" stdout ");
  private static final byte[] STDERR = Ascii.bytes(" stderr ");
  private static final int MAX_CRI_TIME_BYTES = 40;

  private final byte[] scratch = new byte[Limits.MAX_MATCHED_BYTES];

  private Kind kind = Kind.BARE;
  private byte[] source = scratch;
  private int start;
  private int end;
  private boolean partial;
  private boolean error;

  /// Looks at the line `[from, to)`.
  void read(byte[] line, int from, int to) {
    kind = Kind.BARE;
    partial = false;
    error = false;
    source = line;
    start = from;
    end = to;
    if (to - from < 8) {
      return;
    }
    if (line[from] == '{') {
      if (Ascii.startsWith(line, from, to, DOCKER)) {
        docker(line, from + DOCKER.length, to);
      }
    } else if (Ascii.isDigit(line[from])) {
      cri(line, from, to);
    }
  }

  Kind kind() {
    return kind;
  }

  /// Whether the container's line goes on in the runtime's next one.
  boolean isPartial() {
    return partial;
  }

  /// Whether it came from the container's standard error.
  boolean isError() {
    return error;
  }

  /// Where the container's text is: for Docker its first [Limits#MAX_MATCHED_BYTES], decoded.
  byte[] source() {
    return source;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  private void cri(byte[] line, int from, int to) {
    int space = Ascii.indexOf(line, from, Math.min(to, from + MAX_CRI_TIME_BYTES), (byte) ' ');
    if (space < 0 || space - from < 20 || line[from + 10] != 'T') {
      return;
    }
    boolean isError = Ascii.startsWith(line, space, to, STDERR);
    int tag = space + STDOUT.length;
    if ((!isError && !Ascii.startsWith(line, space, to, STDOUT)) || tag >= to) {
      return;
    }
    boolean isPartial = line[tag] == 'P';
    if ((!isPartial && line[tag] != 'F') || (tag + 1 < to && line[tag + 1] != ' ')) {
      return;
    }
    kind = Kind.CRI;
    partial = isPartial;
    error = isError;
    start = Math.min(to, tag + 2);
  }

  private void docker(byte[] line, int from, int to) {
    int out = 0;
    int i = from;
    boolean fed = false;
    while (i < to && line[i] != '"') {
      byte c = line[i++];
      fed = false;
      if (c == '\\' && i < to) {
        c = line[i++];
        fed = c == 'n';
        if (c == 'u' && i + 4 <= to) {
          c = unicode(line, i);
          i += 4;
        } else {
          c = unescaped(c);
        }
      }
      if (out < scratch.length) {
        scratch[out++] = c;
      }
    }
    int behind = i + 1;
    if (behind >= to) {
      return;
    }
    kind = Kind.DOCKER;
    partial = !fed;
    int stream = Ascii.indexOf(line, behind, Math.min(to, behind + 32), STREAM);
    error = stream >= 0 && stream + STREAM.length < to && line[stream + STREAM.length] == 'e';
    source = scratch;
    start = 0;
    end = fed && out > 0 && scratch[out - 1] == '\n' ? out - 1 : out;
    if (end > 0 && scratch[end - 1] == '\r') {
      end--;
    }
  }

  private static byte unescaped(byte c) {
    return switch (c) {
      case 'n' -> (byte) '\n';
      case 't' -> (byte) '\t';
      case 'r' -> (byte) '\r';
      case 'b' -> (byte) '\b';
      case 'f' -> (byte) '\f';
      default -> c;
    };
  }

  /// Which character it is matters only if it is ASCII: the control and HTML characters that the
  /// runtime escapes.
  private static byte unicode(byte[] line, int at) {
    int value = 0;
    for (int i = at; i < at + 4; i++) {
      int digit = Character.digit(line[i], 16);
      if (digit < 0) {
        return '?';
      }
      value = value << 4 | digit;
    }
    return value < 0x80 ? (byte) value : (byte) '?';
  }

  /// A copy of the container's text as far as it is known here.
  byte[] copy(int maxBytes) {
    return Arrays.copyOfRange(source, start, Math.min(end, start + maxBytes));
  }
}
