package dev.cordwood.collect.format;

import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.FieldName;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.JsonLineParser;
import dev.cordwood.event.Row;
import dev.cordwood.event.Timestamps;
import dev.cordwood.event.Utf8;
import dev.cordwood.event.ValueType;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Turns lines of one source into rows. Lines that start with `{` are JSON, one by one; which
/// format all others are of is found out by looking at them, unless it is configured. A line may be
/// an event of several lines, joined with LFs; its first line is that which counts. Not safe for
/// several threads.
///
/// A line of text without a time of its own gets the time of the line before it, so that they stay
/// together; the first lines of all get the time of arrival.
public final class LineParser {
  /// What became of a line.
  public enum Outcome {
    STORED,
    /// Stored as text with `_error`.
    BROKEN,
    /// Nothing in it, nothing stored.
    EMPTY
  }

  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};

  private final IngestOptions options;
  private final LineKind kind;
  private final Row row;
  private final JsonFlavours flavours = new JsonFlavours();
  private final JsonLineParser json;
  private final TextOpener text;
  private final FieldName error;
  private final FieldName continued;
  private final FieldName originalBytes;
  private final @Nullable LineHash hash;
  private long lastTime = Timestamps.NONE;
  private int leadingRows;
  private boolean isContinued;
  private boolean hadJson;

  /// How the options have lines that start with `{` read.
  private enum LineKind {
    AUTO,
    JSON,
    TEXT
  }

  public LineParser(IngestOptions options, LineFormat format) {
    this(options, ParseOptions.of(format));
  }

  public LineParser(IngestOptions options, ParseOptions parse) {
    this.options = options;
    kind =
        switch (parse.format()) {
          case "auto" -> LineKind.AUTO;
          case "json", "sftpgo" -> LineKind.JSON;
          default -> LineKind.TEXT;
        };
    row = new Row(options, flavours);
    json = new JsonLineParser(row);
    text = new TextOpener(row, parse);
    error = row.name("_error");
    continued = row.name("_continued");
    originalBytes = row.name("_original_bytes");
    hash = parse.hash() ? new LineHash(row) : null;
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
    while (from < to
        && (line[from] == ' ' || line[from] == '\t' || line[from] == '\r' || line[from] == '\n')) {
      from++;
    }
    if (from == to) {
      isContinued = false;
      return Outcome.EMPTY;
    }
    if (hash != null) {
      hash.attach(line, start, end);
    }
    attachContinued();
    if (isJson(line, from, to)) {
      hadJson = true;
      if (json.parse(line, start, to, arrival, builder)) {
        lastTime = json.time();
        return Outcome.STORED;
      }
      return Outcome.BROKEN;
    }
    while (line[to - 1] == '\n' || line[to - 1] == '\r') {
      to--; // an event that ends with empty lines
    }
    addText(line, start, to, null, arrival, builder);
    return Outcome.STORED;
  }

  private boolean isJson(byte[] line, int from, int to) {
    return switch (kind) {
      case JSON -> true;
      case TEXT -> false;
      case AUTO -> {
        if (line[from] == '{') {
          yield !DockerFormat.mayBe(line, from, to) || !isDocker(line, from, to);
        }
        yield isMarkedObject(line, from, to);
      }
    };
  }

  /// Each line of an event, or the only one, ends as Docker's do.
  private static boolean isDocker(byte[] line, int from, int to) {
    return to - from > 40
        && line[to - 1] == '}'
        && line[to - 2] == '"'
        && Ascii.contains(line, Math.max(from, to - 64), to, DockerFormat.TIME);
  }

  /// The next event is the rest of one that had grown too long: its row gets the field
  /// `_continued`.
  public void continued() {
    isContinued = true;
  }

  private void attachContinued() {
    if (isContinued) {
      row.attach(continued, ValueType.BOOLEAN, TRUE);
      isContinued = false;
    }
  }

  /// Adds a row for a line that was longer than allowed, with its length in `_original_bytes`.
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
    attachContinued();
    byte[] length = Long.toString(originalLength).getBytes(StandardCharsets.US_ASCII);
    row.attach(originalBytes, ValueType.NUMBER, length);
    if (kind == LineKind.JSON) {
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
    row.begin(builder);
    text.open(line, start, end, 0, arrival);
    if (why != null) {
      byte[] bytes = why.getBytes(StandardCharsets.UTF_8);
      row.addOwn(error, ValueType.STRING, bytes, 0, bytes.length);
    }
    long found = text.time();
    boolean known = found != Timestamps.NONE;
    long otherwise = known ? found : lastTime != Timestamps.NONE ? lastTime : arrival;
    long time = row.end(otherwise, known && text.isZoned());
    if (known || row.hasChosenTime()) {
      lastTime = time;
    } else if (lastTime == Timestamps.NONE && leadingRows == builder.rows() - 1) {
      leadingRows++;
    }
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

  /// The id of the format that the lines are of, as far as it is known: that of a format of text,
  /// `json`, `text` for lines of none; empty while it is open.
  public String format() {
    String chosen = text.detector().format();
    boolean isOpen = chosen.isEmpty() || (chosen.equals("text") && kind != LineKind.TEXT);
    return hadJson && isOpen ? "json" : chosen;
  }

  /// What was learned of the source, as a short text to be kept with the position in it: the
  /// format's id and, behind a tab, its own state. While the format is open these stand behind
  /// another tab. Empty when nothing is known.
  public String state() {
    Candidate chosen = text.detector().chosen();
    Candidate known = chosen != null ? chosen : text.detector().learned();
    if (known == null) {
      return "";
    }
    String own = known.format.state();
    String all = (chosen == null ? "\t" : "") + known.id + (own.isEmpty() ? "" : '\t' + own);
    return all.length() <= Limits.MAX_FORMAT_STATE_CHARS ? all : "";
  }

  /// Goes on with another piece of the same source.
  ///
  /// @param time of the line before, or [Timestamps#NONE]
  public void restart(long time) {
    lastTime = time;
    leadingRows = 0;
  }

  /// Goes on with another source, or with the same one in another process.
  ///
  /// @param state as [#state()] gave it; empty, or of a format that is not known (any more), when
  ///   nothing is known of the source
  public void restart(long time, String state) {
    restart(time);
    text.reset();
    flavours.reset();
    hadJson = false;
    if (!state.isEmpty()) {
      boolean isOpen = state.charAt(0) == '\t';
      String known = isOpen ? state.substring(1) : state;
      int tab = known.indexOf('\t');
      String id = tab < 0 ? known : known.substring(0, tab);
      String own = tab < 0 ? "" : known.substring(tab + 1);
      if (isOpen) {
        text.detector().learn(id, own);
      } else {
        text.detector().choose(id, own);
      }
    }
  }

  private static boolean isMarkedObject(byte[] line, int from, int to) {
    return to - from > 3
        && line[from] == (byte) 0xEF
        && line[from + 1] == (byte) 0xBB
        && line[from + 2] == (byte) 0xBF
        && line[from + 3] == '{';
  }
}
