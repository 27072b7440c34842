package dev.cordwood.collect.format;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/// Says of each line of a source, in their order, whether it goes on with the event before it.
/// Holds no text: whoever asks keeps the lines, and hands them over as one event, joined with LFs,
/// when a line does not continue it.
///
/// Lines of container runtimes are judged by what the container printed; parts of one line that a
/// runtime has split always belong together. Not safe for several threads.
public final class LineJoiner {
  private final MultiLine options;
  private final int maxBytes;
  private final @Nullable Pattern pattern;
  private final ContainerLine container = new ContainerLine();
  private final StackTraces traces = new StackTraces();

  private boolean open;
  private boolean complete;
  private ContainerLine.Kind kind = ContainerLine.Kind.BARE;
  private boolean error;
  private boolean partial;
  private int lines;
  private long bytes;
  private boolean full;
  private boolean rest;

  /// @param maxLineBytes of an event with its inner LFs; beyond it another one is begun
  public LineJoiner(MultiLine options, int maxLineBytes) {
    this.options = options;
    maxBytes = maxLineBytes;
    boolean matches =
        options.mode() == MultiLine.Mode.START || options.mode() == MultiLine.Mode.CONTINUE;
    pattern = matches ? MultiLine.compile(options.pattern()) : null;
  }

  /// The line `[start, end)`, without its LF, begins an event.
  public void begin(byte[] line, int start, int end) {
    int to = withoutReturn(line, start, end);
    boolean restOfLine = partial;
    open = true;
    rest = full;
    full = false;
    lines = 1;
    bytes = end - start;
    container.read(line, start, to);
    kind = container.kind();
    error = container.isError();
    partial = container.isPartial();
    complete = !partial && isComplete();
    if (!rest) {
      traces.begin(container.source(), container.start(), container.end());
    } else if (!restOfLine) {
      traces.continues(container.source(), container.start(), container.end());
    }
  }

  /// Whether the line goes on with the event that was begun. If so it counts as part of it from
  /// here on; if not, the event is whole: hand it over and [#begin] another with this line.
  public boolean continues(byte[] line, int start, int end) {
    if (!open || complete) {
      return false;
    }
    int to = withoutReturn(line, start, end);
    container.read(line, start, to);
    if (container.kind() != kind || container.isError() != error || !belongs()) {
      return false;
    }
    if (lines >= options.maxLines() || bytes + 1 + end - start > maxBytes) {
      full = true;
      return false;
    }
    partial = container.isPartial();
    lines++;
    bytes += 1L + end - start;
    return true;
  }

  private boolean belongs() {
    if (partial) {
      return true;
    }
    byte[] source = container.source();
    int from = container.start();
    int to = container.end();
    return switch (options.mode()) {
      case NONE -> false;
      case AUTO -> (from == to || source[from] != '{') && traces.continues(source, from, to);
      case START -> !matches();
      case CONTINUE -> matches();
    };
  }

  private boolean matches() {
    byte[] text = container.copy(Limits.MAX_MATCHED_BYTES);
    return pattern != null && pattern.matcher(text).find();
  }

  /// Whether no line can go on with the event that the line at hand begins.
  private boolean isComplete() {
    return switch (options.mode()) {
      // a runtime may split lines, which shows only in the line itself
      case NONE -> true;
      case AUTO -> container.start() < container.end() && isObject();
      case START, CONTINUE -> false;
    };
  }

  private boolean isObject() {
    int at = container.start();
    byte[] source = container.source();
    int to = Ascii.skipBlanks(source, at, container.end());
    return to < container.end() && source[to] == '{';
  }

  /// Whether a line that is still to come may belong to the event. If not there is nothing to wait
  /// for.
  public boolean mayContinue() {
    return open && !complete;
  }

  /// Whether the event that was begun last is the rest of one that had grown too long.
  public boolean isRest() {
    return rest;
  }

  public boolean isOpen() {
    return open;
  }

  /// Forgets the event: it was handed over, or another source's lines come.
  public void reset() {
    open = false;
    complete = false;
    partial = false;
    full = false;
    rest = false;
    lines = 0;
    bytes = 0;
  }

  /// Of the event so far.
  public int lines() {
    return lines;
  }

  /// Of the event so far, with the LFs in it.
  public long bytes() {
    return bytes;
  }

  private static int withoutReturn(byte[] line, int start, int end) {
    return end > start && line[end - 1] == '\r' ? end - 1 : end;
  }
}
