package dev.cordwood.collect.format;

import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.JsonLineParser;
import dev.cordwood.event.Row;
import dev.cordwood.event.Timestamps;
import dev.cordwood.event.Utf8;
import org.jspecify.annotations.Nullable;

/// Turns lines of one source into rows, JSON or text as they come. Not safe for several threads.
///
/// A line of text without a time of its own (the frames of a stack trace, say) gets the time of the
/// line before it, so that they stay together; the first lines of all get the time of arrival.
public final class LineParser {
  /// What became of a line.
  public enum Outcome {
    STORED,
    /// Stored as text with `_error`.
    BROKEN,
    /// Nothing in it, nothing stored.
    EMPTY
  }

  private final IngestOptions options;
  private final LineFormat format;
  private final Row row;
  private final JsonLineParser json;
  private final TextLineParser text;
  private long lastTime = Timestamps.NONE;
  private int leadingRows;

  public LineParser(IngestOptions options, LineFormat format) {
    this.options = options;
    this.format = format;
    row = new Row(options);
    json = new JsonLineParser(row);
    text = new TextLineParser(options, row);
  }

  public IngestOptions options() {
    return options;
  }

  /// Changes or adds a default field from here on, such as the `source` of a parser that several
  /// files take turns with.
  public void setDefault(String name, String value) {
    row.setDefault(name, value);
  }

  /// Adds a row for the line `[start, end)` without its LF. A carriage return at its end is
  /// dropped.
  ///
  /// @param arrival the row's time if the line has none
  public Outcome parse(byte[] line, int start, int end, long arrival, EventBatchBuilder builder) {
    int to = end > start && line[end - 1] == '\r' ? end - 1 : end;
    int from = start;
    while (from < to && (line[from] == ' ' || line[from] == '\t' || line[from] == '\r')) {
      from++;
    }
    if (from == to) {
      return Outcome.EMPTY;
    }
    boolean isJson =
        switch (format) {
          case JSON -> true;
          case TEXT -> false;
          case AUTO -> line[from] == '{' || isMarkedObject(line, from, to);
        };
    if (isJson) {
      if (json.parse(line, start, to, arrival, builder)) {
        lastTime = json.time();
        return Outcome.STORED;
      }
      return Outcome.BROKEN;
    }
    addText(line, start, to, null, arrival, builder);
    return Outcome.STORED;
  }

  /// Adds a row for a line that was longer than allowed.
  ///
  /// @param end of the part that is kept, which may split a character
  /// @param originalLength without the LF
  public void parseCut(
      byte[] line,
      int start,
      int end,
      long originalLength,
      long arrival,
      EventBatchBuilder builder) {
    int cut = Utf8.whole(line, start, end);
    String why = "line cut: it had %d bytes, %d are kept".formatted(originalLength, cut - start);
    if (format == LineFormat.JSON) {
      json.addBroken(line, start, cut, why, arrival, builder);
    } else {
      addText(line, start, cut, why, arrival, builder);
    }
  }

  private void addText(
      byte[] line,
      int start,
      int end,
      @Nullable String why,
      long arrival,
      EventBatchBuilder builder) {
    long time = text.time(line, start, end, arrival);
    if (time != Timestamps.NONE) {
      lastTime = time;
    } else if (lastTime != Timestamps.NONE) {
      time = lastTime;
    } else {
      if (leadingRows == builder.rows()) {
        leadingRows++;
      }
      time = arrival;
    }
    text.add(line, start, end, time, why, builder);
  }

  /// The time of the last line that had one, or [Timestamps#NONE].
  public long lastTime() {
    return lastTime;
  }

  /// How many rows at the start of the batch that is being built are text without a time, and no
  /// line before them is known to this parser. Whoever knows it gives them its time.
  public int leadingRows() {
    return leadingRows;
  }

  /// Goes on with another source, or with another piece of the same one.
  ///
  /// @param time of the line before, or [Timestamps#NONE]
  public void restart(long time) {
    lastTime = time;
    leadingRows = 0;
  }

  private static boolean isMarkedObject(byte[] line, int from, int to) {
    return to - from > 3
        && line[from] == (byte) 0xEF
        && line[from + 1] == (byte) 0xBB
        && line[from + 2] == (byte) 0xBF
        && line[from + 3] == '{';
  }
}
